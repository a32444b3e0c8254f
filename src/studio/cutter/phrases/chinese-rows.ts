/** Chinese: what is said last in English, the verb, often comes first or in the middle here. */
import type { Operation } from '../operations/operation.ts';
import {
  addSubtitles,
  addTitle,
  changeTitle,
  readPixels,
  readShape,
  readTurn,
} from './english-looks.ts';
import {
  faster,
  LOUDER,
  QUIETER,
  readCrossFade,
  readFactor,
  readFade,
  readMusic,
  slower,
} from './english-sounds.ts';
import { after, first, last, placeNamed, range, showFirstOrLast } from './english-trims.ts';
import type { Row } from './row.ts';
import type { Reading } from './token.ts';

export const CHINESE_GROUPS = {
  cutzh: 'CUT|SHORTEN',
  head: 'FRONT|START|FIRST',
  tail: 'LAST|END|BACK',
  dem: 'FROM? (TIME|NUM) (TO|BETWEEN)* TIME (BETWEEN|EVERYTHING)*',
};

export const CHINESE_TRIMS: Row[] = [
  {
    say: [
      'what? (cutzh) what? (TO|BECOME|AT)+ ONLY* head? TIME LONG? EVERYTHING?',
      'what? (cutzh|KEEP) what? head TIME EVERYTHING?',
      'what? KEEP what? (TO|BECOME)* TIME',
      'what? BECOME ONLY? head? TIME',
      'what? (FOR|LENGTH) (CHANGE|cutzh)? (TO|BECOME|AT)* TIME',
      'what? cutzh FOR TO? TIME',
      'what? (ONLY? KEEP|ONLY) what? head TIME EVERYTHING?',
      'what? KEEP ONLY? what? head TIME',
      'what? (KEEP|ONLY) ONLY? TOTAL? TO? TIME',
      'what? head TIME KEEP',
      'what? cutzh TO ONLY* KEEP? (head TIME|TIME)',
      'ONLY what? head TIME',
      'what? TIME (BACK|AFTER) EVERYTHING? EVERYTHING? (REMOVE|NO|CUT)',
      'REMOVE what? TIME BACK EVERYTHING?',
      'REMOVE what? FROM TIME (START|BACK|TO END) EVERYTHING?',
      'what? FROM? TIME (START|BACK)? (REMOVE|CUT) EVERYTHING?',
      'what? AT TIME END',
    ],
    means: first('trim'),
  },
  {
    say: [
      'what? (ONLY? KEEP|ONLY|cutzh TO|CUT) ONLY* what? tail TIME EVERYTHING?',
      'what? tail TIME KEEP',
      'what? BECOME ONLY? tail TIME',
    ],
    means: last('trim'),
  },
  {
    say: ['what? (ONLY? KEEP|CUT|ONLY) ONLY* what? dem', 'what? dem KEEP', 'what? ONLY? KEEP dem'],
    means: range('trim'),
  },
  { say: ['what? REMOVE what? dem', 'what? dem (REMOVE|NO)'], means: range('cut') },
  {
    say: [
      'what? (REMOVE) what? head TIME EVERYTHING?',
      'what? head TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)',
      'what? FROM? head (CUT|REMOVE) TIME',
      'REMOVE what? TIME FRONT EVERYTHING?',
      'what? TIME FRONT EVERYTHING? EVERYTHING? (REMOVE|NO)',
      'what? FROM TIME START PLAY?',
      'what? head CUT REMOVE? TIME',
    ],
    means: first('cut'),
  },
  {
    say: [
      '(ONLY? KEEP) what? TIME BACK EVERYTHING?',
      'what? TIME BACK EVERYTHING? KEEP',
      'what? FROM TIME START KEEP',
    ],
    means: after('trim'),
  },
  {
    say: [
      'what? REMOVE what? tail TIME EVERYTHING?',
      'what? tail TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)',
      'what? FROM? tail (CUT|REMOVE) TIME',
      'what? SHORTEN what? TIME',
      'what? tail (CUT|SHORTEN) TIME',
    ],
    means: last('cut'),
  },
  {
    say: [
      'what? ENDS (REMOVE|CUT) TIME',
      'REMOVE what? ENDS TIME',
      'what? ENDS TIME REMOVE',
      'what? ENDS REMOVE TIME',
    ],
    means: (reading) => [first('cut')(reading), last('cut')(reading)],
  },
  {
    say: [
      'REMOVE what? head TIME AND tail TIME',
      'what? head TIME AND tail TIME (ALL)? REMOVE',
      'REMOVE what? head TIME AND REMOVE? tail TIME',
    ],
    means: ({ times: [start = 0, end = 0], of }) => [
      { op: 'cut', to: start, ...of },
      { op: 'cut', from: -end, ...of },
    ],
  },
];

