import { createReporter } from '../ports/reporter.ts';
import type { Arguments } from './arguments.ts';
import { printFailure, printOutcome } from './document.ts';
import type { OfflineScript } from './script.ts';

/** Runs a command that needs neither network nor state. */
export async function runOffline(script: OfflineScript, given: Arguments): Promise<void> {
  const reporter = createReporter({ ...given, stdout: process.stdout, stderr: process.stderr });
  try {
    printOutcome(await script.runOffline({ reporter }, given), reporter);
  } catch (error) {
    printFailure(error, { reporter, verbose: given.verbose });
  }
}
