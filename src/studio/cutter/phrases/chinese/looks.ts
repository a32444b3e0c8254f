/** Chinese: fades, the picture, titles and subtitles. */
import {
  readCrossFade,
  readShape,
  readPixels,
  readTurn,
  addTitle,
  changeTitle,
  addSubtitles,
  readFade,
} from '../meanings-of-looks.ts';
import type { Row } from '../row.ts';

export const CHINESE_FADES: Row[] = [
  {
    say: `MUSIC (START|END|AT|ADD|LAST)* TIME? fading FOR? TIME? / (ADD|APPLY)? fading MUSIC TIME?
          (TO|FOR)? MUSIC ADD TIME? fading / MUSIC (START|END|LAST)? ADD? fading TIME?`,
    means: (reading) => ({ op: 'music-fade', ...readFade(reading) }),
  },
  {
    say: `what? (AT|START|END|LAST|FRONT|FOR|ADD|APPLY|TIME|SET)* fading FOR? TIME? what? / what? ADD TIME? fading
          START FADE IN END FADE OUT TIME? / START FADE IN AND END FADE OUT TIME?
          what? (START|AT|TIME|LAST|END)* (BECOME|CHANGE)? fading TIME? / fading (what) TIME?
          what? (AT)? (START|END|LAST) (ADD)? (TIME)? fading (TIME)?`,
    means: (reading) => ({ op: 'fade', ...reading.of, ...readFade(reading) }),
  },
  {
    say: `(REMOVE|NO) (what|ALL)? BETWEEN? CROSSFADE / what? BETWEEN? CROSSFADE (REMOVE|NO)`,
    means: () => ({ op: 'cross-fade', seconds: 0 }),
  },
  {
    say: `AT? (what|ALL|NUM)? (BETWEEN|CENTER)? (ADD|APPLY|SET|PLACE)? TIME? CROSSFADE (FOR|APPLY)? TIME?
          REF AND REF BETWEEN? (ADD|APPLY|PLACE)? TIME? CROSSFADE TIME? / CROSSFADE (what) TIME?
          CROSSFADE (FOR|CHANGE|BECOME|TO)* TIME / (ADD|APPLY) TIME? CROSSFADE (TO|AT)? what? BETWEEN? TIME?
          JOIN what? COMMA? ADD? TIME? CROSSFADE / what? ADD TIME? CROSSFADE`,
    means: readCrossFade,
  },
];

export const CHINESE_LOOKS: Row[] = [
  {
    say: `what? (CUT) what? (BECOME|TO)? RATIO (what|ASPECT)*`,
    means: (reading) => [readShape(reading)],
  },
  {
    say: `what? (ASPECT)? (CHANGE|BECOME|TO|PLAY|APPLY|SHOW|CUT)* RATIO (PICTURE|VIDEO|ASPECT|SCREEN|PLAY|FOR_PHONES)*
          (BECOME|APPLY|CHANGE) RATIO (PICTURE|VIDEO|ASPECT)* / RATIO (PICTURE|VIDEO|ASPECT|PLAY)*
          CHANGE what? ASPECT (TO|BECOME)+ RATIO / what? (BECOME|CHANGE)? FOR_PHONES (RATIO|VIDEO|ASPECT|PICTURE)*
          RATIO COMMA? FOR_PHONES`,
    means: readShape,
  },
  {
    say: `what? (SCREEN)? FILL (ALL)* (SCREEN|PICTURE)? / (REMOVE|NO) what? BARS / what? (REMOVE|NO) BARS
          BARS (REMOVE|NO) / what? NO BARS / AT? what? FILL`,
    means: () => ({ op: 'fill', fill: true }),
  },
  {
    say: `what? FIT (what|SCREEN)? / (ADD|KEEP) TOP? BARS / what? (ADD|KEEP) BARS`,
    means: () => ({ op: 'fill', fill: false }),
  },
  {
    say: `what? RESOLUTION (CHANGE|MORE|LESS|TO|BECOME|FOR)* (LINES|PIXELS)
          what? (BECOME|CHANGE TO) (LINES|PIXELS) (RESOLUTION|VIDEO)? / (LINES|PIXELS) RESOLUTION?
          CHANGE RESOLUTION (TO|BECOME) (LINES|PIXELS) / what? (SIZE_WORD) (BECOME|TO|CHANGE)* PIXELS`,
    means: readPixels,
  },
  {
    say: `what? (CLOCKWISE|COUNTER|LEFT|RIGHT)? ROTATE (CLOCKWISE|COUNTER|LEFT|RIGHT)? what? DEG?
          what? (LEFT|RIGHT) ROTATE DEG? / what? ROTATE? UPSIDE (what)? / ROTATE what DEG / what? UPSIDE
          ROTATE what (CLOCKWISE|COUNTER|LEFT|RIGHT)? DEG? / what? ROTATE TO? (LEFT|RIGHT) DEG?`,
    means: readTurn,
  },
];

export const CHINESE_TITLES: Row[] = [
  {
    say: `(TO|FOR)? what? (AT|FOR)? detail* (ADD|PLACE|APPLY|WRITE|SHOW|BE)? detail* title (SAYS|COMMA)* TEXT (PUT_TO|APPLY|SHOW|detail)*
          (what)? AT? detail* (ADD|WRITE|SHOW|PLACE) (TOP)? TEXT title? (PUT_TO|APPLY|SHOW|detail)*
          AT? detail* TEXT AS? title detail* / (APPLY)? TEXT (AS|BECOME) title`,
    means: addTitle,
  },
  {
    say: `title (CHANGE|BECOME|SAYS|WRITE|TO)+ TEXT (PUT_TO|APPLY|detail)* / (CHANGE) title (TO|BECOME)+ TEXT detail*
          (BECOME) title TEXT`,
    means: changeTitle,
  },
  {
    say: `title (COLOR_WORD|SIZE_WORD)? (CHANGE|BECOME|PUT_TO|TO|APPLY|SHOW|FOR|PLACE|AT)* detail ((AND|CHANGE|BECOME|PUT_TO|TO)* detail)*
          (MORE|LESS) title / SIZE / title (FOR|SHOW)+ (CHANGE|BECOME|TO)* TIME
          (CHANGE|PUT_TO) title (COLOR_WORD|SIZE_WORD)? (TO|BECOME|AT)* detail
          title (SHOW|FOR)* (FROM TIME TO TIME|BECOME FROM TIME TO TIME)`,
    means: changeTitle,
  },
  {
    say: `(REMOVE|CLEAR|NO) what? title / title (REMOVE|NO)`,
    means: (reading) => ({
      op: 'remove-titles',
      ...(reading.has('SUBTITLES') && { of: 'subtitles' as const }),
    }),
  },
  {
    say: `(TO|FOR)? what? AT? detail* (ADD|PLACE|APPLY|SHOW|BURN)? SUBTITLES? AT? detail* (ADD|BURN|AS|APPLY|SHOW)? detail* SUBTITLES COMMA* (SUBTITLES|CUES)? detail*`,
    means: (reading) => {
      const isAsked = reading.has('ADD', 'APPLY', 'BURN', 'PLACE', 'SHOW', 'CUES');
      return isAsked ? addSubtitles(reading) : changeTitle(reading);
    },
  },
];
