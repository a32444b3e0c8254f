/** English: the picture, titles and subtitles. */
import type { Operation, Ratio } from '../operations/operation.ts';
import { readDetails } from './looks.ts';
import type { GoingOn, Row } from './row.ts';
import type { Reading } from './token.ts';

export function readShape(reading: Reading): Operation {
  return { op: 'shape', ratio: (reading.word('RATIO') ?? '9:16') as Ratio };
}

export function readPixels(reading: Reading): Operation {
  const [size] = reading.all<{ width: number; height: number }>('PIXELS');
  if (size) return { op: 'resolution', ...size };
  return { op: 'lines', lines: reading.number('LINES') ?? 0 };
}

export function readTurn(reading: Reading): Operation {
  const usual = reading.has('UPSIDE') ? 180 : 90;
  const degrees = reading.number('DEG') ?? reading.number('NUM') ?? usual;
  const isLeft = reading.has('COUNTER', 'LEFT');
  return { op: 'rotate', degrees: isLeft ? -degrees : degrees, ...reading.of };
}

export const ENGLISH_PICTURE: Row[] = [
  {
    say: ['CROP what? (TO|IN|AS)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)*'],
    means: (reading) => [readShape(reading), { op: 'fill', fill: true }],
  },
  {
    say: [
      '(changing|APPLY|CUT) what? ASPECT? of? (TO|BE|IN|AT|AS|BECOME)* RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV|AND)*',
      '(IN|AS|TO|WITH)? RATIO (ASPECT|VIDEO|PICTURE|FOR_PHONES|FOR_TV)*',
      'MAKE? what? FOR_PHONES',
      'MAKE what RATIO',
      '(MAKE|APPLY) RATIO (VIDEO|ASPECT|PICTURE)+ (FROM|OUT)* IT?',
      'ASPECT (TO|BE)? RATIO',
      'FIT? what? FOR_PHONES',
    ],
    means: readShape,
  },
  {
    say: [
      'MAKE? what? FILL ALL* (SCREEN|PICTURE|IT)? (WITH what)?',
      'CROP what? TO FILL (ALL* SCREEN)?',
      '(NO|REMOVE) ALL* BARS of?',
      'FILL ALL* (SCREEN) WITH what',
      'WITH NO BARS',
      'CROP OFF BARS',
      'CUT OFF BARS',
    ],
    means: () => ({ op: 'fill', fill: true }),
  },
  {
    say: [
      'FIT ALL* (what)? ((IN|TO|ON) (SCREEN|PICTURE))?',
      'FIT what (WITH|BY)? BARS?',
      '(ADD|WITH|APPLY|KEEP|SHOW) ALL* BARS of?',
      'SHOW ALL+ (PICTURE|VIDEO|SCREEN)',
      'MAKE what FIT ((IN|TO|ON)? (SCREEN|PICTURE))?',
      '(NOT|NO) CROP what?',
    ],
    means: () => ({ op: 'fill', fill: false }),
  },
  {
    say: [
      '(changing|APPLY)? what? RESOLUTION of? (TO|BE|AT|IN|OF)* (LINES|PIXELS) (RESOLUTION|VIDEO)?',
      '(changing)? what? (TO|BE|AT|IN)* (LINES|PIXELS) RESOLUTION?',
      'LINES VIDEO?',
      'MAKE? what SIZE_WORD (TO|BE)? PIXELS',
      '(MAKE|CHANGE|SET) SIZE_WORD of? (TO|BE)? PIXELS',
    ],
    means: readPixels,
  },
  {
    say: [
      'ROTATE what? (BY)? (DEG|NUM)? (ON|TO|IN|BY)* (CLOCKWISE|COUNTER|LEFT|RIGHT)? (BY)? (DEG|NUM)? of?',
      '(CHANGE|MAKE) what? (BY)? DEG (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT)?',
      '(CHANGE|REVERSE|ROTATE|MAKE|PLACE)? what? UPSIDE',
      '(CHANGE) what? (TO|ON|IN)* (CLOCKWISE|COUNTER|LEFT|RIGHT) BY? DEG?',
      '(CHANGE|ROTATE|MAKE|PLACE) what SIDEWAYS',
    ],
    means: readTurn,
  },
];

