import type { Outcome } from '../core/outcome.ts';
import type { Context } from '../operations/context.ts';
import type { ArgumentShape, Arguments } from './arguments.ts';

interface ScriptBase extends ArgumentShape {
  summary: string;
  examples: string[];
  /** Its word is what the user said. */
  takesMessage?: true;
}

/** A command that talks to the backend. `run` loads what it needs only when it is really run. */
export interface OnlineScript extends ScriptBase {
  run(context: Context, given: Arguments): Promise<Outcome>;
}

/** A command that needs neither network nor state. */
export interface OfflineScript extends ScriptBase {
  runOffline(context: Pick<Context, 'reporter'>, given: Arguments): Promise<Outcome>;
}

/** One command of the skill: what `scripts/<name>.mjs` is made of. */
export type Script = OnlineScript | OfflineScript;
