/** English: how fast and how loud. */
import type { Operation } from '../operations/operation.ts';
import type { GoingOn, Row } from './row.ts';
import type { Reading } from './token.ts';

/** What "louder" and "quieter" are, when nobody says how much. */
export const LOUDER = 1.5;
export const QUIETER = 0.5;
const SOFT = 0.15;
const LOUD = 0.6;

/** "2x", "150%", "half". */
export function readFactor(reading: Reading): number {
  return reading.all<number>('X', 'PCT', 'NUM')[0] ?? (reading.has('HALF') ? 0.5 : 1);
}

/** "to 50%" is a speed; "by 50%" and "50% faster" are a difference. */
const isTarget = ({ names }: Reading): boolean => /(?:TO|BECOME|AT) |SPEED $/.test(names);
const isPercent = (reading: Reading): boolean => reading.has('PCT');

/** "faster by 50%" is 1.5 times, "2x faster" and "faster by 2x" are twice. */
export function faster(reading: Reading): Operation {
  if (reading.number('X') === 1) return { op: 'speed', factor: 2, ...reading.of };
  const by = isPercent(reading) && !isTarget(reading) ? 1 : 0;
  return { op: 'speed', factor: by + readFactor(reading), ...reading.of };
}

/** "slower by 25%" is 0.75 times, "2x slower" and "slow down by 2x" are half, "slow down to 0.5x" is half. */
export function slower(reading: Reading): Operation {
  if (reading.number('X') === 1) return { op: 'speed', factor: 0.5, ...reading.of };
  const given = readFactor(reading);
  const isShare = isTarget(reading) || (!isPercent(reading) && given < 1);
  const factor = isShare ? given : isPercent(reading) ? 1 - given : 1 / given;
  return { op: 'speed', factor: Math.round(factor * 1000) / 1000, ...reading.of };
}

const speedTo = (reading: Reading): Operation => ({
  op: 'speed',
  factor: readFactor(reading),
  ...reading.of,
});

export const ENGLISH_SPEEDS: Row[] = [
  {
    say: [
      '(PLAY|MAKE|SET|CHANGE|PLACE|SHOW)? what? (AT|TO|IN|ON|BE|PLAY)* (X|HALF|PCT) ORIGINAL? SPEED of?',
      'PLAY what? (AT|TO|IN|WITH)? (X|HALF SPEED)',
      '(SET|CHANGE|MAKE|ADD)? what? SPEED of? (TO|AT|BY|BE)? (X|PCT|NUM|HALF) of?',
      '(X|HALF) SPEED of?',
      '(MAKE|PLAY)? what? (PLAY)? (X|HALF) AS_FAST (AS ORIGINAL)? of?',
    ],
    means: speedTo,
  },
  {
    say: [
      'FASTER what? (TO|BY|AT)? (X|PCT) SPEED? of?',
      'SPEED what UP (TO|BY|AT)? (X|PCT) SPEED?',
      '(MAKE|PLAY|SPEED) what? (X|PCT) FASTER of?',
      '(RAISE) SPEED of? (TO|BY) (X|PCT)',
      'MAKE what FASTER BY (X|PCT)',
      '(MAKE|PLAY) what NUM AS_FAST',
    ],
    means: faster,
  },
  {
    say: [
      '(MAKE|PLAY)? what? (PLAY)? BIT? FASTER BIT? of?',
      'SPEED what UP BIT?',
      'RAISE SPEED of?',
    ],
    means: ({ of }) => ({ op: 'speed', factor: 2, ...of }),
  },
  {
    say: [
      'SLOWER what? DOWN? (TO|BY|AT)? (X|PCT|HALF) SPEED? of?',
      '(MAKE|PLAY) what? (X|PCT) SLOWER of?',
      '(MAKE|PLAY) what? (X|HALF) AS_SLOW',
      '(LOWER|REDUCE) SPEED of? (TO|BY) (X|PCT|HALF)',
      'MAKE what SLOWER BY (X|PCT)',
    ],
    means: slower,
  },
  {
    say: [
      '(MAKE|PLAY)? what? (PLAY)? BIT? SLOWER DOWN? BIT? of?',
      'SLOWER what DOWN BIT?',
      '(MAKE|PLAY|PLACE|SHOW|APPLY|ADD|SET|CHANGE|SWAP)? what? (BE|PLAY)? (IN|TO|ON|WITH)? SLOWMO (TO|ON)? of?',
      '(LOWER|REDUCE) SPEED of?',
    ],
    means: ({ of }) => ({ op: 'speed', factor: 0.5, ...of }),
  },
  {
    say: [
      '(PLAY|SET|RESTORE|CHANGE|MAKE)? what? (AT|TO|IN|END)* (NORMAL|ORIGINAL) SPEED of?',
      '(SET|CHANGE|RESTORE) SPEED of? END? TO (NORMAL|ORIGINAL)',
    ],
    means: ({ of }) => ({ op: 'speed', factor: 1, ...of }),
  },
];

