/** How the studio answers while many sessions edit at once, against when it is idle: `npx tsx scripts/dev/bench-studio.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STUDIO = fileURLToPath(new URL('studio.ts', import.meta.url));
const SESSIONS = 20;
const EDITS = 10;
const IDLE_READS = 300;
/** The smallest picture there is: a white GIF. */
const STILL = 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

export interface CrowdFigures {
  /** Edits that are not in the draft, or were not paid for just once. */
  lost: number;
  /** Medians of reading a state, in milliseconds. */
  idleMs: number;
  busyMs: number;
  /** One in twenty takes longer. */
  busyP95Ms: number;
}

interface Guest {
  edit(number: number): Promise<void>;
  /** Reads the state and tells how many titles it has. */
  countTitles(): Promise<number>;
  readCredits(): Promise<number>;
}

/** Twenty sessions write titles without a pause, in a studio that keeps its work on disk. */
export async function measureCrowd(): Promise<CrowdFigures> {
  const home = await mkdtemp(join(tmpdir(), 'bench-'));
  const words = ['--data', home, '--credits', '1000'];
  const child = spawn(process.execPath, ['--import', 'tsx', STUDIO, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /http:\S+/.exec(line.toString('utf8'))?.[0] ?? '';
    const guests: Guest[] = [];
    for (let at = 0; at < SESSIONS; at += 1) guests.push(await enter(url, `guest-${at}`));
    return await watchEditing(guests);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  }
}

async function watchEditing(guests: Guest[]): Promise<CrowdFigures> {
  const observer = guests[0]!;
  for (const guest of guests) await guest.edit(0);
  const idle: number[] = [];
  // The first reads compile the code that the rest runs.
  for (let read = 0; read < IDLE_READS; read += 1) await observer.countTitles();
  for (let read = 0; read < IDLE_READS; read += 1) idle.push(await time(observer.countTitles));
  const busy: number[] = [];
  const ended = new AbortController();
  const edits = guests.map(async ({ edit }) => {
    for (let number = 1; number < EDITS; number += 1) await edit(number);
  });
  const done = Promise.all(edits).finally(() => ended.abort());
  while (!ended.signal.aborted) busy.push(await time(observer.countTitles));
  await done;
  let lost = 0;
  for (const { countTitles, readCredits } of guests) {
    const unpaid = 1000 - (await readCredits()) - 2 * EDITS;
    lost += Math.abs(EDITS - (await countTitles())) + Math.abs(unpaid);
  }
  return {
    lost,
    idleMs: quantile(idle, 0.5),
    busyMs: quantile(busy, 0.5),
    busyP95Ms: quantile(busy, 0.95),
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** A client with a project of its own, and a still in it. */
async function enter(url: string, clientId: string): Promise<Guest> {
  const headers: Record<string, string> = { 'X-Client-Id': clientId };
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
    JSON.parse(await ask(...request)).data;
  headers['Authorization'] = `Bearer ${(await read('/api/auth/anonymous-token', {})).token}`;
  const { session_id: id } = await read('/api/tasks/me/with-session/nemo_agent', {});
  const form = new FormData();
  form.append('files', new Blob([Buffer.from(STILL, 'base64')]), 'still.gif');
  await ask(`/api/upload-video/nemo_agent/me/${id}`, form);
  return {
    async edit(number) {
      const parts = [{ text: `add the title "Title ${number}" at ${number} s` }];
      const message = { app_name: 'nemo_agent', user_id: 'me', session_id: id };
      await ask('/run_sse', { ...message, new_message: { parts } });
    },
    async countTitles() {
      const { state } = await read(`/api/state/nemo_agent/me/${id}/latest`);
      const tracks: { tt: number; sg: unknown[] }[] = state.draft?.t ?? [];
      return tracks.filter(({ tt }) => tt === 7).flatMap(({ sg }) => sg).length;
    },
    readCredits: async () => (await read('/api/credits/balance/simple')).available,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lost, ...times } = await measureCrowd();
  const [idle, busy, slow] = Object.values(times).map((value) => `${value.toFixed(1)} ms`);
  console.log(`${SESSIONS} sessions with ${EDITS} edits each, all at once: ${lost} lost`);
  console.log(
    `state: ${idle} when idle, ${busy} meanwhile (${(times.busyMs / times.idleMs).toFixed(1)} times; asked: 3), 95 %: ${slow}`,
  );
}
