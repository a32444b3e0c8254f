/** Phrases that go on with the step before them: "… and make it yellow", "… and the last 2 seconds". */
import type { Operation } from '../operations/operation.ts';
import { isContradictory, kind, readDetails } from './looks.ts';
import { first, last, readMusic } from './meanings.ts';
import type { GoingOn } from './row.ts';

export const GOING_ON: GoingOn[] = [
  {
    after: ['music'],
    say: `(SET|CHANGE|MAKE|KEEP|PLAY|ADD|RAISE|LOWER)? (IT|MUSIC)? VOLUME? (IT|MUSIC)? (TO|AT|BE|BECOME)* PCT VOLUME?
          how+ / (MAKE|PLAY|KEEP|ADD)? IT? (SOFT|LOUD|ONCE|LOOP|(NOT|NO) LOOP|fading lasting?) / VOLUME (LESS|SOFT)
          (FADE IT? (IN|OUT)) lasting? / (NOT|NO) LOOP IT / LOOP IT / PLAY? ONCE / ONLY? PLAY? ONCE`,
    means: (reading, before) => ({ ...before, ...readMusic(reading) }) as Operation,
  },
  {
    after: ['title', 'change-title', 'subtitles'],
    say: `(MAKE|SET|CHANGE|PLACE|MOVE|SHOW|KEEP|PLAY|WRITE|PUT_TO|BECOME|WITH)* (IT|title)? COLOR_WORD? (TO|BE|BECOME|IN|LAST_FOR)* (detail)(AND? detail)*
          APPLY detail+`,
    means: (reading, before) => {
      const details = readDetails(reading);
      const isToldTwice = Object.keys(details).some((key) => key in before);
      if (isToldTwice || isContradictory(reading)) return null;
      return { ...before, ...details } as Operation;
    },
  },
  {
    after: ['cut'],
    say: `LAST TIME of? / (LAST|END) TIME REMOVE? / TIME (FROM|OFF|AT)* END of?`,
    means: (reading, before) => [before, last('cut')(reading) ?? []].flat(),
  },
  {
    after: ['cut'],
    say: `FIRST TIME of? / TIME (FROM|OFF|AT)* START of?`,
    means: (reading, before) => [before, first('cut')(reading) ?? []].flat(),
  },
  {
    after: ['remove-titles', 'remove-music'],
    say: `MUSIC / title`,
    means: (reading, before) => [
      before,
      reading.has('MUSIC') ? { op: 'remove-music' } : { op: 'remove-titles', ...kind(reading) },
    ],
  },
  {
    after: ['title', 'subtitles', 'fade', 'cross-fade'],
    say: `SOFT? MUSIC`,
    means: (reading, before) => [before, readMusic(reading)],
  },
  { after: ['place'], say: `UNCHANGED`, means: (_reading, before) => before },
  {
    after: ['fade'],
    say: `OUT lasting?`,
    means: (reading, before) => ({ ...before, out: reading.time ?? 1 }) as Operation,
  },
  { after: ['shape'], say: `FOR_PHONES`, means: (_reading, before) => before },
];