const to =
  (share: number) =>
  ({ of }: Reading): Operation => ({ op: 'volume', to: share, ...of });
const volumeTo = (reading: Reading): Operation => to(reading.number('PCT') ?? 1)(reading);
const louder =
  (by: number) =>
  ({ of }: Reading): Operation => ({ op: 'louder', by, ...of });

export const ENGLISH_SOUNDS: Row[] = [
  {
    say: [
      '(MAKE|SET)? MUTE ALL? (SOUND of?|of SOUND?)?',
      'MAKE? what MUTE',
      '(REMOVE|CLEAR) ALL* ORIGINAL? SOUND of?',
      'REMOVE what SOUND',
      'WITH? NO (ORIGINAL)? SOUND',
      '(CHANGE|SET) OFF ORIGINAL? (SOUND|VOLUME) of?',
      '(CHANGE|SET) ORIGINAL? (SOUND|VOLUME) of? OFF',
      'TAKE ORIGINAL? SOUND OUT of?',
      '(CHANGE|SET|LOWER|REDUCE)? ORIGINAL? (SOUND|VOLUME) of? (DOWN|ALL|TO)* MUTE',
    ],
    means: to(0),
  },
  {
    say: [
      'UNMUTE what? ORIGINAL? SOUND? of?',
      'RESTORE ORIGINAL? (SOUND|VOLUME) of?',
      '(CHANGE|SET) ON ORIGINAL? SOUND of?',
      '(CHANGE|SET) ORIGINAL? SOUND of? (ON|END ON)',
      '(RESTORE|SET|CHANGE) ORIGINAL? (VOLUME|SOUND) of? TO NORMAL',
    ],
    means: to(1),
  },
  {
    say: [
      '(SET|CHANGE|MAKE|RAISE|LOWER|REDUCE|PLACE|KEEP|MOVE|LIMIT)? what? ORIGINAL? (SOUND|VOLUME|SOUND VOLUME|VOLUME SOUND) of? (DOWN|UP)? (TO|AT|BE)? PCT (VOLUME)? of?',
      '(PLAY|SET|KEEP) what (AT|TO) PCT VOLUME',
      'CHANGE (DOWN|UP) (VOLUME|SOUND) of? TO PCT',
      '(RAISE|LOWER|REDUCE) (what) TO PCT VOLUME',
      'PCT VOLUME of?',
      'SOUND (AT|TO) PCT',
      '(RAISE|LOWER) (VOLUME|SOUND) of? TO PCT',
    ],
    means: volumeTo,
  },
  {
    say: [
      '(RAISE) ORIGINAL? (VOLUME|SOUND) of? BIT?',
      '(CHANGE|SET)? (VOLUME|SOUND|IT) of? UP BIT?',
      'CHANGE what UP',
      'CHANGE UP (VOLUME|SOUND) of?',
      'MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? LOUDER BIT?',
      'LOUDER',
    ],
    means: louder(LOUDER),
  },
  {
    say: [
      '(LOWER|REDUCE) ORIGINAL? (VOLUME|SOUND) of? BIT?',
      '(CHANGE|SET)? (VOLUME|SOUND|IT) of? DOWN BIT?',
      'CHANGE what DOWN',
      'CHANGE DOWN (VOLUME|SOUND) of?',
      'MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? QUIETER BIT?',
      'QUIETER',
      'LOWER what',
    ],
    means: louder(QUIETER),
  },
  {
    say: [
      'MAKE (what|SOUND) X AS_LOUD',
      'X (VOLUME|SOUND) of?',
      'MAKE (what|SOUND) X LOUDER',
      '(RAISE) (VOLUME|SOUND) of? BY X',
    ],
    means: (reading) => louder(readFactor(reading))(reading),
  },
  {
    say: [
      'RAISE (VOLUME|SOUND) of? BY PCT',
      'MAKE (what|SOUND) PCT LOUDER',
      'CHANGE (VOLUME|SOUND) of? UP BY PCT',
    ],
    means: (reading) => louder(1 + readFactor(reading))(reading),
  },
  {
    say: [
      '(LOWER|REDUCE) (VOLUME|SOUND) of? BY PCT',
      'MAKE (what|SOUND) PCT QUIETER',
      'CHANGE (VOLUME|SOUND) of? DOWN BY PCT',
    ],
    means: (reading) => louder(1 - readFactor(reading))(reading),
  },
  {
    say: ['HALF (VOLUME|SOUND) of?', '(REDUCE|LOWER) (VOLUME|SOUND) of? (BY|TO) HALF'],
    means: louder(0.5),
  },
];

