import { makeFolder, parseDocument, runLine, type Stage } from './support.ts';

/** Runs the command under `next` as it stands, from a folder of its own, and parses its document. */
export async function runNext(
  stage: Stage,
  { next }: Record<string, unknown>,
): ReturnType<Stage['json']> {
  const { exitCode, stdout } = await runLine(stage, String(next), await makeFolder());
  return { ...parseDocument(stdout), exitCode };
}