export const CHINESE_CLIPS: Row[] = [
  {
    say: [
      '(CLIPS|VIDEO|PICTURES|ALL)+ UNCHANGED? (PUT_TO|ADD TO|PLACE TO|ADD|PLACE) (TO)? TIMELINE (UP|TOP)? UNCHANGED?',
      '(ADD|PLACE|APPLY) ALL? (CLIPS|VIDEO|PICTURES)+ (TO TIMELINE TOP?)?',
      '(CLIPS|VIDEO|PICTURES|ALL|NUM)* JOIN TOGETHER?',
      'JOIN (CLIPS|VIDEO|PICTURES|ALL)+ TOGETHER?',
      '(CLIPS|VIDEO|ALL)+ JOIN (TO|BECOME)? VIDEO?',
      'AT? TIMELINE TOP? (ADD|PLACE) (CLIPS|VIDEO|PICTURES|ALL)+',
      '(ALL|CLIPS|VIDEO)+ (AT)? TOGETHER JOIN',
    ],
    means: () => ({ op: 'place' }),
  },
  {
    say: [
      '(ADD|PLACE|JOIN) (VIDEO|PICTURES)? REF ((AND|COMMA)+ REF)* (TO TIMELINE TOP?)?',
      'REF ((AND|COMMA)+ REF)* (JOIN TOGETHER?|(PUT_TO|PLACE|ADD) TO? TIMELINE TOP?)',
      '(VIDEO|PICTURES) REF (PUT_TO|PLACE|ADD) TO? TIMELINE TOP?',
    ],
    means: placeNamed,
  },
  {
    say: ['ONLY KEEP? APPLY? REF', 'KEEP REF', 'ONLY KEEP REF'],
    means: ({ clips: [clip = 0] }) => ({ op: 'only', clip }),
  },
  {
    say: ['REMOVE REF', 'REF REMOVE', 'REF NO'],
    means: ({ clips: [clip = 0] }) => ({ op: 'remove', clip }),
  },
  {
    say: [
      'REF (PUT_TO|CHANGE TO|PLACE|ADD|MOVE) (TO|AT)* (TIMELINE|VIDEO)? (FRONT|START|FIRST) (TOP)?',
      'AT? (VIDEO|TIMELINE)? START (ADD|PLACE) REF',
      '(ADD|PLACE) REF (TO|AT)* (VIDEO)? START',
      'FIRST? PLAY REF',
    ],
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'first' }),
  },
  {
    say: [
      'REF (PUT_TO|CHANGE TO|PLACE|ADD) (TO|AT)* (TIMELINE|VIDEO)? (BACK|END|LAST)',
      'AT? (VIDEO|TIMELINE)? (END|LAST) (ADD|PLACE) REF',
      '(ADD|PLACE) REF (TO|AT)* (VIDEO)? (END|LAST)',
      'LAST PLAY REF',
    ],
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'last' }),
  },
  {
    say: [
      'REF (PUT_TO|CHANGE TO|PLACE|ADD|JOIN) (TO|AT)* REF (FRONT|BACK|AFTER|BEFORE)',
      '(ADD|PLACE) REF (TO|AT) REF (FRONT|BACK)',
    ],
    means: (reading) => ({
      op: 'move-beside',
      clip: reading.clips[0] ?? 0,
      to: reading.has('FRONT', 'BEFORE') ? 'before' : 'after',
      other: reading.clips[1] ?? 0,
    }),
  },
  {
    say: [
      'SWAP REF AND REF ORDER?',
      'REF AND REF ORDER? (SWAP|CHANGE ORDER|CHANGE) ORDER?',
      'REF AND REF SWAP ORDER',
    ],
    means: ({ clips: [clip = 0, other = 0] }) => ({ op: 'swap', clip, other }),
  },
  {
    say: [
      '(SWAP|REVERSE) ALL? (CLIPS|VIDEO|PICTURES)* ORDER?',
      '(CLIPS|VIDEO|PICTURES|ALL)* ORDER (SWAP|REVERSE)',
      '(CLIPS|VIDEO|PICTURES)+ (REVERSE|SWAP) (ORDER|PLAY)?',
    ],
    means: () => ({ op: 'reverse-order' }),
  },
  {
    say: [
      'ALL* PICTURES (ALL)? (SHOW|PLAY|FOR|PLACE)* (CHANGE|BECOME|TO)* TIME',
      'ALL* PICTURES TIME',
      'REF ONLY? (SHOW|PLAY|FOR)+ TIME',
      '(SHOW|PLAY) REF TIME',
      'SHOW ALL* PICTURES TIME',
    ],
    means: ({ time = 0, of }) => ({ op: 'slides', seconds: time, ...of }),
  },
  {
    say: ['AT? VIDEO? (START|END|LAST) (ADD|PLACE) REF COMMA? (SHOW|FOR|PLAY)+ TIME'],
    means: showFirstOrLast,
  },
  {
    say: [
      'START_OVER (CUT)?',
      'CLEAR ALL? (TIMELINE|PROJECT|EVERYTHING|CLIPS|VIDEO)? EVERYTHING?',
      'REMOVE ALL (CLIPS|VIDEO|EVERYTHING|ALL)*',
      'ALL? TIMELINE CLEAR',
      'REMOVE TIMELINE ALL EVERYTHING',
    ],
    means: () => ({ op: 'start-over' }),
  },
  { say: ['UNDO (LAST_EDIT|IT)? CUT?', 'LAST_EDIT UNDO'], means: () => ({ op: 'undo' }) },
  {
    say: [
      'EXPORT what? (BECOME|TO)? (FORMAT|LINES|VIDEO)*',
      'what EXPORT',
      'EXPORT (LINES|FORMAT)* what',
    ],
    means: () => ({ op: 'export' }),
  },
];