const text = (reading: Reading): string => reading.word('TEXT') ?? '';
const kind = (reading: Reading): { of?: 'subtitles' } =>
  reading.has('SUBTITLES', 'SUBTITLE') ? { of: 'subtitles' } : {};

/** "at the beginning" of a title that is added is where it is anyway; of one that is changed, it moves. */
export const addTitle = (reading: Reading): Operation => ({
  op: 'title',
  text: text(reading),
  ...readDetails(reading),
});

export function changeTitle(reading: Reading): Operation {
  const words = reading.word('TEXT');
  return {
    op: 'change-title',
    ...kind(reading),
    ...(words !== undefined && { text: words }),
    ...readDetails(reading),
  };
}

export function addSubtitles(reading: Reading): Operation {
  const { position, side, color, size, scale, fade } = readDetails(reading);
  const looks = { position, side, color, size, scale, fade };
  const given = Object.entries(looks).filter(([, value]) => value !== undefined);
  const [file, cues] = [reading.word('SRT'), reading.word('CUES')];
  return {
    op: 'subtitles',
    ...(file !== undefined && { file }),
    ...(cues !== undefined && { text: cues }),
    ...Object.fromEntries(given),
  };
}

export const ENGLISH_TITLES: Row[] = [
  {
    say: [
      'detail* (ADD|PLACE|APPLY|WRITE|SHOW|MAKE|WITH)? detail* title (SAYS|BE|COMMA|WITH|AS)* TEXT (AS title)? detail*',
      'detail* (ADD|PLACE|APPLY|WRITE|SHOW|SAYS) TEXT ((AS|IN|FOR) detail* title)? detail*',
      'TEXT AS title detail*',
      'what (SHOW|SAYS|BE) TEXT detail*',
    ],
    means: addTitle,
  },
  {
    say: [
      '(CHANGE|RENAME|SET|MAKE|SWAP|SHOW) title TEXT? (TO|WITH|SAYS|WRITE|BE|BECOME)+ TEXT detail*',
      'RENAME title TEXT',
    ],
    means: changeTitle,
  },
  {
    say: [
      '(MAKE|CHANGE|SET|MOVE|SHOW|KEEP|PLACE|PLAY|WRITE) (COLOR_WORD|SIZE_WORD|LETTERS)? title (COLOR_WORD|SIZE_WORD|LETTERS)? (TO|BE|LAST_FOR|LAST|END)* (TIME|detail)(AND? detail)*',
      'title (BE|TO)? (detail)(AND? detail)*',
      '(BIGGER|SMALLER) title',
      'MAKE title LAST_FOR? TIME',
      'MAKE title LAST TIME',
      '(COLOR_WORD|SIZE_WORD) title (TO|BE)? detail',
    ],
    means: (reading) => changeTitle(reading),
  },
  {
    say: ['(REMOVE|CLEAR) (ALL|IT)* title of?', 'TAKE title (OUT|OFF) of?', 'NO title'],
    means: (reading) => ({ op: 'remove-titles', ...kind(reading) }),
  },
  {
    say: [
      '(ADD|PLACE|APPLY|SHOW|BURN|WITH|MAKE)? (detail)* (SUBTITLES|SUBTITLE SUBTITLES|TITLES)? COMMA? ((FROM|IN|WITH|APPLY) )? (SRT|CUES) (AS SUBTITLES)? detail*',
      '(ADD|PLACE|APPLY|SHOW|BURN) (IT|ALL)* (detail)* (SUBTITLES|SUBTITLE SUBTITLES) (FROM SUBTITLES)? detail* COMMA* (SRT|CUES)? detail*',
    ],
    means: addSubtitles,
  },
];

/** What follows a title that was just asked for is about it. */
export const TITLE_GOING_ON: GoingOn[] = [
  {
    after: ['title', 'change-title', 'subtitles'],
    say: [
      '(MAKE|SET|CHANGE|PLACE|MOVE|SHOW|KEEP|PLAY|WRITE|PUT_TO|BECOME|WITH)* (IT|title)? COLOR_WORD? (TO|BE|BECOME|IN|LAST_FOR)* (detail)(AND? detail)*',
      'APPLY detail+',
    ],
    means: (reading, last) => ({ ...last, ...readDetails(reading) }) as Operation,
  },
];
