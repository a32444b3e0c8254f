import type { Context, Outcome } from '../operations/context.ts';
import { parseArguments, type ArgumentShape, type Arguments } from './arguments.ts';

interface ScriptBase extends ArgumentShape {
  summary: string;
  examples: string[];
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

/** Runs a script from command line to exit code. Nothing is loaded that the command line does not ask for. */
export async function runScript(script: Script): Promise<void> {
  const argv = process.argv.slice(2);
  // The reader of our output may leave early (`| head`); that is no error.
  process.stdout.on('error', () => {});
  let given: Arguments;
  try {
    given = parseArguments(script, argv);
  } catch (error) {
    return refuseArguments(error, argv.includes('--json'));
  }
  if (given.help) {
    const { renderHelp } = await import('./help.ts');
    process.stdout.write(renderHelp(script));
  } else if (given.version) {
    const { printVersion } = await import('./version.ts');
    await printVersion();
  } else if ('runOffline' in script) {
    const { runOffline } = await import('./offline.ts');
    await runOffline(script, given);
  } else {
    const { runOnline } = await import('./online.ts');
    await runOnline(script, given);
  }
}

async function refuseArguments(error: unknown, json: boolean): Promise<void> {
  const { printFailure } = await import('./document.ts');
  const { createReporter } = await import('../ports/reporter.ts');
  const reporter = createReporter({
    json,
    verbose: false,
    stdout: process.stdout,
    stderr: process.stderr,
  });
  printFailure(error, { reporter, verbose: false });
}
