/** A job that is killed after each of its steps and run again does every step once. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { clearSamples, makeSamples, setStage, type Samples, type Stage } from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

const WORDS = 'trim to 1 second, then show the timeline, then export it';

const countOf = ({ studio }: Stage, method: string, path: RegExp): number =>
  studio.requests.filter((request) => request.method === method && path.test(request.path)).length;

/** The request after which the process is killed, and how much later. */
const KILLS: [string, string, RegExp, number][] = [
  ['while its upload is on the way', 'POST', /upload-video/, 0],
  ['just after its upload', 'POST', /upload-video/, 60],
  ['just after its message', 'POST', /run_sse$/, 0],
  ['while the editor works', 'POST', /run_sse$/, 150],
  ['just after its submission', 'POST', /\/lambda$/, 0],
  ['while it waits for the render', 'POST', /\/lambda$/, 300],
  ['while it fetches the file', 'GET', /^\/render-result/, 0],
];

async function killAndRunAgain([
  when,
  method,
  path,
  laterMs,
]: (typeof KILLS)[number]): Promise<void> {
  const stage = await setStage({ stepDelayMs: 100, renderDelayMs: 3_000 });
  if (method === 'GET')
    stage.studio.faults.add({ path, action: 'stall-after-bytes', afterBytes: 1_000 });
  const words = ['run', WORDS, '--file', samples.clip, '--out', `${stage.home}/`, '--json'];
  const killed = runScriptUntil(stage, words);
  await expect.poll(() => countOf(stage, method, path), { interval: 2 }).toBeGreaterThan(0);
  await wait(laterMs);
  killed.kill('SIGKILL');
  await killed.ended;
  const document = await stage.json(...words);
  const state = await stage.json('state');

  expect(document, when).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 1 } });
  expect(
    document['steps'].map(({ action }: { action: string }) => action),
    when,
  ).toEqual(['upload', 'chat', 'state', 'export']);
  expect(state['media'], when).toHaveLength(1);
  expect(stage.studio.messages, when).toHaveLength(1);
  expect(countOf(stage, 'POST', /\/lambda$/), when).toBe(1);
}

/** Some look at the timeline after half a minute: they wait together. */
test('a job that is killed after any of its steps does each of them once', async () => {
  await Promise.all(KILLS.map(killAndRunAgain));
}, 240_000);

test('a job that needs no upload any more does not repeat its edit', async () => {
  const stage = await setStage({ renderDelayMs: 8_000 });
  await stage.json('upload', samples.clip);
  const words = ['run', 'upload my clip, mute it and export it', '--out', `${stage.home}/`];
  const first = await stage.json(...words, '--wait', '5');
  expect(first).toMatchObject({ status: 'running' });
  await wait(5_500);
  const document = await stage.json(...words);

  expect(document).toMatchObject({ exitCode: 0, status: 'done' });
  expect(stage.studio.messages).toHaveLength(1);
});
