import type { Outcome } from '../core/outcome.ts';
import { standardError, standardOutput } from '../ports/output.ts';
import type { Reporter } from '../ports/reporter.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import type { Script } from './definition.ts';

/** Runs a script from command line to exit code. Nothing is loaded that the command line does not ask for. */
export async function runScript(script: Script): Promise<void> {
  const argv = process.argv.slice(2);
  let given: Arguments;
  try {
    given = parseArguments(script, argv);
  } catch (error) {
    return withReporter({ json: argv.includes('--json'), verbose: false }, () =>
      Promise.reject(error),
    );
  }
  if (given.help) {
    const { renderHelp } = await import('./help.ts');
    standardOutput.write(renderHelp(script));
  } else if (given.version) {
    const { printVersion } = await import('./version.ts');
    await printVersion();
  } else if ('runOffline' in script) {
    await withReporter(given, (reporter) => script.runOffline({ reporter }, given));
  } else {
    const { runOnline } = await import('./online.ts');
    await runOnline(script, given);
  }
}

/** Runs what needs neither network nor state, and prints its outcome or failure. */
async function withReporter(
  { json, verbose }: { json: boolean; verbose: boolean },
  perform: (reporter: Reporter) => Promise<Outcome>,
): Promise<void> {
  const { createReporter } = await import('../ports/reporter.ts');
  const reporter = createReporter({ json, verbose, stdout: standardOutput, stderr: standardError });
  try {
    reporter.conclude(await perform(reporter));
  } catch (error) {
    process.exitCode = reporter.fail(error);
  }
}
