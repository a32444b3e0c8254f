/** English: music, fades and cross-fades. */
import { LOUDER, QUIETER, readFactor, musicTo, musicBy } from '../meanings.ts';
import { readMusic, readCrossFade, readFade } from '../meanings-of-looks.ts';
import type { Row } from '../row.ts';

export const ENGLISH_MUSIC: Row[] = [
  {
    say: `(SET|CHANGE|RAISE|LOWER|REDUCE|LIMIT) (MUSIC VOLUME|VOLUME (FOR|ON|IN)? MUSIC|MUSIC) (DOWN|UP)? (TO|AT|BE)? PCT VOLUME?
          (MAKE|PLACE|KEEP|MOVE) MUSIC VOLUME (TO|AT|BE)? PCT / MUSIC VOLUME TO PCT
          (MAKE|PLACE|PLAY|KEEP|SET) MUSIC (TO|AT|BE) PCT VOLUME? / (CHANGE) (DOWN|UP) MUSIC VOLUME? TO PCT
          (SET)? VOLUME (FOR|ON|IN)? MUSIC (TO|AT)? PCT`,
    means: musicTo,
  },
  {
    say: `MUTE MUSIC VOLUME? / (CHANGE|SET) OFF MUSIC / (CHANGE|SET) MUSIC (OFF|TO MUTE) / MAKE MUSIC MUTE`,
    means: () => ({ op: 'music-volume', to: 0 }),
  },
  {
    say: `(RAISE) (MUSIC VOLUME?|VOLUME MUSIC) BIT? / CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) UP BIT?
          CHANGE UP (VOLUME (FOR|ON)?)? MUSIC / MAKE? MUSIC VOLUME? BIT? LOUDER`,
    means: musicBy(LOUDER),
  },
  {
    say: `(LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BIT? / CHANGE (MUSIC VOLUME?|VOLUME (FOR|ON)? MUSIC) DOWN BIT?
          CHANGE DOWN (VOLUME (FOR|ON)?)? MUSIC / MAKE? MUSIC VOLUME? BIT? (QUIETER|SOFT)`,
    means: musicBy(QUIETER),
  },
  {
    say: `RAISE (MUSIC VOLUME?|VOLUME MUSIC) BY PCT / MAKE MUSIC PCT LOUDER`,
    means: (reading) => musicBy(1 + readFactor(reading))(),
  },
  {
    say: `(LOWER|REDUCE) (MUSIC VOLUME?|VOLUME MUSIC) BY PCT / MAKE MUSIC PCT QUIETER`,
    means: (reading) => musicBy(1 - readFactor(reading))(),
  },
  {
    say: `X MUSIC VOLUME / X VOLUME MUSIC / MAKE MUSIC X AS_LOUD`,
    means: (reading) => musicBy(readFactor(reading))(),
  },
  {
    say: `HALF MUSIC VOLUME / (REDUCE|LOWER) (MUSIC VOLUME?|VOLUME MUSIC) (BY|TO) HALF`,
    means: musicBy(0.5),
  },
  {
    say: `MUSIC? (NOT|NO) LOOP MUSIC / PLAY MUSIC ONLY? ONCE / MAKE? MUSIC PLAY? ONLY? ONCE / MUSIC (NOT|NO) LOOP
          NOT MUSIC FROM LOOP`,
    means: () => ({ op: 'music-loop', loop: false }),
  },
  {
    say: `(KEEP|MAKE|PLAY|SET)? LOOP MUSIC (TO END|THROUGHOUT|of)? / (MAKE|PLAY|KEEP|SET)? MUSIC LOOP (TO END|THROUGHOUT)?`,
    means: () => ({ op: 'music-loop', loop: true }),
  },
  {
    say: `REMOVE ALL? MUSIC of? / TAKE MUSIC (OUT|OFF) of? / NO MUSIC / CLEAR MUSIC`,
    means: () => ({ op: 'remove-music' }),
  },
  {
    say: `(ADD|PLACE|APPLY|PLAY|WITH|MAKE|SET|CHANGE|RENAME)+ (PCT|SOFT|LOUD)? music how* UNDER? of?
          (PCT|SOFT|LOUD) music how* of? / music how+ of?
          (ADD|PLACE|APPLY|PLAY|SET|MAKE) music (AS|FOR|IN|TO)? (MUSIC|BACKGROUND) how*
          (ADD|PLACE|APPLY|PLAY) music (UNDER|TO|ON|OVER) what how* / (SET|CHANGE|SWAP|RENAME) MUSIC (TO|WITH) SONG how*`,
    means: readMusic,
  },
];

export const ENGLISH_FADES: Row[] = [
  {
    say: `(ADD|APPLY|WITH|MAKE|PLACE)? fading (TO|OF)? MUSIC lasting* / FADE MUSIC (IN AND OUT|IN_AND_OUT|IN|OUT) atend*
          MAKE? MUSIC fading atend* / fading MUSIC atend*
          (ADD|APPLY|PLACE) TIME? fading lasting* (TO|ON|FOR|IN|OF|AT)? START? END? MUSIC`,
    means: (reading) => ({ op: 'music-fade', ...readFade(reading) }),
  },
  {
    say: `(ADD|APPLY|WITH|MAKE|PLACE)? TIME? fading (lasting|(AT|TO|IN|FROM)? (START|END)|of)*
          FADE what (IN AND OUT|IN_AND_OUT|IN|OUT|TO_BLACK|FROM_BLACK) (lasting|(AT|TO)? (START|END))*
          MAKE what fading (lasting|(AT|TO)? (START|END))*`,
    means: (reading) => ({ op: 'fade', ...reading.of, ...readFade(reading) }),
  },
  {
    say: `(REMOVE|NO) ALL? CROSSFADE (BETWEEN? of)?`,
    means: () => ({ op: 'cross-fade', seconds: 0 }),
  },
  {
    say: `(ADD|APPLY|PLACE|WITH|MAKE|JOIN)? TIME? CROSSFADE lasting? (BETWEEN|ON|TO|FOR|IN|WITH)? ((ALL|IT)* (CLIPS|PICTURES|VIDEO)|IT|(FIRST|ORD|REF) (AND|TO|WITH) REF)? lasting?
          (CROSSFADE|FADE) (FROM)? REF (TO|AND|WITH) REF lasting? / JOIN what (WITH|BY) TIME? CROSSFADE lasting?`,
    means: readCrossFade,
  },
];
