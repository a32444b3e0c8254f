/** The picture, titles and subtitles. */
import { addTitle, changeTitle, kind, readSubtitles } from '../looks.ts';
import { readPixels, readShape, readTurn } from '../meanings.ts';
import type { Row } from '../row.ts';

export const PICTURE: Row[] = [
  {
    en: `CROP what? (TO|IN|AS)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)*`,
    means: (reading) => [readShape(reading), { op: 'fill', fill: true }],
  },
  {
    en: `(changing|APPLY|CUT) what? ASPECT? of? (TO|BE|IN|AT|AS|BECOME)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV|AND)*
          (IN|AS|TO|WITH)? RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)* / MAKE? what? FOR_PHONES / MAKE what RATIO
          (MAKE|APPLY) RATIO (VIDEO|ASPECT|PICTURE)+ (FROM|OUT)* IT? / ASPECT (TO|BE)? RATIO / FIT? what? FOR_PHONES`,
    zh: `what? (CUT) what? (BECOME|TO)? RATIO (what|ASPECT)*
          what? (ASPECT)? (CHANGE|BECOME|TO|PLAY|APPLY|SHOW|CUT)* RATIO (PICTURE|VIDEO|ASPECT|SCREEN|PLAY|FOR_PHONES)*
          (BECOME|APPLY|CHANGE) RATIO (PICTURE|VIDEO|ASPECT)* / RATIO (PICTURE|VIDEO|ASPECT|PLAY)*
          CHANGE what? ASPECT (TO|BECOME)+ RATIO / what? (BECOME|CHANGE)? FOR_PHONES (RATIO|VIDEO|ASPECT|PICTURE)*
          RATIO COMMA? FOR_PHONES`,
    means: readShape,
  },
  {
    en: `MAKE? what? FILL ALL* (SCREEN|PICTURE|IT)? (WITH what)? / CROP what? TO FILL (ALL* SCREEN)?
          (NO|REMOVE) ALL* BARS of? / FILL ALL* (SCREEN) WITH what / WITH NO BARS / CROP OFF BARS / CUT OFF BARS`,
    zh: `what? (SCREEN)? FILL (ALL)* (SCREEN|PICTURE)? / (REMOVE|NO) what? BARS / what? (REMOVE|NO) BARS
          BARS (REMOVE|NO) / what? NO BARS / AT? what? FILL`,
    means: () => ({ op: 'fill', fill: true }),
  },
  {
    en: `FIT ALL* (what)? ((IN|TO|ON) (SCREEN|PICTURE))? / FIT what (WITH|BY)? BARS?
          (ADD|WITH|APPLY|KEEP|SHOW) ALL* BARS of? / SHOW ALL+ (PICTURE|VIDEO|SCREEN)
          MAKE what FIT ((IN|TO|ON)? (SCREEN|PICTURE))? / (NOT|NO) CROP what?`,
    zh: `what? FIT (what|SCREEN)? / (ADD|KEEP) TOP? BARS / what? (ADD|KEEP) BARS`,
    means: () => ({ op: 'fill', fill: false }),
  },
  {
    en: `(changing|APPLY)? what? RESOLUTION of? (TO|BE|AT|IN|OF)* (LINES|PIXELS) (RESOLUTION|VIDEO)?
          (changing)? what? (TO|BE|AT|IN)* (LINES|PIXELS) RESOLUTION? / LINES VIDEO?
          MAKE? what SIZE_WORD (TO|BE)? PIXELS / (MAKE|CHANGE|SET) SIZE_WORD of? (TO|BE)? PIXELS`,
    zh: `what? RESOLUTION (CHANGE|MORE|LESS|TO|BECOME|FOR)* (LINES|PIXELS)
          what? (BECOME|CHANGE TO) (LINES|PIXELS) (RESOLUTION|VIDEO)? / (LINES|PIXELS) RESOLUTION?
          CHANGE RESOLUTION (TO|BECOME) (LINES|PIXELS) / what? (SIZE_WORD) (BECOME|TO|CHANGE)* PIXELS`,
    means: readPixels,
  },
  {
    en: `ROTATE what? (BY)? (DEG|NUM)? (ON|TO|IN|BY)* (CLOCKWISE|COUNTER|LEFT|RIGHT)? (BY)? (DEG|NUM)? of?
          (CHANGE|MAKE) what? (BY)? DEG (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT)?
          (CHANGE|REVERSE|ROTATE|MAKE|PLACE)? what? UPSIDE
          (CHANGE) what? (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT) BY? DEG? / (CHANGE|ROTATE|MAKE|PLACE) what SIDEWAYS`,
    zh: `what? (CLOCKWISE|COUNTER|LEFT|RIGHT)? ROTATE (CLOCKWISE|COUNTER|LEFT|RIGHT)? what? DEG?
          what? (LEFT|RIGHT) ROTATE DEG? / what? ROTATE? UPSIDE (what)? / ROTATE what DEG / what? UPSIDE
          ROTATE what (CLOCKWISE|COUNTER|LEFT|RIGHT)? DEG? / what? ROTATE TO? (LEFT|RIGHT) DEG?`,
    means: readTurn,
  },
];

