/** How fast, and how loud: the clips' own sound, or the music. */
import {
  faster,
  louder,
  LOUDER,
  QUIETER,
  readFactor,
  slower,
  speedTo,
  volume,
  volumeTo,
} from '../meanings.ts';
import type { Row } from '../row.ts';

export const SPEEDS: Row[] = [
  {
    en: `(PLAY|MAKE|SET|CHANGE|PLACE|SHOW)? what? (AT|TO|IN|ON|BE|PLAY)* (X|HALF|PCT) ORIGINAL? SPEED of?
          PLAY what? (AT|TO|IN|WITH)? (X|HALF SPEED)
          (SET|CHANGE|MAKE|ADD)? what? SPEED of? (TO|AT|BY|BE)? (X|PCT|NUM|HALF) of? / (X|HALF) SPEED of?
          (MAKE|PLAY)? what? (PLAY)? (X|HALF) AS_FAST (AS ORIGINAL)? of?`,
    zh: `what? (APPLY|AT|BECOME|CHANGE TO)? (X (SPEED|PLAY)*|HALF (SPEED|PLAY)+) what?
          what? SPEED what? (CHANGE|TO|BECOME|FASTER|SLOWER)* (X|PCT|HALF) SPEED?
          what? (BECOME|CHANGE TO) X (SPEED|PLAY)* / what? PLAY SPEED (BECOME|CHANGE|TO)* (X|PCT) / what? X SPEED PLAY
          PLAY what? X SPEED?`,
    means: speedTo,
  },
  {
    en: `FASTER what? (TO|BY|AT)? (X|PCT) SPEED? of? / SPEED what UP (TO|BY|AT)? (X|PCT) SPEED?
          (MAKE|PLAY|SPEED) what? (X|PCT) FASTER of? / (RAISE) SPEED of? (TO|BY) (X|PCT) / MAKE what FASTER BY (X|PCT)
          (MAKE|PLAY) what NUM AS_FAST`,
    zh: `what? FASTER what? (TO|BECOME)? (X|PCT) (SPEED|PLAY)* / what? SPEED FASTER (X|PCT) / what? SPEED MORE (X|PCT)`,
    means: faster,
  },
  {
    en: `(MAKE|PLAY)? what? (PLAY)? BIT? FASTER BIT? of? / SPEED what UP BIT? / RAISE SPEED of?`,
    zh: `what? (PLAY|SPEED|CHANGE|MAKE)* FASTER (PLAY)? what? / what? SPEED MORE`,
    means: ({ of }) => ({ op: 'speed', factor: 2, ...of }),
  },
  {
    en: `SLOWER what? DOWN? (TO|BY|AT)? (X|PCT|HALF) SPEED? of? / (MAKE|PLAY) what? (X|PCT) SLOWER of?
          (MAKE|PLAY) what? (X|HALF) AS_SLOW / (LOWER|REDUCE) SPEED of? (TO|BY) (X|PCT|HALF) / MAKE what SLOWER BY (X|PCT)`,
    zh: `what? SLOWER what? (TO|BECOME)? (X|PCT|HALF) (SPEED|PLAY)* / what? SPEED SLOWER (X|PCT|HALF)
          what? SPEED (LESS|SHORTEN) (X|PCT|HALF)`,
    means: slower,
  },
  {
    en: `(MAKE|PLAY)? what? (PLAY)? BIT? SLOWER DOWN? BIT? of? / SLOWER what DOWN BIT?
          (MAKE|PLAY|PLACE|SHOW|APPLY|ADD|SET|CHANGE|SWAP)? what? (BE|PLAY)? (IN|TO|ON|WITH)? SLOWMO (TO|ON)? of?
          (LOWER|REDUCE) SPEED of?`,
    zh: `what? (PLAY|SPEED|CHANGE|BECOME)* (SLOWER|SLOWMO) (PLAY|SPEED)? what? / what? SPEED LESS / what? APPLY SLOWMO
          what? ADD SLOWMO`,
    means: ({ of }) => ({ op: 'speed', factor: 0.5, ...of }),
  },
  {
    en: `(PLAY|SET|RESTORE|CHANGE|MAKE)? what? (AT|TO|IN|END)* (NORMAL|ORIGINAL) SPEED of?
          (SET|CHANGE|RESTORE) SPEED of? END? TO (NORMAL|ORIGINAL)`,
    zh: `what? (NORMAL|BECOME NORMAL) SPEED PLAY? / what? SPEED (BECOME|TO)? NORMAL / NORMAL what? SPEED
          NORMAL NORMAL what? SPEED / what? SPEED NORMAL NORMAL`,
    means: ({ of }) => ({ op: 'speed', factor: 1, ...of }),
  },
];