const speed =
  (factor: number) =>
  ({ of }: Reading): Operation => ({ op: 'speed', factor, ...of });

export const CHINESE_SOUNDS: Row[] = [
  {
    say: [
      'what? (APPLY|AT|BECOME|CHANGE TO)? (X|HALF) (SPEED|PLAY)* what?',
      'what? SPEED what? (CHANGE|TO|BECOME|FASTER|SLOWER)* (X|PCT|HALF) SPEED?',
      'what? (BECOME|CHANGE TO) X (SPEED|PLAY)*',
      'what? PLAY SPEED (BECOME|CHANGE|TO)* (X|PCT)',
      'what? X SPEED PLAY',
      'PLAY what? X SPEED?',
    ],
    means: (reading) => speed(readFactor(reading))(reading),
  },
  {
    say: [
      'what? FASTER what? (TO|BECOME)? (X|PCT) (SPEED|PLAY)*',
      'what? SPEED FASTER (X|PCT)',
      'what? SPEED MORE (X|PCT)',
    ],
    means: faster,
  },
  {
    say: [
      'what? SLOWER what? (TO|BECOME)? (X|PCT|HALF) (SPEED|PLAY)*',
      'what? SPEED SLOWER (X|PCT|HALF)',
      'what? SPEED LESS (X|PCT|HALF)',
    ],
    means: slower,
  },
  {
    say: ['what? (PLAY|SPEED|CHANGE|MAKE)* FASTER (PLAY)? what?', 'what? SPEED MORE'],
    means: speed(2),
  },
  {
    say: [
      'what? (PLAY|SPEED|CHANGE|BECOME)* (SLOWER|SLOWMO) (PLAY|SPEED)? what?',
      'what? SPEED LESS',
      'what? APPLY SLOWMO',
      'what? ADD SLOWMO',
    ],
    means: speed(0.5),
  },
  {
    say: [
      'what? (NORMAL|BECOME NORMAL) SPEED PLAY?',
      'what? SPEED (BECOME|TO)? NORMAL',
      'NORMAL what? SPEED',
      'NORMAL NORMAL what? SPEED',
      'what? SPEED NORMAL NORMAL',
    ],
    means: speed(1),
  },
  {
    say: [
      'what? ORIGINAL? SOUND? ALL? MUTE what? SOUND?',
      'what? (REMOVE|TURN_OFF|NO) what? (SOUND|NORMAL SOUND)',
      'what? SOUND (ALL)? (REMOVE|TURN_OFF|NO)',
      'SOUND? VOLUME (TURN_OFF|MUTE)',
      'what? (BECOME|SET) MUTE',
      'TURN_OFF what? VOLUME',
      'what? CHANGE MUTE',
    ],
    means: ({ of }) => ({ op: 'volume', to: 0, ...of }),
  },
  {
    say: [
      'what? UNMUTE what?',
      'NORMAL what? SOUND',
      'UNMUTE what? SOUND',
      'what? (NORMAL|RESTORE) SOUND',
    ],
    means: ({ of }) => ({ op: 'volume', to: 1, ...of }),
  },
  {
    say: [
      'what? (SOUND|VOLUME|SOUND VOLUME) what? (MORE|LESS|CHANGE|TO|BECOME|FOR)* PCT',
      'what? (CHANGE|MORE|LESS) what? (SOUND VOLUME|VOLUME|SOUND) (TO|BECOME)* PCT',
      'PCT VOLUME',
      'what? VOLUME PCT',
    ],
    means: (reading) => ({ op: 'volume', to: reading.number('PCT') ?? 1, ...reading.of }),
  },
  {
    say: [
      'what? (SOUND VOLUME|SOUND|VOLUME) (CHANGE|TO)* MORE',
      'MORE what? (SOUND VOLUME|SOUND|VOLUME)',
      '(what) (SOUND VOLUME|SOUND|VOLUME) MORE',
    ],
    means: ({ of }) => ({ op: 'louder', by: LOUDER, ...of }),
  },
  {
    say: [
      'what? (SOUND VOLUME|SOUND|VOLUME) (CHANGE|TO)* LESS',
      'LESS what? (SOUND VOLUME|SOUND|VOLUME)',
    ],
    means: ({ of }) => ({ op: 'louder', by: QUIETER, ...of }),
  },
  {
    say: [
      'what? (SOUND VOLUME|SOUND|VOLUME) (LESS TO?|CHANGE TO?)? HALF',
      'what? (SOUND VOLUME|SOUND|VOLUME) HALF',
    ],
    means: ({ of }) => ({ op: 'louder', by: 0.5, ...of }),
  },
  {
    say: [
      'what? (SOUND VOLUME|SOUND|VOLUME) (MORE) X',
      'what? (SOUND VOLUME|VOLUME) (CHANGE TO|BECOME|TO)? X',
    ],
    means: (reading) => ({
      op: 'louder',
      by: readFactor(reading) === 1 ? 2 : readFactor(reading),
      ...reading.of,
    }),
  },
];

