import type { Outcome } from '../system/outcome.ts';
import type { Context } from '../steps/context.ts';
import type { Arguments } from './arguments.ts';
import type { ArgumentShape } from './options.ts';

interface ScriptBase extends ArgumentShape {
  summary: string;
  examples: string[];
  /** Its word is what the user said. */
  takesMessage?: true;
}

/** A script that talks to the backend, or to what is remembered. `run` loads what it needs only when it is really run. */
export interface OnlineScript extends ScriptBase {
  run(context: Context, given: Arguments): Promise<Outcome>;
}

/** A script that needs neither network nor memory. */
export interface OfflineScript extends ScriptBase {
  runOffline(given: Arguments): Promise<Outcome>;
}

/** One command of the skill: what `scripts/<name>.mjs` is made of. */
export type Script = OnlineScript | OfflineScript;
