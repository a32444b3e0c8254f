import type { Groups } from './row.ts';

/** What rows of both tables have in common. */
export const GROUPS: Groups = {
  // The whole video or one clip; as what an edit is of, and as what it is done in.
  thing: 'ORIGINAL? (VIDEO|CLIPS|PICTURE|PICTURES|REF|EVERYTHING)',
  what: '(IT|ALL)* thing|IT ALL?|ALL',
  of: '(IN|FROM|ON|FOR|TO|AT)? what',
  // Times: a stretch, a length.
  stretch:
    '(FROM|BETWEEN)? (SECOND? (TIME|NUM)) (TO|AND) (TIME|NUM) SECOND? (IN|ON)?|BETWEEN (TIME|NUM) TO (TIME|NUM)',
  lasting: '(OVER|FOR|IN|BY|WITH|LAST_FOR|TO)? ONLY? (FIRST|LAST|FRONT|START|END)? TIME LONG?',
  factor: 'X|PCT|NUM|HALF',
  title: 'ALL? (TITLE|TITLES|SUBTITLE|SUBTITLES)',
  // Where, when and how a title shows.
  onscreen: '(ON|IN|OVER|TO|FOR|AT|UNDER) (VIDEO|SCREEN|PICTURE|IT)',
  there: '(ON|IN|OVER|TO|FOR|AT|UNDER)? (VIDEO|SCREEN|PICTURE|IT)',
  place:
    '(AT|ON|IN|TO|UNDER)? (SCREEN|PICTURE|VIDEO)? ((TOP|BOTTOM|CENTER) (LEFT|RIGHT)?|(LEFT|RIGHT) (TOP|BOTTOM|CENTER)?) CORNER? there?',
  color: '(IN|WITH|AS|ON|COLOR_WORD)? (TO|BE|BECOME)? COLOR (COLOR_WORD|LETTERS)?',
  size: '(IN|WITH|AT|BE)? BIT? (SIZE|BIG|SMALL|HUGE|BIGGER|SMALLER|MORE|LESS|SIZE_WORD (MORE|LESS|BIGGER|SMALLER|TO NUM|NUM|BECOME NUM)) BIT? (LETTERS|SIZE_WORD)?',
  when: [
    '(FROM|BETWEEN|AT)? (TIME|NUM) (TO|AND) (TIME|NUM) (SHOW|LAST_FOR)?',
    '(FOR|IN|OVER|ON|AT)? ONLY? (FIRST|FRONT|START|LAST|END|BACK) TIME (SHOW|LAST_FOR)?',
    '(FOR|LAST_FOR|OVER|SHOW) ONLY? TIME LONG?',
    'TIME (LONG|LAST_FOR|SHOW)',
    '(AT|FROM|AFTER) TIME (ON|START|SHOW|BACK)*',
    'TIME (START|BACK) SHOW?',
    '(AT|IN|NEAR|FROM|ON)? START',
    '(AT|IN|NEAR|ON)? (END|LAST)',
    '(FOR|OVER|IN|ON)? ALL (VIDEO|TIME)',
    'THROUGHOUT onscreen? SHOW?',
  ].join('|'),
  softly: '(WITH|AND)? NO? TIME? FADE (IN|OUT|IN AND OUT)? (BY|FOR|OVER|OF)? TIME?',
  detail: 'place|color|size|when|softly|onscreen',
  // English.
  cutting: 'TRIM|CUT|CROP',
  dropping: 'TRIM|CUT|CROP|REMOVE|TAKE',
  keeping: 'KEEP|EXTRACT|APPLY|SHOW|PLAY|TAKE',
  adding: 'ADD|PLACE|APPLY|WITH|MAKE',
  changing: 'MAKE|SET|CHANGE|PLACE|SWAP|MOVE|REDUCE|RAISE|LOWER|LIMIT|KEEP|SHOW|PLAY',
  // Music.
  music: '(SONG MUSIC?|ORIGINAL? MUSIC ((FROM|WITH)? SONG)?)',
  // "in", "out", or both; alone, a fade is both.
  fading: 'FADE IN AND OUT|FADE IN|FADE OUT|FADE IN_AND_OUT|FADE TO_BLACK|FADE FROM_BLACK',
  atend: 'lasting|(AT|TO|IN|FROM)? (START|END)',
  how: '(AT|WITH|TO|OF|BE|BECOME|VOLUME)* (PCT|SOFT|LOUD) (VOLUME|BACKGROUND)?|(UNDER|TO|ON|OVER|BACKGROUND|FOR|IN) what?|AS (BACKGROUND|MUSIC)|BE_MUSIC|WITH? TIME? fading (lasting)?|ONCE|(NOT|NO)? LOOP|BACKGROUND|THROUGHOUT|TO END|PLAY (ONCE|LOOP)',
  // Chinese.
  loudness: 'SOUND VOLUME|SOUND|VOLUME',
  cutzh: 'CUT|SHORTEN',
  head: 'FRONT|START|FIRST',
  tail: 'LAST|END|BACK',
  dem: 'CENTER? FROM? (TIME|NUM) (TO|BETWEEN)* TIME (BETWEEN|EVERYTHING)*',
};