export const TITLES: Row[] = [
  {
    en: `detail* (ADD|PLACE|APPLY|WRITE|SHOW|MAKE|WITH)? detail* title detail* (SAYS|BE|COMMA|WITH|AS)* TEXT (AS title)? detail*
          detail* (ADD|PLACE|APPLY|WRITE|SHOW|SAYS) TEXT ((AS|IN|FOR) detail* title)? detail* / TEXT AS title detail*
          what (SHOW|SAYS|BE) TEXT detail*`,
    zh: `(TO|FOR)? what? (AT|FOR)? detail* (ADD|PLACE|APPLY|WRITE|SHOW|BE)? detail* title (SAYS|COMMA)* TEXT (PUT_TO|APPLY|SHOW|detail)*
          (what)? AT? detail* (ADD|WRITE|SHOW|PLACE) (TOP)? TEXT title? (PUT_TO|APPLY|SHOW|detail)*
          AT? detail* TEXT AS? title detail* / (APPLY)? TEXT (AS|BECOME) title`,
    means: addTitle,
  },
  {
    en: `(CHANGE|RENAME|SET|MAKE|SWAP|SHOW) title TEXT? (TO|WITH|SAYS|WRITE|BE|BECOME)+ TEXT detail* / RENAME title TEXT
          (MAKE|CHANGE|SET|MOVE|SHOW|KEEP|PLACE|PLAY|WRITE) (COLOR_WORD|SIZE_WORD|LETTERS)? title (COLOR_WORD|SIZE_WORD|LETTERS)? (TO|BE|LAST_FOR|LAST|END)* (TIME|detail)(AND? detail)*
          title (BE|TO)? (detail)(AND? detail)* / (BIGGER|SMALLER) title / MAKE title LAST_FOR? TIME
          MAKE title LAST TIME / (COLOR_WORD|SIZE_WORD) title (TO|BE)? detail`,
    zh: `title (CHANGE|BECOME|SAYS|WRITE|TO)+ TEXT (PUT_TO|APPLY|detail)* / (CHANGE) title (TO|BECOME)+ TEXT detail*
          (BECOME) title TEXT
          title (COLOR_WORD|SIZE_WORD)? (CHANGE|BECOME|PUT_TO|TO|APPLY|SHOW|FOR|PLACE|AT)* detail ((AND|CHANGE|BECOME|PUT_TO|TO)* detail)*
          (MORE|LESS) title / SIZE / title (FOR|SHOW)+ (CHANGE|BECOME|TO)* TIME
          (CHANGE|PUT_TO) title (COLOR_WORD|SIZE_WORD)? (TO|BECOME|AT)* detail
          title (SHOW|FOR)* (FROM TIME TO TIME|BECOME FROM TIME TO TIME)`,
    means: changeTitle,
  },
  {
    en: `(REMOVE|CLEAR) (ALL|IT)* title of? / TAKE title (OUT|OFF) of? / NO title`,
    zh: `(REMOVE|CLEAR|NO) what? title / title (REMOVE|NO)`,
    means: (reading) => ({ op: 'remove-titles', ...kind(reading) }),
  },
  {
    en: `(adding|SHOW|BURN) (IT|ALL)* detail* SUBTITLES ((FROM|IN|WITH|APPLY|AS) SUBTITLES)? detail* COMMA* CUES? detail*
          (SUBTITLES COMMA?)? CUES (AS SUBTITLES)? detail*`,
    zh: `(TO|FOR)? what? AT? detail* (ADD|PLACE|APPLY|SHOW|BURN)? SUBTITLES? AT? detail* (ADD|BURN|AS|APPLY|SHOW)? detail* SUBTITLES COMMA* (SUBTITLES|CUES)? detail*`,
    means: readSubtitles,
  },
];
