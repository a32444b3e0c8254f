/**
 * The command line: a script from its words to its exit code. Read this first; `arguments.ts` parses, `report.ts` prints,
 * `command.ts` builds what a command may use. Nothing is loaded that the command line does not ask for.
 */
import { standardError, standardOutput } from '../system/output.ts';
import type { Arguments } from './arguments.ts';
import { renderHelp } from './help.ts';
import type { Script } from './script.ts';

/** Runs a script and sets the exit code. */
export async function runScript(script: Script): Promise<void> {
  const argv = process.argv.slice(2);
  if (asksForHelp(argv)) {
    standardOutput.write(renderHelp(script));
    return;
  }
  const { parseArguments } = await import('./arguments.ts');
  let given: Arguments | undefined;
  let problem: unknown;
  try {
    given = parseArguments(script, argv);
  } catch (error) {
    problem = error;
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

/** Answered whatever else is given; behind `--` it is a word of the user's. */
function asksForHelp(argv: string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end).includes('--help');
}
