import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { makeFolder, parseDocument, runLine, type Stage } from './support.ts';

/** Runs a command line as it stands, from a folder of its own, and parses its document. */
export async function follow(place: ScriptHome, line: string): ReturnType<Stage['json']> {
  const { exitCode, stdout } = await runLine(place, line, await makeFolder());
  return { ...parseDocument(stdout), exitCode };
}

/** The same with the command under `next`. */
export const runNext = (
  place: ScriptHome,
  { next }: Record<string, unknown>,
): ReturnType<Stage['json']> => follow(place, String(next));
