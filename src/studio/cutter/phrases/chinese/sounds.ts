/** Chinese: how fast and how loud, music. */
import type { Operation } from '../../operations/operation.ts';
import { LOUDER, QUIETER, readFactor, faster, slower } from '../meanings.ts';
import { readMusic } from '../meanings-of-looks.ts';
import type { Row } from '../row.ts';
import type { Reading } from '../token.ts';

const speed =
  (factor: number) =>
  ({ of }: Reading): Operation => ({ op: 'speed', factor, ...of });

export const CHINESE_SOUNDS: Row[] = [
  {
    say: `what? (APPLY|AT|BECOME|CHANGE TO)? (X|HALF) (SPEED|PLAY)* what?
          what? SPEED what? (CHANGE|TO|BECOME|FASTER|SLOWER)* (X|PCT|HALF) SPEED?
          what? (BECOME|CHANGE TO) X (SPEED|PLAY)* / what? PLAY SPEED (BECOME|CHANGE|TO)* (X|PCT) / what? X SPEED PLAY
          PLAY what? X SPEED?`,
    means: (reading) => speed(readFactor(reading))(reading),
  },
  {
    say: `what? FASTER what? (TO|BECOME)? (X|PCT) (SPEED|PLAY)* / what? SPEED FASTER (X|PCT) / what? SPEED MORE (X|PCT)`,
    means: faster,
  },
  {
    say: `what? SLOWER what? (TO|BECOME)? (X|PCT|HALF) (SPEED|PLAY)* / what? SPEED SLOWER (X|PCT|HALF)
          what? SPEED (LESS|SHORTEN) (X|PCT|HALF)`,
    means: slower,
  },
  {
    say: `what? (PLAY|SPEED|CHANGE|MAKE)* FASTER (PLAY)? what? / what? SPEED MORE`,
    means: speed(2),
  },
  {
    say: `what? (PLAY|SPEED|CHANGE|BECOME)* (SLOWER|SLOWMO) (PLAY|SPEED)? what? / what? SPEED LESS / what? APPLY SLOWMO
          what? ADD SLOWMO`,
    means: speed(0.5),
  },
  {
    say: `what? (NORMAL|BECOME NORMAL) SPEED PLAY? / what? SPEED (BECOME|TO)? NORMAL / NORMAL what? SPEED
          NORMAL NORMAL what? SPEED / what? SPEED NORMAL NORMAL`,
    means: speed(1),
  },
  {
    say: `what? ORIGINAL? SOUND? ALL? MUTE what? SOUND? / what? (REMOVE|TURN_OFF|NO) what? (SOUND|NORMAL SOUND)
          what? SOUND (ALL)? (REMOVE|TURN_OFF|NO) / SOUND? VOLUME (TURN_OFF|MUTE) / what? (BECOME|SET) MUTE
          TURN_OFF what? VOLUME / what? CHANGE MUTE`,
    means: ({ of }) => ({ op: 'volume', to: 0, ...of }),
  },
  {
    say: `what? UNMUTE what? / NORMAL what? SOUND / UNMUTE what? SOUND / what? (NORMAL|RESTORE) SOUND`,
    means: ({ of }) => ({ op: 'volume', to: 1, ...of }),
  },
  {
    say: `what? (SOUND|VOLUME|SOUND VOLUME) what? (MORE|LESS|CHANGE|TO|BECOME|FOR)* PCT
          what? (CHANGE|MORE|LESS) what? (SOUND VOLUME|VOLUME|SOUND) (TO|BECOME)* PCT / PCT VOLUME / what? VOLUME PCT`,
    means: (reading) => ({ op: 'volume', to: reading.number('PCT') ?? 1, ...reading.of }),
  },
  {
    say: `what? (SOUND VOLUME|SOUND|VOLUME) (CHANGE|TO)* MORE / MORE what? (SOUND VOLUME|SOUND|VOLUME)
          (what) (SOUND VOLUME|SOUND|VOLUME) MORE`,
    means: ({ of }) => ({ op: 'louder', by: LOUDER, ...of }),
  },
  {
    say: `what? (SOUND VOLUME|SOUND|VOLUME) (CHANGE|TO)* LESS / LESS what? (SOUND VOLUME|SOUND|VOLUME)`,
    means: ({ of }) => ({ op: 'louder', by: QUIETER, ...of }),
  },
  {
    say: `what? (SOUND VOLUME|SOUND|VOLUME) (LESS TO?|CHANGE TO?)? HALF / what? (SOUND VOLUME|SOUND|VOLUME) SHORTEN? HALF`,
    means: ({ of }) => ({ op: 'louder', by: 0.5, ...of }),
  },
  {
    say: `what? (SOUND VOLUME|SOUND|VOLUME) (MORE) X / what? (SOUND VOLUME|VOLUME) (CHANGE TO|BECOME|TO)? X`,
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
    say: `MUSIC (${loudness})? (MORE|LESS|CHANGE|TO|BECOME|FOR)+ PCT / MUSIC (${loudness})? FADE? (BECOME|TO) PCT
          (MORE|LESS|CHANGE) MUSIC (${loudness})? (TO|BECOME)* PCT / MUSIC VOLUME PCT NO`,
    means: (reading) => ({ op: 'music-volume', to: reading.number('PCT') ?? 1 }),
  },
  {
    say: `MUSIC (CHANGE|BECOME)? MUTE / MUTE MUSIC / (TURN_OFF) MUSIC / MUSIC (${loudness})? TURN_OFF`,
    means: () => ({ op: 'music-volume', to: 0 }),
  },
  {
    say: `MUSIC (${loudness})? CHANGE? MORE / MORE MUSIC (${loudness})?`,
    means: () => ({ op: 'music-louder', by: LOUDER }),
  },
  {
    say: `MUSIC (${loudness})? CHANGE? LESS / LESS MUSIC (${loudness})?`,
    means: () => ({ op: 'music-louder', by: QUIETER }),
  },
  {
    say: `MUSIC (${loudness})? (LESS TO?|CHANGE TO?)? HALF`,
    means: () => ({ op: 'music-louder', by: 0.5 }),
  },
  {
    say: `MUSIC (NOT|NO|REMOVE) LOOP / MUSIC ONLY? PLAY? ONCE / MUSIC (NOT|NO) LOOP PLAY / ONLY? PLAY ONCE MUSIC
          (NOT|NO) LOOP MUSIC / REMOVE MUSIC LOOP / MUSIC PLAY ONCE`,
    means: () => ({ op: 'music-loop', loop: false }),
  },
  {
    say: `MUSIC (CHANGE|BECOME)? LOOP PLAY? (TO END)? / LOOP PLAY? MUSIC`,
    means: () => ({ op: 'music-loop', loop: true }),
  },
  {
    say: `REMOVE what? MUSIC / MUSIC REMOVE / NO MUSIC / MUSIC NO / CLEAR MUSIC`,
    means: () => ({ op: 'remove-music' }),
  },
  {
    say: `(TO|ON|FOR)? what? (ADD|PLACE|APPLY)+ (SOFT|PCT)? music (BE_MUSIC|AS MUSIC|AS)? COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how*
          music COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how+ / (APPLY|ADD)? music (BE_MUSIC|AS MUSIC) how*
          what? (ADD|APPLY) (SOFT|PCT VOLUME?)? music / MUSIC (BECOME|CHANGE TO) SONG
          what? (ADD|PLACE|APPLY) music COMMA? VOLUME (LESS|SOFT)`,
    means: (reading) => {
      const added = readMusic(reading);
      return reading.has('LESS') ? ({ ...added, volume: 0.15 } as Operation) : added;
    },
  },
];