const loudness = 'VOLUME|SOUND|SOUND VOLUME';

export const CHINESE_MUSIC: Row[] = [
  {
    say: [
      `MUSIC (${loudness})? (MORE|LESS|CHANGE|TO|BECOME|FOR)+ PCT`,
      `MUSIC (${loudness})? FADE? (BECOME|TO) PCT`,
      `(MORE|LESS|CHANGE) MUSIC (${loudness})? (TO|BECOME)* PCT`,
      'MUSIC VOLUME PCT NO',
    ],
    means: (reading) => ({ op: 'music-volume', to: reading.number('PCT') ?? 1 }),
  },
  {
    say: [
      'MUSIC (CHANGE|BECOME)? MUTE',
      'MUTE MUSIC',
      '(TURN_OFF) MUSIC',
      `MUSIC (${loudness})? TURN_OFF`,
    ],
    means: () => ({ op: 'music-volume', to: 0 }),
  },
  {
    say: [`MUSIC (${loudness})? CHANGE? MORE`, `MORE MUSIC (${loudness})?`],
    means: () => ({ op: 'music-louder', by: LOUDER }),
  },
  {
    say: [`MUSIC (${loudness})? CHANGE? LESS`, `LESS MUSIC (${loudness})?`],
    means: () => ({ op: 'music-louder', by: QUIETER }),
  },
  {
    say: [`MUSIC (${loudness})? (LESS TO?|CHANGE TO?)? HALF`],
    means: () => ({ op: 'music-louder', by: 0.5 }),
  },
  {
    say: [
      'MUSIC (NOT|NO|REMOVE) LOOP',
      'MUSIC ONLY? PLAY? ONCE',
      'MUSIC (NOT|NO) LOOP PLAY',
      'ONLY? PLAY ONCE MUSIC',
      '(NOT|NO) LOOP MUSIC',
      'REMOVE MUSIC LOOP',
      'MUSIC PLAY ONCE',
    ],
    means: () => ({ op: 'music-loop', loop: false }),
  },
  {
    say: ['MUSIC (CHANGE|BECOME)? LOOP PLAY? (TO END)?', 'LOOP PLAY? MUSIC'],
    means: () => ({ op: 'music-loop', loop: true }),
  },
  {
    say: ['REMOVE what? MUSIC', 'MUSIC REMOVE', 'NO MUSIC', 'MUSIC NO', 'CLEAR MUSIC'],
    means: () => ({ op: 'remove-music' }),
  },
  {
    say: [
      '(TO|ON|FOR)? what? (ADD|PLACE|APPLY)+ (SOFT|PCT)? music (BE_MUSIC|AS MUSIC|AS)? COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how*',
      'music COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how+',
      '(APPLY|ADD)? music (BE_MUSIC|AS MUSIC) how*',
      'what? (ADD|APPLY) (SOFT|PCT VOLUME?)? music',
      'MUSIC (BECOME|CHANGE TO) SONG',
      'what? (ADD|PLACE|APPLY) music COMMA? VOLUME (LESS|SOFT)',
    ],
    means: (reading) => {
      const added = readMusic(reading);
      return reading.has('LESS') ? ({ ...added, volume: 0.15 } as Operation) : added;
    },
  },
];

