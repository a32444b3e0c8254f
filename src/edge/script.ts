import type { Outcome } from '../core/outcome.ts';
import { standardError, standardOutput } from '../system/output.ts';
import type { Reporter, ReporterOptions } from '../ports/reporter.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import type { Script } from './definition.ts';

/** Runs a script from command line to exit code. Nothing is loaded that the command line does not ask for. */
export async function runScript(script: Script): Promise<void> {
  const argv = process.argv.slice(2);
  let given: Arguments;
  try {
    given = parseArguments(script, argv);
  } catch (error) {
    const json = argv.includes('--json');
    const { guessSpeech } = await import('./speech.ts');
    const speech = guessSpeech(script, argv);
    return withReporter({ json, verbose: false, speech }, () => Promise.reject(error));
  }
  if (given.help) {
    const { renderHelp } = await import('./help.ts');
    standardOutput.write(renderHelp(script));
    return;
  }
  if (given.version) {
    const { printVersion } = await import('./version.ts');
    await printVersion();
    return;
  }
  const { findSpeech } = await import('./speech.ts');
  const speech = findSpeech(script, given);
  if ('runOffline' in script) {
    await withReporter({ ...given, speech }, (reporter) => script.runOffline({ reporter }, given));
    return;
  }
  const { keepCompiled } = await import('../system/compile-cache.ts');
  keepCompiled();
  const { runOnline } = await import('./online.ts');
  await runOnline(script, { given, speech });
}

/** Runs what needs neither network nor state, and prints its outcome or failure. */
async function withReporter(
  given: Pick<ReporterOptions, 'json' | 'verbose' | 'speech'>,
  perform: (reporter: Reporter) => Promise<Outcome>,
): Promise<void> {
  const { createReporter } = await import('../ports/reporter.ts');
  const reporter = createReporter({ ...given, stdout: standardOutput, stderr: standardError });
  try {
    reporter.conclude(await perform(reporter));
  } catch (error) {
    process.exitCode = reporter.fail(error);
  }
}