/** How music is to sound, from all that is said of it. */
export function readMusic(reading: Reading): Operation {
  const named = reading.has('SOFT') ? SOFT : reading.has('LOUD') ? LOUD : undefined;
  const volume = reading.number('PCT') ?? named;
  const file = reading.word('SONG');
  const time = reading.time ?? 1;
  const fades = { in: reading.names.includes('IN '), out: reading.names.includes('OUT ') };
  const isFaded = reading.has('FADE');
  return {
    op: 'music',
    ...(file !== undefined && { file }),
    ...(volume !== undefined && { volume }),
    ...(isFaded && /FADE (?:IN AND OUT|IN) /.test(reading.names) && fades.in && { in: time }),
    ...(isFaded && fades.out && { out: time }),
    ...(reading.has('ONCE') && { loop: false }),
    ...(reading.has('LOOP') && { loop: !reading.has('NOT', 'NO') }),
  };
}

export const MUSIC_GROUPS = {
  music: '(SONG|ORIGINAL? MUSIC)',
  // "in", "out", or both; alone, a fade is both.
  fading: 'FADE IN AND OUT|FADE IN|FADE OUT|FADE IN_AND_OUT|FADE TO_BLACK|FADE FROM_BLACK',
  atend: 'lasting|(AT|TO|IN|FROM)? (START|END)',
  how: '(AT|WITH|TO|OF|BE|BECOME|VOLUME)* (PCT|SOFT|LOUD) (VOLUME|BACKGROUND)?|(UNDER|TO|ON|OVER|BACKGROUND|FOR|IN) what?|AS (BACKGROUND|MUSIC)|BE_MUSIC|WITH? TIME? fading (lasting)?|ONCE|(NOT|NO)? LOOP|BACKGROUND|THROUGHOUT|TO END|PLAY (ONCE|LOOP)',
};

const musicTo = (reading: Reading): Operation => ({
  op: 'music-volume',
  to: reading.number('PCT') ?? 1,
});
const musicBy = (by: number) => (): Operation => ({ op: 'music-louder', by });