export const SOUNDS: Row[] = [
  {
    en: `(MAKE|SET)? MUTE ALL? (SOUND of?|of SOUND?)? / MAKE? what MUTE / (REMOVE|CLEAR) ALL* ORIGINAL? SOUND of?
          REMOVE what SOUND / WITH? NO (ORIGINAL)? SOUND / (CHANGE|SET) OFF ORIGINAL? (SOUND|VOLUME) of?
          (CHANGE|SET) ORIGINAL? (SOUND|VOLUME) of? OFF / TAKE ORIGINAL? SOUND OUT of?
          (CHANGE|SET|LOWER|REDUCE)? ORIGINAL? (SOUND|VOLUME) of? (DOWN|ALL|TO)* MUTE
          MUTE MUSIC VOLUME? / (CHANGE|SET) OFF MUSIC / (CHANGE|SET) MUSIC (OFF|TO MUTE) / MAKE MUSIC MUTE`,
    zh: `what? ORIGINAL? SOUND? ALL? MUTE what? SOUND? / what? (REMOVE|TURN_OFF|NO) what? (SOUND|NORMAL SOUND)
          what? SOUND (ALL)? (REMOVE|TURN_OFF|NO) / SOUND? VOLUME (TURN_OFF|MUTE) / what? (BECOME|SET) MUTE
          TURN_OFF what? VOLUME / what? CHANGE MUTE
          MUSIC (CHANGE|BECOME)? MUTE / MUTE MUSIC / (TURN_OFF) MUSIC / MUSIC loudness? TURN_OFF`,
    means: volume(0),
  },
  {
    en: `UNMUTE what? ORIGINAL? SOUND? of? / RESTORE ORIGINAL? (SOUND|VOLUME) of? / (CHANGE|SET) ON ORIGINAL? SOUND of?
          (CHANGE|SET) ORIGINAL? SOUND of? (ON|END ON) / (RESTORE|SET|CHANGE) ORIGINAL? (VOLUME|SOUND) of? TO NORMAL`,
    zh: `what? UNMUTE what? / NORMAL what? SOUND / UNMUTE what? SOUND / what? (NORMAL|RESTORE) SOUND`,
    means: volume(1),
  },
  {
    en: `(SET|CHANGE|MAKE|RAISE|LOWER|REDUCE|PLACE|KEEP|MOVE|LIMIT)? what? ORIGINAL? (SOUND|VOLUME|SOUND VOLUME|VOLUME SOUND) of? (DOWN|UP)? (TO|AT|BE)? PCT (VOLUME)? of?
          (PLAY|SET|KEEP) what (AT|TO) PCT VOLUME / CHANGE (DOWN|UP) (VOLUME|SOUND) of? TO PCT
          (RAISE|LOWER|REDUCE) (what) TO PCT VOLUME / PCT VOLUME of? / SOUND (AT|TO) PCT
          (RAISE|LOWER) (VOLUME|SOUND) of? TO PCT
          (SET|CHANGE|RAISE|LOWER|REDUCE|LIMIT) (MUSIC VOLUME|VOLUME (FOR|ON|IN)? MUSIC|MUSIC) (DOWN|UP)? (TO|AT|BE)? PCT VOLUME?
          (MAKE|PLACE|KEEP|MOVE) MUSIC VOLUME (TO|AT|BE)? PCT / MUSIC VOLUME TO PCT
          (MAKE|PLACE|PLAY|KEEP|SET) MUSIC (TO|AT|BE) PCT VOLUME? / (CHANGE) (DOWN|UP) MUSIC VOLUME? TO PCT
          (SET)? VOLUME (FOR|ON|IN)? MUSIC (TO|AT)? PCT`,
    zh: `what? loudness what? (MORE|LESS|CHANGE|TO|BECOME|FOR)* PCT
          what? (CHANGE|MORE|LESS) what? (SOUND VOLUME|VOLUME|SOUND) (TO|BECOME)* PCT / PCT VOLUME / what? VOLUME PCT
          MUSIC loudness? (MORE|LESS|CHANGE|TO|BECOME|FOR)+ PCT / MUSIC loudness? FADE? (BECOME|TO) PCT
          (MORE|LESS|CHANGE) MUSIC loudness? (TO|BECOME)* PCT / MUSIC VOLUME PCT NO`,
    means: volumeTo,
  },
  {
    en: `(RAISE) ORIGINAL? (VOLUME|SOUND) of? BIT? / (CHANGE|SET)? (VOLUME|SOUND|IT) of? UP BIT? / CHANGE what UP
          CHANGE UP (VOLUME|SOUND) of? / MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? LOUDER BIT? / LOUDER
          (RAISE) (MUSIC VOLUME?|VOLUME MUSIC) BIT? / CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) UP BIT?
          CHANGE UP (VOLUME (FOR|ON)?)? MUSIC / MAKE? MUSIC VOLUME? BIT? LOUDER`,
    zh: `what? loudness (CHANGE|TO)* MORE / MORE what? loudness
          (what) loudness MORE
          MUSIC loudness? CHANGE? MORE / MORE MUSIC loudness?`,
    means: louder(LOUDER),
  },
  {
    en: `(LOWER|REDUCE) ORIGINAL? (VOLUME|SOUND) of? BIT? / (CHANGE|SET)? (VOLUME|SOUND|IT) of? DOWN BIT?
          CHANGE what DOWN / CHANGE DOWN (VOLUME|SOUND) of? / MAKE? (what|VOLUME|SOUND) (of)? BE? BIT? QUIETER BIT?
          QUIETER / LOWER what
          (LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BIT? / CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) DOWN BIT?
          CHANGE DOWN (VOLUME (FOR|ON)?)? MUSIC / MAKE? MUSIC VOLUME? BIT? (QUIETER|SOFT)`,
    zh: `what? loudness (CHANGE|TO)* LESS / LESS what? loudness
          MUSIC loudness? CHANGE? LESS / LESS MUSIC loudness?`,
    means: louder(QUIETER),
  },
  {
    en: `MAKE (what|SOUND) X AS_LOUD / X (VOLUME|SOUND) of? / MAKE (what|SOUND) X LOUDER
          (RAISE) (VOLUME|SOUND) of? BY X
          X MUSIC VOLUME / X VOLUME MUSIC / MAKE MUSIC X AS_LOUD`,
    means: (reading) => louder(readFactor(reading))(reading),
  },
  {
    zh: `what? loudness (MORE) X / what? (SOUND VOLUME|VOLUME) (CHANGE TO|BECOME|TO)? X`,
    means: (reading) => louder(readFactor(reading) === 1 ? 2 : readFactor(reading))(reading),
  },
  {
    en: `RAISE (VOLUME|SOUND) of? BY PCT / MAKE (what|SOUND) PCT LOUDER / CHANGE (VOLUME|SOUND) of? UP BY PCT
          RAISE (MUSIC VOLUME?|VOLUME MUSIC) BY PCT / MAKE MUSIC PCT LOUDER`,
    means: (reading) => louder(1 + readFactor(reading))(reading),
  },
  {
    en: `(LOWER|REDUCE) (VOLUME|SOUND) of? BY PCT / MAKE (what|SOUND) PCT QUIETER / CHANGE (VOLUME|SOUND) of? DOWN BY PCT
          (LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BY PCT / MAKE MUSIC PCT QUIETER`,
    means: (reading) => louder(1 - readFactor(reading))(reading),
  },
  {
    en: `HALF (VOLUME|SOUND) of? / (REDUCE|LOWER) (VOLUME|SOUND) of? (BY|TO) HALF
          HALF MUSIC VOLUME / (REDUCE|LOWER) (MUSIC VOLUME?|VOLUME MUSIC) (BY|TO) HALF`,
    zh: `what? loudness (LESS TO?|CHANGE TO?)? HALF / what? loudness SHORTEN? HALF
          MUSIC loudness? (LESS TO?|CHANGE TO?)? HALF`,
    means: louder(0.5),
  },
];
