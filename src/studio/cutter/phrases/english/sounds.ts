/** English: how fast and how loud. */
import {
  LOUDER,
  QUIETER,
  readFactor,
  faster,
  slower,
  speedTo,
  volume,
  volumeTo,
  louder,
} from '../meanings.ts';
import type { Row } from '../row.ts';

export const ENGLISH_SPEEDS: Row[] = [
  {
    say: `(PLAY|MAKE|SET|CHANGE|PLACE|SHOW)? what? (AT|TO|IN|ON|BE|PLAY)* (X|HALF|PCT) ORIGINAL? SPEED of?
          PLAY what? (AT|TO|IN|WITH)? (X|HALF SPEED)
          (SET|CHANGE|MAKE|ADD)? what? SPEED of? (TO|AT|BY|BE)? (X|PCT|NUM|HALF) of? / (X|HALF) SPEED of?
          (MAKE|PLAY)? what? (PLAY)? (X|HALF) AS_FAST (AS ORIGINAL)? of?`,
    means: speedTo,
  },
  {
    say: `FASTER what? (TO|BY|AT)? (X|PCT) SPEED? of? / SPEED what UP (TO|BY|AT)? (X|PCT) SPEED?
          (MAKE|PLAY|SPEED) what? (X|PCT) FASTER of? / (RAISE) SPEED of? (TO|BY) (X|PCT) / MAKE what FASTER BY (X|PCT)
          (MAKE|PLAY) what NUM AS_FAST`,
    means: faster,
  },
  {
    say: `(MAKE|PLAY)? what? (PLAY)? BIT? FASTER BIT? of? / SPEED what UP BIT? / RAISE SPEED of?`,
    means: ({ of }) => ({ op: 'speed', factor: 2, ...of }),
  },
  {
    say: `SLOWER what? DOWN? (TO|BY|AT)? (X|PCT|HALF) SPEED? of? / (MAKE|PLAY) what? (X|PCT) SLOWER of?
          (MAKE|PLAY) what? (X|HALF) AS_SLOW / (LOWER|REDUCE) SPEED of? (TO|BY) (X|PCT|HALF) / MAKE what SLOWER BY (X|PCT)`,
    means: slower,
  },
  {
    say: `(MAKE|PLAY)? what? (PLAY)? BIT? SLOWER DOWN? BIT? of? / SLOWER what DOWN BIT?
          (MAKE|PLAY|PLACE|SHOW|APPLY|ADD|SET|CHANGE|SWAP)? what? (BE|PLAY)? (IN|TO|ON|WITH)? SLOWMO (TO|ON)? of?
          (LOWER|REDUCE) SPEED of?`,
    means: ({ of }) => ({ op: 'speed', factor: 0.5, ...of }),
  },
  {
    say: `(PLAY|SET|RESTORE|CHANGE|MAKE)? what? (AT|TO|IN|END)* (NORMAL|ORIGINAL) SPEED of?
          (SET|CHANGE|RESTORE) SPEED of? END? TO (NORMAL|ORIGINAL)`,
    means: ({ of }) => ({ op: 'speed', factor: 1, ...of }),
  },
];

export const ENGLISH_SOUNDS: Row[] = [
  {
    say: `(MAKE|SET)? MUTE ALL? (SOUND of?|of SOUND?)? / MAKE? what MUTE / (REMOVE|CLEAR) ALL* ORIGINAL? SOUND of?
          REMOVE what SOUND / WITH? NO (ORIGINAL)? SOUND / (CHANGE|SET) OFF ORIGINAL? (SOUND|VOLUME) of?
          (CHANGE|SET) ORIGINAL? (SOUND|VOLUME) of? OFF / TAKE ORIGINAL? SOUND OUT of?
          (CHANGE|SET|LOWER|REDUCE)? ORIGINAL? (SOUND|VOLUME) of? (DOWN|ALL|TO)* MUTE`,
    means: volume(0),
  },
  {
    say: `UNMUTE what? ORIGINAL? SOUND? of? / RESTORE ORIGINAL? (SOUND|VOLUME) of? / (CHANGE|SET) ON ORIGINAL? SOUND of?
          (CHANGE|SET) ORIGINAL? SOUND of? (ON|END ON) / (RESTORE|SET|CHANGE) ORIGINAL? (VOLUME|SOUND) of? TO NORMAL`,
    means: volume(1),
  },
  {
    say: `(SET|CHANGE|MAKE|RAISE|LOWER|REDUCE|PLACE|KEEP|MOVE|LIMIT)? what? ORIGINAL? (SOUND|VOLUME|SOUND VOLUME|VOLUME SOUND) of? (DOWN|UP)? (TO|AT|BE)? PCT (VOLUME)? of?
          (PLAY|SET|KEEP) what (AT|TO) PCT VOLUME / CHANGE (DOWN|UP) (VOLUME|SOUND) of? TO PCT
          (RAISE|LOWER|REDUCE) (what) TO PCT VOLUME / PCT VOLUME of? / SOUND (AT|TO) PCT
          (RAISE|LOWER) (VOLUME|SOUND) of? TO PCT`,
    means: volumeTo,
  },
  {
    say: `(RAISE) ORIGINAL? (VOLUME|SOUND) of? BIT? / (CHANGE|SET)? (VOLUME|SOUND|IT) of? UP BIT? / CHANGE what UP
          CHANGE UP (VOLUME|SOUND) of? / MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? LOUDER BIT? / LOUDER`,
    means: louder(LOUDER),
  },
  {
    say: `(LOWER|REDUCE) ORIGINAL? (VOLUME|SOUND) of? BIT? / (CHANGE|SET)? (VOLUME|SOUND|IT) of? DOWN BIT?
          CHANGE what DOWN / CHANGE DOWN (VOLUME|SOUND) of? / MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? QUIETER BIT?
          QUIETER / LOWER what`,
    means: louder(QUIETER),
  },
  {
    say: `MAKE (what|SOUND) X AS_LOUD / X (VOLUME|SOUND) of? / MAKE (what|SOUND) X LOUDER
          (RAISE) (VOLUME|SOUND) of? BY X`,
    means: (reading) => louder(readFactor(reading))(reading),
  },
  {
    say: `RAISE (VOLUME|SOUND) of? BY PCT / MAKE (what|SOUND) PCT LOUDER / CHANGE (VOLUME|SOUND) of? UP BY PCT`,
    means: (reading) => louder(1 + readFactor(reading))(reading),
  },
  {
    say: `(LOWER|REDUCE) (VOLUME|SOUND) of? BY PCT / MAKE (what|SOUND) PCT QUIETER / CHANGE (VOLUME|SOUND) of? DOWN BY PCT`,
    means: (reading) => louder(1 - readFactor(reading))(reading),
  },
  {
    say: `HALF (VOLUME|SOUND) of? / (REDUCE|LOWER) (VOLUME|SOUND) of? (BY|TO) HALF`,
    means: louder(0.5),
  },
];
