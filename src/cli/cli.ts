/**
 * The command line: a script from its words to its exit code. Read this first; `arguments.ts` parses, `report.ts` prints,
 * `command.ts` builds what a command may use. Nothing is loaded that the command line does not ask for.
 */
import { standardError, standardOutput } from '../system/output.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import type { Script } from './script.ts';

/** Runs a script and sets the exit code. */
export async function runScript(script: Script): Promise<void> {
  const argv = process.argv.slice(2);
  let given: Arguments | undefined;
  let problem: unknown;
  try {
    given = parseArguments(script, argv);
  } catch (error) {
    problem = error;
  }
  if (given?.help) {
    const { renderHelp } = await import('./help.ts');
    standardOutput.write(renderHelp(script));
    return;
  }
  if (given?.version) {
    const { loadSkill } = await import('../backend/attribution.ts');
    const { name, version } = await loadSkill(undefined);
    standardOutput.write(`${name} ${version}\n`);
    return;
  }
  if (given && 'run' in script) {
    const { runCommand } = await import('./command.ts');
    return runCommand(script, given);
  }
  const { createReport } = await import('./report.ts');
  const { findSpeech, guessSpeech } = await import('./speech.ts');
  const report = createReport({
    json: given?.json ?? argv.includes('--json'),
    verbose: given?.verbose ?? false,
    speech: given ? findSpeech(script, given) : guessSpeech(script, argv),
    stdout: standardOutput,
    stderr: standardError,
  });
  try {
    if (!given || !('runOffline' in script)) throw problem;
    report.conclude(await script.runOffline(given));
  } catch (error) {
    process.exitCode = report.fail(error);
  }
}
