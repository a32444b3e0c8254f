import { openBackend } from '../backend/backend.ts';
import type { Context } from '../steps/context.ts';
import { lookAtCredits } from '../steps/look.ts';
import type { Outcome } from '../system/outcome.ts';

/** The balance of the account. */
export async function showCredits(context: Context): Promise<Outcome> {
  const backend = await openBackend(context);
  try {
    return { status: 'done', ...(await lookAtCredits(backend, context.signal)) };
  } finally {
    await backend.close();
  }
}
