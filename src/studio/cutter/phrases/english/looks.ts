/** English: the picture, titles and subtitles. */
import {
  readShape,
  readPixels,
  readTurn,
  addTitle,
  changeTitle,
  addSubtitles,
  kind,
} from '../meanings-of-looks.ts';
import type { Row } from '../row.ts';

export const ENGLISH_PICTURE: Row[] = [
  {
    say: `CROP what? (TO|IN|AS)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)*`,
    means: (reading) => [readShape(reading), { op: 'fill', fill: true }],
  },
  {
    say: `(changing|APPLY|CUT) what? ASPECT? of? (TO|BE|IN|AT|AS|BECOME)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV|AND)*
          (IN|AS|TO|WITH)? RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)* / MAKE? what? FOR_PHONES / MAKE what RATIO
          (MAKE|APPLY) RATIO (VIDEO|ASPECT|PICTURE)+ (FROM|OUT)* IT? / ASPECT (TO|BE)? RATIO / FIT? what? FOR_PHONES`,
    means: readShape,
  },
  {
    say: `MAKE? what? FILL ALL* (SCREEN|PICTURE|IT)? (WITH what)? / CROP what? TO FILL (ALL* SCREEN)?
          (NO|REMOVE) ALL* BARS of? / FILL ALL* (SCREEN) WITH what / WITH NO BARS / CROP OFF BARS / CUT OFF BARS`,
    means: () => ({ op: 'fill', fill: true }),
  },
  {
    say: `FIT ALL* (what)? ((IN|TO|ON) (SCREEN|PICTURE))? / FIT what (WITH|BY)? BARS?
          (ADD|WITH|APPLY|KEEP|SHOW) ALL* BARS of? / SHOW ALL+ (PICTURE|VIDEO|SCREEN)
          MAKE what FIT ((IN|TO|ON)? (SCREEN|PICTURE))? / (NOT|NO) CROP what?`,
    means: () => ({ op: 'fill', fill: false }),
  },
  {
    say: `(changing|APPLY)? what? RESOLUTION of? (TO|BE|AT|IN|OF)* (LINES|PIXELS) (RESOLUTION|VIDEO)?
          (changing)? what? (TO|BE|AT|IN)* (LINES|PIXELS) RESOLUTION? / LINES VIDEO?
          MAKE? what SIZE_WORD (TO|BE)? PIXELS / (MAKE|CHANGE|SET) SIZE_WORD of? (TO|BE)? PIXELS`,
    means: readPixels,
  },
  {
    say: `ROTATE what? (BY)? (DEG|NUM)? (ON|TO|IN|BY)* (CLOCKWISE|COUNTER|LEFT|RIGHT)? (BY)? (DEG|NUM)? of?
          (CHANGE|MAKE) what? (BY)? DEG (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT)?
          (CHANGE|REVERSE|ROTATE|MAKE|PLACE)? what? UPSIDE
          (CHANGE) what? (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT) BY? DEG? / (CHANGE|ROTATE|MAKE|PLACE) what SIDEWAYS`,
    means: readTurn,
  },
];

export const ENGLISH_TITLES: Row[] = [
  {
    say: `detail* (ADD|PLACE|APPLY|WRITE|SHOW|MAKE|WITH)? detail* title detail* (SAYS|BE|COMMA|WITH|AS)* TEXT (AS title)? detail*
          detail* (ADD|PLACE|APPLY|WRITE|SHOW|SAYS) TEXT ((AS|IN|FOR) detail* title)? detail* / TEXT AS title detail*
          what (SHOW|SAYS|BE) TEXT detail*`,
    means: addTitle,
  },
  {
    say: `(CHANGE|RENAME|SET|MAKE|SWAP|SHOW) title TEXT? (TO|WITH|SAYS|WRITE|BE|BECOME)+ TEXT detail* / RENAME title TEXT`,
    means: changeTitle,
  },
  {
    say: `(MAKE|CHANGE|SET|MOVE|SHOW|KEEP|PLACE|PLAY|WRITE) (COLOR_WORD|SIZE_WORD|LETTERS)? title (COLOR_WORD|SIZE_WORD|LETTERS)? (TO|BE|LAST_FOR|LAST|END)* (TIME|detail)(AND? detail)*
          title (BE|TO)? (detail)(AND? detail)* / (BIGGER|SMALLER) title / MAKE title LAST_FOR? TIME
          MAKE title LAST TIME / (COLOR_WORD|SIZE_WORD) title (TO|BE)? detail`,
    means: (reading) => changeTitle(reading),
  },
  {
    say: `(REMOVE|CLEAR) (ALL|IT)* title of? / TAKE title (OUT|OFF) of? / NO title`,
    means: (reading) => ({ op: 'remove-titles', ...kind(reading) }),
  },
  {
    say: `(adding|SHOW|BURN) (IT|ALL)* detail* SUBTITLES ((FROM|IN|WITH|APPLY|AS) SUBTITLES)? detail* COMMA* CUES? detail*
          (SUBTITLES COMMA?)? CUES (AS SUBTITLES)? detail*`,
    means: addSubtitles,
  },
];
