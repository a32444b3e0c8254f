import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/dev/studio.mjs', import.meta.url));

/** The studio as a process of its own, which can be killed. */
export interface Program {
  url: string;
  pid: number;
  /** Ends it, waits until it has, and returns its exit code: null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program as `npm run studio` does; throws what it printed when it does not start. */
export async function startProgram(
  words: string[],
  place: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Program> {
  const child = spawn(process.execPath, [SCRIPT, ...words], {
    ...place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await readUrl(child);
  const end: Program['end'] = async (signal) => {
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return gone;
  };
  return { url, pid: child.pid ?? 0, end };
}

function readUrl(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const url = /^NemoVideo studio: (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(printed)));
  });
}