export const ENGLISH_MUSIC: Row[] = [
  {
    say: [
      '(SET|CHANGE|RAISE|LOWER|REDUCE|LIMIT) (MUSIC VOLUME|VOLUME (FOR|ON|IN)? MUSIC|MUSIC) (DOWN|UP)? (TO|AT|BE)? PCT VOLUME?',
      '(MAKE|PLACE|KEEP|MOVE) MUSIC VOLUME (TO|AT|BE)? PCT',
      'MUSIC VOLUME TO PCT',
      '(MAKE|PLACE|PLAY|KEEP|SET) MUSIC (TO|AT|BE) PCT VOLUME?',
      '(CHANGE) (DOWN|UP) MUSIC VOLUME? TO PCT',
      '(SET)? VOLUME (FOR|ON|IN)? MUSIC (TO|AT)? PCT',
    ],
    means: musicTo,
  },
  {
    say: [
      'MUTE MUSIC VOLUME?',
      '(CHANGE|SET) OFF MUSIC',
      '(CHANGE|SET) MUSIC (OFF|TO MUTE)',
      'MAKE MUSIC MUTE',
    ],
    means: () => ({ op: 'music-volume', to: 0 }),
  },
  {
    say: [
      '(RAISE) (MUSIC VOLUME?|VOLUME MUSIC) BIT?',
      'CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) UP BIT?',
      'CHANGE UP (VOLUME (FOR|ON)?)? MUSIC',
      'MAKE? MUSIC VOLUME? BIT? LOUDER',
    ],
    means: musicBy(LOUDER),
  },
  {
    say: [
      '(LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BIT?',
      'CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) DOWN BIT?',
      'CHANGE DOWN (VOLUME (FOR|ON)?)? MUSIC',
      'MAKE? MUSIC VOLUME? BIT? (QUIETER|SOFT)',
    ],
    means: musicBy(QUIETER),
  },
  {
    say: ['RAISE (MUSIC VOLUME?|VOLUME MUSIC) BY PCT', 'MAKE MUSIC PCT LOUDER'],
    means: (reading) => musicBy(1 + readFactor(reading))(),
  },
  {
    say: ['(LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BY PCT', 'MAKE MUSIC PCT QUIETER'],
    means: (reading) => musicBy(1 - readFactor(reading))(),
  },
  {
    say: ['X MUSIC VOLUME', 'X VOLUME MUSIC', 'MAKE MUSIC X AS_LOUD'],
    means: (reading) => musicBy(readFactor(reading))(),
  },
  {
    say: ['HALF MUSIC VOLUME', '(REDUCE|LOWER) (MUSIC VOLUME?|VOLUME MUSIC) (BY|TO) HALF'],
    means: musicBy(0.5),
  },
  {
    say: [
      'MUSIC? (NOT|NO) LOOP MUSIC',
      'PLAY MUSIC ONLY? ONCE',
      'MAKE? MUSIC PLAY? ONLY? ONCE',
      'MUSIC (NOT|NO) LOOP',
    ],
    means: () => ({ op: 'music-loop', loop: false }),
  },
  {
    say: [
      '(KEEP|MAKE|PLAY|SET)? LOOP MUSIC (TO END|THROUGHOUT|of)?',
      '(MAKE|PLAY|KEEP|SET)? MUSIC LOOP (TO END|THROUGHOUT)?',
    ],
    means: () => ({ op: 'music-loop', loop: true }),
  },
  {
    say: ['REMOVE ALL? MUSIC of?', 'TAKE MUSIC (OUT|OFF) of?', 'NO MUSIC', 'CLEAR MUSIC'],
    means: () => ({ op: 'remove-music' }),
  },
  {
    say: [
      '(ADD|PLACE|APPLY|PLAY|WITH|MAKE|SET|CHANGE|RENAME)+ (PCT|SOFT|LOUD)? music how* UNDER? of?',
      '(PCT|SOFT|LOUD) music how* of?',
      'music how+ of?',
      '(ADD|PLACE|APPLY|PLAY|SET|MAKE) music (AS|FOR|IN|TO)? (MUSIC|BACKGROUND) how*',
      '(ADD|PLACE|APPLY|PLAY) music (UNDER|TO|ON|OVER) what how*',
      '(SET|CHANGE|SWAP|RENAME) MUSIC (TO|WITH) SONG how*',
    ],
    means: readMusic,
  },
];

