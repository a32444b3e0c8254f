/** Fades, cross-fades and music. */
import { readCrossFade, readFade, readMusic } from '../meanings.ts';
import type { Row } from '../row.ts';

export const FADES: Row[] = [
  {
    en: `(ADD|APPLY|WITH|MAKE|PLACE)? fading (TO|OF)? MUSIC lasting* / FADE MUSIC (IN AND OUT|IN_AND_OUT|IN|OUT) atend*
          MAKE? MUSIC fading atend* / fading MUSIC atend*
          (ADD|APPLY|PLACE) TIME? fading lasting* (TO|ON|FOR|IN|OF|AT)? START? END? MUSIC`,
    zh: `MUSIC (START|END|AT|ADD|LAST)* TIME? fading FOR? TIME? / (ADD|APPLY)? fading MUSIC TIME?
          (TO|FOR)? MUSIC ADD TIME? fading / MUSIC (START|END|LAST)? ADD? fading TIME?`,
    means: (reading) => ({ op: 'music-fade', ...readFade(reading) }),
  },
  {
    en: `(ADD|APPLY|WITH|MAKE|PLACE)? TIME? fading (lasting|(AT|TO|IN|FROM)? (START|END)|of)*
          FADE what (IN AND OUT|IN_AND_OUT|IN|OUT|TO_BLACK|FROM_BLACK) (lasting|(AT|TO)? (START|END))*
          MAKE what fading (lasting|(AT|TO)? (START|END))*`,
    zh: `what? (AT|START|END|LAST|FRONT|FOR|ADD|APPLY|TIME|SET)* fading FOR? TIME? what? / what? ADD TIME? fading
          START FADE IN END FADE OUT TIME? / START FADE IN AND END FADE OUT TIME?
          what? (START|AT|TIME|LAST|END)* (BECOME|CHANGE)? fading TIME? / fading (what) TIME?
          what? (AT)? (START|END|LAST) (ADD)? (TIME)? fading (TIME)?`,
    means: (reading) =>
      reading.isEach ? null : { op: 'fade', ...reading.of, ...readFade(reading) },
  },
  {
    en: `(REMOVE|NO) ALL? CROSSFADE (BETWEEN? of)?`,
    zh: `(REMOVE|NO) (what|ALL)? BETWEEN? CROSSFADE / what? BETWEEN? CROSSFADE (REMOVE|NO)`,
    means: () => ({ op: 'cross-fade', seconds: 0 }),
  },
  {
    en: `(ADD|APPLY|PLACE|WITH|MAKE|JOIN)? TIME? CROSSFADE lasting? (BETWEEN|ON|TO|FOR|IN|WITH)? ((ALL|IT)* (CLIPS|PICTURES|VIDEO)|IT|(FIRST|ORD|REF) (AND|TO|WITH) REF)? lasting?
          (CROSSFADE|FADE) (FROM)? REF (TO|AND|WITH) REF lasting? / JOIN what (WITH|BY) TIME? CROSSFADE lasting?`,
    zh: `AT? (what|ALL|NUM)? (BETWEEN|CENTER)? (ADD|APPLY|SET|PLACE)? TIME? CROSSFADE (FOR|APPLY)? TIME?
          REF AND REF BETWEEN? (ADD|APPLY|PLACE)? TIME? CROSSFADE TIME? / CROSSFADE (what) TIME?
          CROSSFADE (FOR|CHANGE|BECOME|TO)* TIME / (ADD|APPLY) TIME? CROSSFADE (TO|AT)? what? BETWEEN? TIME?
          JOIN what? COMMA? ADD? TIME? CROSSFADE / what? ADD TIME? CROSSFADE`,
    means: readCrossFade,
  },
];

export const MUSIC: Row[] = [
  {
    en: `MUSIC? (NOT|NO) LOOP MUSIC / PLAY MUSIC ONLY? ONCE / MAKE? MUSIC PLAY? ONLY? ONCE / MUSIC (NOT|NO) LOOP
          NOT MUSIC FROM LOOP`,
    zh: `MUSIC (NOT|NO|REMOVE) LOOP / MUSIC ONLY? PLAY? ONCE / MUSIC (NOT|NO) LOOP PLAY / ONLY? PLAY ONCE MUSIC
          (NOT|NO) LOOP MUSIC / REMOVE MUSIC LOOP / MUSIC PLAY ONCE`,
    means: () => ({ op: 'music-loop', loop: false }),
  },
  {
    en: `(KEEP|MAKE|PLAY|SET)? LOOP MUSIC (TO END|THROUGHOUT|of)? / (MAKE|PLAY|KEEP|SET)? MUSIC LOOP (TO END|THROUGHOUT)?`,
    zh: `MUSIC (CHANGE|BECOME)? LOOP PLAY? (TO END)? / LOOP PLAY? MUSIC`,
    means: () => ({ op: 'music-loop', loop: true }),
  },
  {
    en: `REMOVE ALL? MUSIC of? / TAKE MUSIC (OUT|OFF) of? / NO MUSIC / CLEAR MUSIC`,
    zh: `REMOVE what? MUSIC / MUSIC REMOVE / NO MUSIC / MUSIC NO / CLEAR MUSIC`,
    means: () => ({ op: 'remove-music' }),
  },
  {
    en: `(ADD|PLACE|APPLY|PLAY|WITH|MAKE|SET|CHANGE|RENAME)+ (PCT|SOFT|LOUD)? music how* UNDER? of?
          (PCT|SOFT|LOUD) music how* of? / music how+ of?
          (ADD|PLACE|APPLY|PLAY|SET|MAKE) music (AS|FOR|IN|TO)? (MUSIC|BACKGROUND) how*
          (ADD|PLACE|APPLY|PLAY) music (UNDER|TO|ON|OVER) what how* / (SET|CHANGE|SWAP|RENAME) MUSIC (TO|WITH) SONG how*`,
    zh: `(TO|ON|FOR)? what? (ADD|PLACE|APPLY)+ (SOFT|PCT)? music (BE_MUSIC|AS MUSIC|AS)? COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how*
          music COMMA? (VOLUME|SOUND)? (BECOME|CHANGE|TO)* how+ / (APPLY|ADD)? music (BE_MUSIC|AS MUSIC) how*
          what? (ADD|APPLY) (SOFT|PCT VOLUME?)? music / MUSIC (BECOME|CHANGE TO) SONG
          what? (ADD|PLACE|APPLY) music COMMA? VOLUME (LESS|SOFT)`,
    means: readMusic,
  },
];
