/** The studio as a program of its own, its guests, and the processor time of both it and its workers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnv } from './bench-meter.ts';

/** What `npm run studio` runs. */
const STUDIO = fileURLToPath(new URL('studio.mjs', import.meta.url));

export type Program = Awaited<ReturnType<typeof startProgram>>;

export async function startProgram(words: string[]) {
  const child = spawn(process.execPath, [STUDIO, ...words], {
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const end = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { url: /http:\S+/.exec(line.toString('utf8'))?.[0] ?? '', pid: child.pid ?? 0, end };
}

export type Guest = Awaited<ReturnType<typeof enterStudio>>;

/** A client with a project of its own. */
export async function enterStudio(url: string, clientId: string) {
  const headers: Record<string, string> = {
    'X-Client-Id': clientId,
    'X-Skill-Source': 'bench',
    'X-Skill-Version': '1',
    'X-Skill-Platform': 'bench',
  };
  const ask = async (path: string, body?: FormData | object) => {
    const isForm = body instanceof FormData;
    const response = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { ...headers, ...(body && !isForm && { 'Content-Type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    return response.text();
  };
  // oxlint-disable-next-line typescript/no-explicit-any
  const read = async (...request: Parameters<typeof ask>): Promise<any> =>
    JSON.parse(await ask(...request));
  headers['Authorization'] = `Bearer ${(await read('/api/auth/anonymous-token', {})).data.token}`;
  const { session_id: id } = (await read('/api/tasks/me/with-session/nemo_agent', {})).data;
  const readState = async () => (await read(`/api/state/nemo_agent/me/${id}/latest`)).data.state;
  let renders = 0;
  return {
    async upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      const form = new FormData();
      form.append('files', new Blob([bytes]), name);
      await ask(`/api/upload-video/nemo_agent/me/${id}`, form);
    },
    async tell(text: string): Promise<void> {
      const message = { app_name: 'nemo_agent', user_id: 'me', session_id: id };
      await ask('/run_sse', { ...message, new_message: { parts: [{ text }] } });
    },
    readState,
    readCredits: async (): Promise<number> =>
      (await read('/api/credits/balance/simple')).data.available,
    /** Exports the project as it is, and tells how the studio did it. */
    async render(output: object): Promise<string> {
      renders += 1;
      const { draft } = await readState();
      const job = { id: `${clientId}-${renders}`, sessionId: id, draft, output };
      await ask('/api/render/proxy/lambda', job);
      for (;;) {
        await sleep(100);
        const answer = await read(`/api/render/proxy/lambda/${job.id}`);
        if (answer.status === 'completed') return answer.path;
        if (!['pending', 'processing'].includes(answer.status)) throw new Error(answer.error);
      }
    },
  };
}

/** The system counts in these. */
const TICK_MS = 10;

/** Processor time so far of a process and all that is below it, the ended ones too. Linux only. */
export async function readTreeCpuMs(root: number): Promise<number> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map(readTimes));
  const sumOf = (pid: number): number =>
    all
      .filter((times) => times.parent === pid)
      .reduce(
        (sum, times) => sum + sumOf(times.pid),
        all.find((times) => times.pid === pid)?.ms ?? 0,
      );
  return sumOf(root);
}

/** Its own time and that of its children that have ended; nothing when it has ended itself meanwhile. */
async function readTimes(pid: string): Promise<{ pid: number; parent: number; ms: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The name, in brackets, may hold anything; see proc_pid_stat(5) for what comes after it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { pid: Number(pid), parent: fields[1] ?? -1, ms: ticks * TICK_MS };
}