export const ENGLISH_FADES: Row[] = [
  {
    say: [
      '(ADD|APPLY|WITH|MAKE|PLACE)? fading (TO|OF)? MUSIC lasting*',
      'FADE MUSIC (IN AND OUT|IN_AND_OUT|IN|OUT) atend*',
      'MAKE? MUSIC fading atend*',
      'fading MUSIC atend*',
      '(ADD|APPLY|PLACE) TIME? fading lasting* (TO|ON|FOR|IN|OF|AT)? START? END? MUSIC',
    ],
    means: (reading) => ({ op: 'music-fade', ...readFade(reading) }),
  },
  {
    say: [
      '(ADD|APPLY|WITH|MAKE|PLACE)? TIME? fading (lasting|(AT|TO|IN|FROM)? (START|END)|of)*',
      'FADE what (IN AND OUT|IN_AND_OUT|IN|OUT|TO_BLACK|FROM_BLACK) (lasting|(AT|TO)? (START|END))*',
      'MAKE what fading (lasting|(AT|TO)? (START|END))*',
    ],
    means: (reading) => ({ op: 'fade', ...reading.of, ...readFade(reading) }),
  },
  {
    say: ['(REMOVE|NO) ALL? CROSSFADE (BETWEEN? of)?'],
    means: () => ({ op: 'cross-fade', seconds: 0 }),
  },
  {
    say: [
      '(ADD|APPLY|PLACE|WITH|MAKE|JOIN)? TIME? CROSSFADE lasting? (BETWEEN|ON|TO|FOR|IN|WITH)? ((ALL|IT)* (CLIPS|PICTURES|VIDEO)|IT|(FIRST|ORD|REF) (AND|TO|WITH) REF)? lasting?',
      '(CROSSFADE|FADE) (FROM)? REF (TO|AND|WITH) REF lasting?',
      'JOIN what (WITH|BY) TIME? CROSSFADE lasting?',
    ],
    means: readCrossFade,
  },
];

export function readFade(reading: Reading): { in?: number; out?: number } {
  const seconds = reading.time ?? 1;
  const isIn =
    reading.has('FROM_BLACK', 'IN_AND_OUT') ||
    /(?:FADE|REF|VIDEO|IT|MUSIC|CLIPS|PICTURE) IN (?!TIME)|FADE IN /.test(reading.names);
  const isOut = reading.has('TO_BLACK', 'IN_AND_OUT', 'OUT');
  return { ...(isIn && { in: seconds }), ...(isOut && { out: seconds }) };
}

export function readCrossFade(reading: Reading): Operation {
  const [one, other] = reading.clips;
  return {
    op: 'cross-fade',
    seconds: reading.time ?? 1,
    ...(one !== undefined && other !== undefined && { between: [one, other] }),
  };
}

/** What follows music that was just asked for is about it. */
export const MUSIC_GOING_ON: GoingOn[] = [
  {
    after: ['music'],
    say: [
      '(SET|CHANGE|MAKE|KEEP|PLAY|ADD|RAISE|LOWER)? (IT|MUSIC)? VOLUME? (IT|MUSIC)? (TO|AT|BE|BECOME)* PCT VOLUME?',
      'how+',
      '(MAKE|PLAY|KEEP|ADD)? IT? (SOFT|LOUD|ONCE|LOOP|(NOT|NO) LOOP|fading lasting?)',
      'VOLUME (LESS|SOFT)',
      '(FADE IT? (IN|OUT)) lasting?',
      '(NOT|NO) LOOP IT',
      'LOOP IT',
      'PLAY? ONCE',
      'ONLY? PLAY? ONCE',
    ],
    means: (reading, last) => {
      const more = readMusic(reading);
      const soft = reading.has('LESS') ? { volume: SOFT } : {};
      return { ...last, ...more, ...soft } as Operation;
    },
  },
];