export const CHINESE_FADES: Row[] = [
  {
    say: [
      'MUSIC (START|END|AT|ADD|LAST)* TIME? fading FOR? TIME?',
      '(ADD|APPLY)? fading MUSIC TIME?',
      '(TO|FOR)? MUSIC ADD TIME? fading',
      'MUSIC (START|END|LAST)? ADD? fading TIME?',
    ],
    means: (reading) => ({ op: 'music-fade', ...readFade(reading) }),
  },
  {
    say: [
      'what? (AT|START|END|LAST|FRONT|FOR|ADD|APPLY|TIME|SET)* fading FOR? TIME? what?',
      'what? ADD TIME? fading',
      'START FADE IN END FADE OUT TIME?',
      'START FADE IN AND END FADE OUT TIME?',
      'what? (START|AT|TIME|LAST|END)* (BECOME|CHANGE)? fading TIME?',
      'fading (what) TIME?',
      'what? (AT)? (START|END|LAST) (ADD)? (TIME)? fading (TIME)?',
    ],
    means: (reading) => ({ op: 'fade', ...reading.of, ...readFade(reading) }),
  },
  {
    say: ['(REMOVE|NO) (what|ALL)? BETWEEN? CROSSFADE', 'what? BETWEEN? CROSSFADE (REMOVE|NO)'],
    means: () => ({ op: 'cross-fade', seconds: 0 }),
  },
  {
    say: [
      'AT? (what|ALL|NUM)? BETWEEN? (ADD|APPLY|SET|PLACE)? TIME? CROSSFADE (FOR|APPLY)? TIME?',
      'REF AND REF BETWEEN? (ADD|APPLY|PLACE)? TIME? CROSSFADE TIME?',
      'CROSSFADE (what) TIME?',
      'CROSSFADE (FOR|CHANGE|BECOME|TO)* TIME',
      '(ADD|APPLY) TIME? CROSSFADE (TO|AT)? what? BETWEEN? TIME?',
      'JOIN what? COMMA? ADD? TIME? CROSSFADE',
      'what? ADD TIME? CROSSFADE',
    ],
    means: readCrossFade,
  },
];

