import type { Credits } from '../client/api.ts';
import { openAccount } from './account.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';

/** Tells the balance. `frozen` is reserved by work in progress. */
export async function showCredits(context: Context): Promise<Outcome<Credits>> {
  const { api } = await openAccount(context);
  const credits = await api.readCredits(context.signal);
  const frozen = credits.frozen > 0 ? `, ${credits.frozen} reserved for work in progress` : '';
  context.reporter.say(
    `You have ${credits.available} credits left (${credits.total} in total${frozen}).`,
  );
  return { status: 'done', fields: credits };
}
