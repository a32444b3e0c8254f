import type { Already, Change, Refusal } from '../operations/change.ts';
import { CHANGES } from './changes.ts';
import { ALREADY, REFUSALS } from './refusals.ts';
import type { Phrase } from './figures.ts';

type Say = (told: unknown) => [en: string, zh: string];

/** Says what was done, or why it was not. */
export function say(told: Change | Refusal | Already): Phrase {
  const [table, name]: [Record<string, unknown>, string] =
    'did' in told
      ? [CHANGES, told.did]
      : 'why' in told
        ? [REFUSALS, told.why]
        : [ALREADY, told.already];
  const [en, zh] = (table[name] as Say)(told);
  return { en, zh };
}