export const CHINESE_LOOKS: Row[] = [
  {
    say: ['what? (CUT) what? (BECOME|TO)? RATIO (what|ASPECT)*'],
    means: (reading) => [readShape(reading)],
  },
  {
    say: [
      'what? (ASPECT)? (CHANGE|BECOME|TO|PLAY|APPLY|SHOW|CUT)* RATIO (PICTURE|VIDEO|ASPECT|SCREEN|PLAY|FOR_PHONES)*',
      '(BECOME|APPLY|CHANGE) RATIO (PICTURE|VIDEO|ASPECT)*',
      'RATIO (PICTURE|VIDEO|ASPECT|PLAY)*',
      'CHANGE what? ASPECT (TO|BECOME)+ RATIO',
      'what? (BECOME|CHANGE)? FOR_PHONES (RATIO|VIDEO|ASPECT|PICTURE)*',
      'RATIO COMMA? FOR_PHONES',
    ],
    means: readShape,
  },
  {
    say: [
      'what? (SCREEN)? FILL (ALL)* (SCREEN|PICTURE)?',
      '(REMOVE|NO) what? BARS',
      'what? (REMOVE|NO) BARS',
      'BARS (REMOVE|NO)',
      'what? NO BARS',
      'AT? what? FILL',
    ],
    means: () => ({ op: 'fill', fill: true }),
  },
  {
    say: ['what? FIT (what|SCREEN)?', '(ADD|KEEP) TOP? BARS', 'what? (ADD|KEEP) BARS'],
    means: () => ({ op: 'fill', fill: false }),
  },
  {
    say: [
      'what? RESOLUTION (CHANGE|MORE|LESS|TO|BECOME|FOR)* (LINES|PIXELS)',
      'what? (BECOME|CHANGE TO) (LINES|PIXELS) (RESOLUTION|VIDEO)?',
      '(LINES|PIXELS) RESOLUTION?',
      'CHANGE RESOLUTION (TO|BECOME) (LINES|PIXELS)',
      'what? (SIZE_WORD) (BECOME|TO|CHANGE)* PIXELS',
    ],
    means: readPixels,
  },
  {
    say: [
      'what? (CLOCKWISE|COUNTER|LEFT|RIGHT)? ROTATE (CLOCKWISE|COUNTER|LEFT|RIGHT)? what? DEG?',
      'what? (LEFT|RIGHT) ROTATE DEG?',
      'what? ROTATE? UPSIDE (what)?',
      'ROTATE what DEG',
      'what? UPSIDE',
      'ROTATE what (CLOCKWISE|COUNTER|LEFT|RIGHT)? DEG?',
      'what? ROTATE TO? (LEFT|RIGHT) DEG?',
    ],
    means: readTurn,
  },
];

export const CHINESE_TITLES: Row[] = [
  {
    say: [
      '(TO|FOR)? what? (AT|FOR)? detail* (ADD|PLACE|APPLY|WRITE|SHOW|BE)? detail* title (SAYS|COMMA)* TEXT (PUT_TO|APPLY|SHOW|detail)*',
      '(what)? AT? detail* (ADD|WRITE|SHOW|PLACE) (TOP)? TEXT title? (PUT_TO|APPLY|SHOW|detail)*',
      'AT? detail* TEXT AS? title detail*',
      '(APPLY)? TEXT (AS|BECOME) title',
    ],
    means: addTitle,
  },
  {
    say: [
      'title (CHANGE|BECOME|SAYS|WRITE|TO)+ TEXT (PUT_TO|APPLY|detail)*',
      '(CHANGE) title (TO|BECOME)+ TEXT detail*',
      '(BECOME) title TEXT',
    ],
    means: changeTitle,
  },
  {
    say: [
      'title (COLOR_WORD|SIZE_WORD)? (CHANGE|BECOME|PUT_TO|TO|APPLY|SHOW|FOR|PLACE|AT)* detail ((AND|CHANGE|BECOME|PUT_TO|TO)* detail)*',
      '(MORE|LESS) title',
      'title (FOR|SHOW)+ (CHANGE|BECOME|TO)* TIME',
      '(CHANGE|PUT_TO) title (COLOR_WORD|SIZE_WORD)? (TO|BECOME|AT)* detail',
      'title (SHOW|FOR)* (FROM TIME TO TIME|BECOME FROM TIME TO TIME)',
    ],
    means: changeTitle,
  },
  {
    say: ['(REMOVE|CLEAR|NO) what? title', 'title (REMOVE|NO)'],
    means: (reading) => ({
      op: 'remove-titles',
      ...(reading.has('SUBTITLES') && { of: 'subtitles' as const }),
    }),
  },
  {
    say: [
      '(TO|FOR)? what? AT? detail* (ADD|PLACE|APPLY|SHOW|BURN)? SRT? AT? detail* (ADD|BURN|AS|APPLY|SHOW)? detail* SUBTITLES COMMA* (SRT|CUES)? detail*',
      '(APPLY)? SRT (ADD|AS|BURN) SUBTITLES',
      'APPLY SUBTITLES (ADD SUBTITLES)?',
      '(ADD|APPLY|BURN) SRT detail*',
      'SRT AT detail* ADD SUBTITLES',
    ],
    means: (reading) => {
      const isAsked = reading.has('ADD', 'APPLY', 'BURN', 'PLACE', 'SHOW', 'SRT', 'CUES');
      return isAsked ? addSubtitles(reading) : changeTitle(reading);
    },
  },
];
