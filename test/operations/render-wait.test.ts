import { expect, test } from 'vitest';
import type { Api } from '../../src/backend/api.ts';
import { SkillError } from '../../src/system/errors.ts';
import type { RenderStatus } from '../../src/backend/render-status.ts';
import { waitForRender, type RenderEnd } from '../../src/operations/export/render-wait.ts';
import { createReporter } from '../../src/ports/reporter.ts';
import { ENGLISH } from '../support/speech.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { verbatim } from '../../src/words/text.ts';
import { exportWords } from '../../src/words/exports.ts';

type Reading = RenderStatus | SkillError;

const waiting = (progress?: number): Reading => ({ phase: 'waiting', progress });
const done: Reading = { phase: 'completed', url: 'https://cdn.example/render.mp4' };
const failure = (kind: SkillError['kind'], code?: number): SkillError =>
  new SkillError(kind, verbatim('no'), { advice: verbatim(''), code });

/** Waits for a render whose polls answer as listed, the last one for good; tells when each poll came, in seconds. */
async function poll(
  readings: Reading[],
  { ageMs = 0, waitMs = 900_000 } = {},
): Promise<{ end: RenderEnd; atSeconds: number[] }> {
  const clock = createFakeClock();
  const startedMs = clock.now();
  const atSeconds: number[] = [];
  const api = {
    async readRender() {
      const reading = readings[Math.min(atSeconds.length, readings.length - 1)];
      atSeconds.push((clock.now() - startedMs) / 1000);
      if (reading instanceof SkillError) throw reading;
      return { id: undefined, status: reading };
    },
  } as unknown as Api;
  const silent = { write: () => {} };
  const ended = waitForRender({
    api,
    clock,
    reporter: createReporter({
      speech: ENGLISH,
      json: true,
      verbose: false,
      stdout: silent,
      stderr: silent,
    }),
    signal: new AbortController().signal,
    render: {
      render_id: 'render_1',
      project: 'default',
      session_id: '1',
      submitted_at: new Date(startedMs - ageMs).toISOString(),
      timeline_ms: 30_000,
      name: 'video',
    },
    expectedMs: undefined,
    deadlineMs: startedMs + waitMs,
  });
  ended.catch(() => {});
  for (let second = 0; second <= 1_000; second += 1) await clock.advance(1_000);
  return { end: await ended, atSeconds };
}

test('a render is asked about after 10 s at first and never more than 30 s apart', async () => {
  const { end, atSeconds } = await poll([...Array.from({ length: 20 }, () => waiting()), done]);
  const gaps = atSeconds.map((second, index) => second - (atSeconds[index - 1] ?? 0));

  expect(end).toMatchObject({ phase: 'completed', polls: 21 });
  expect(atSeconds[0]).toBe(10);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
});

test.each([
  ['a broken connection', failure('network')],
  ['a rate limit', failure('rate_limit', 429)],
  ['a server error', failure('backend', 503)],
  ['an unknown id just after the submission', failure('backend', 404)],
])('%s does not end the wait', async (_name, error) => {
  expect((await poll([error, waiting(0.5), done])).end).toMatchObject({
    phase: 'completed',
    polls: 3,
  });
});

test.each([
  ['a refused token', failure('auth', 1001)],
  ['a plan without export', failure('plan', 402)],
])('%s ends it', async (_name, error) => {
  await expect(poll([error, done])).rejects.toBe(error);
});

test.each([
  ['long after the submission', { ageMs: 3_600_000 }],
  ['still a minute after the submission', {}],
])('an id that is unknown %s is a failed render', async (_name, options) => {
  expect((await poll([failure('backend', 404)], options)).end).toMatchObject({
    phase: 'failed',
    reason: exportWords.unknownRender(),
  });
});

test('an outage of more than five minutes ends the wait, a shorter one does not', async () => {
  const outage = failure('network');
  const polls = Array.from({ length: 12 }, () => outage);

  expect((await poll([...polls, done])).end).toMatchObject({ phase: 'completed' });
  await expect(poll([outage])).rejects.toBe(outage);
});

test('completed without a URL is asked again three times, then taken as it is', async () => {
  const { end } = await poll([{ phase: 'completed', url: undefined }]);

  expect(end).toMatchObject({ phase: 'completed', url: undefined, polls: 4 });
});

test('a render that was submitted long ago is asked about at once, and tells nothing of its pace', async () => {
  const { end, atSeconds } = await poll([done], { ageMs: 3_600_000 });

  expect(atSeconds).toEqual([0]);
  expect(end).toMatchObject({ tookMs: undefined });
  expect((await poll([waiting(0.5), done])).end).toMatchObject({ tookMs: expect.any(Number) });
});

test('the wait ends with one last poll when the time is up', async () => {
  const { end, atSeconds } = await poll([waiting(0.1)], { waitMs: 25_000 });

  expect(end).toMatchObject({ phase: 'running' });
  expect(atSeconds.at(-1)).toBe(25);
});

test('a failed render is the end, with its reason', async () => {
  expect((await poll([{ phase: 'failed', reason: 'out of memory' }])).end).toEqual({
    phase: 'failed',
    reason: verbatim('out of memory'),
    polls: 1,
  });
});
