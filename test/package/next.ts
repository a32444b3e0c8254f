import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { makeFolder, parseDocument, type Stage } from './support.ts';

/** Runs the command under `next` as it stands, by a shell and from a folder of its own, and parses its document. */
export async function runNext(
  { home, env }: Stage,
  { next }: Record<string, unknown>,
): ReturnType<Stage['json']> {
  const place = {
    cwd: await makeFolder(),
    env: { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home, ...env },
  };
  const ended = promisify(execFile)(String(next), { ...place, shell: true });
  const { stdout, code } = await ended.then(
    (all) => ({ ...all, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { ...parseDocument(stdout), exitCode: code };
}
