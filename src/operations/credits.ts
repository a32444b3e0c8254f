import type { Credits } from '../backend/api.ts';
import type { Outcome } from '../core/outcome.ts';
import { creditWords } from '../words/credits.ts';
import { openAccount } from './account.ts';
import type { Context } from './context.ts';

/** Tells the balance. `frozen` is reserved by work in progress. */
export async function showCredits(context: Context): Promise<Outcome<Credits>> {
  const { api } = await openAccount(context);
  const credits = await api.readCredits(context.signal);
  context.reporter.say(creditWords.balance(credits));
  return { status: 'done', fields: credits };
}
