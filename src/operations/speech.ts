import { findKnownAccount } from './account.ts';
import { accountKey } from './account-key.ts';
import type { Context } from './context.ts';

/** Speaks as the project remembers, where nobody says how and no words of the user's show it. No network. */
export async function recallSpeech(context: Context): Promise<void> {
  const { store, project, speech } = context;
  if (!speech.isGuess) return;
  const account = await findKnownAccount(context);
  const found = account && (await store.project(project, accountKey(account)));
  speech.language = found?.spoken ?? speech.language;
}
