/** How a render is waited for: when it is asked about, and what ends the wait. */
import { expect, test } from 'vitest';
import type { RenderStatus } from '../../src/backend/render-status.ts';
import type { Work } from '../../src/steps/context.ts';
import { waitForRender, type RenderEnd } from '../../src/steps/render-wait.ts';
import { SkillError } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';
import { createRecordingReporter } from '../support/backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';

type Reading = RenderStatus | SkillError;

const waiting = (progress?: number): Reading => ({ phase: 'waiting', progress });
const done: Reading = { phase: 'completed', url: 'https://cdn.example/render.mp4' };
const failure = (kind: SkillError['kind'], status?: number, code?: number): SkillError =>
  new SkillError(kind, verbatim('no'), { advice: verbatim(''), status, code });
const UNKNOWN = failure('backend', 404);

interface Options {
  ageMs?: number;
  waitMs?: number;
  isConfirmed?: boolean;
  expectedMs?: number;
  /** The id that the submission was answered with is not the render's. */
  otherId?: string;
}

/** Waits for a render whose polls answer as listed, the last one for good; tells when each poll came, in seconds. */
async function poll(readings: Reading[], options: Options = {}) {
  const { ageMs = 0, waitMs, isConfirmed = true, expectedMs, otherId } = options;
  const clock = createFakeClock();
  const reporter = createRecordingReporter();
  const startedMs = clock.now();
  const atSeconds: number[] = [];
  const work = {
    context: {
      clock,
      reporter,
      signal: new AbortController().signal,
      deadlineMs: waitMs === undefined ? undefined : startedMs + waitMs,
    },
    backend: {
      async readRender(id: string) {
        if (otherId !== undefined && id !== otherId) throw UNKNOWN;
        const reading = readings[Math.min(atSeconds.length, readings.length - 1)];
        atSeconds.push((clock.now() - startedMs) / 1000);
        if (reading instanceof SkillError) throw reading;
        return { id: undefined, status: reading };
      },
    },
    expectRenderMs: () => expectedMs,
  } as unknown as Work;
  const end: RenderEnd | SkillError = await clock.until(
    waitForRender(work, {
      id: 'render_1',
      submittedAt: new Date(startedMs - ageMs).toISOString(),
      timelineMs: 30_000,
      stem: 'video',
      isConfirmed,
      otherId,
      tries: 1,
    }).catch((error: SkillError) => error),
  );
  return { end, atSeconds, progressed: reporter.progressed };
}

const gapsOf = (atSeconds: number[]): number[] =>
  atSeconds.map((second, index) => second - (atSeconds[index - 1] ?? 0));

test('a render is asked about after 10 s at first and never more than 30 s apart', async () => {
  const { end, atSeconds } = await poll([...Array.from({ length: 20 }, () => waiting()), done]);
  expect(end).toMatchObject({
    phase: 'completed',
    polls: 21,
    tookMs: (atSeconds.at(-1) ?? 0) * 1000,
  });
  expect(atSeconds[0]).toBe(10);
  expect(Math.max(...gapsOf(atSeconds))).toBeLessThanOrEqual(30);
});

test('the time that earlier renders took says when to ask', async () => {
  const { atSeconds } = await poll([waiting(), waiting(), done], { expectedMs: 20_000 });
  expect(atSeconds.slice(0, 2)).toEqual([13, 17.55]);
});

test('without --wait one call waits 15 minutes, telling how far it is', async () => {
  const { end, atSeconds, progressed } = await poll([waiting(0.25)]);
  expect(end).toMatchObject({ phase: 'running', polls: atSeconds.length });
  expect(atSeconds.at(-1)).toBe(900);
  expect(progressed).toContain('⏳ Rendering… 25%');
});

test('the wait ends with one last poll when --wait is used up', async () => {
  expect(await poll([waiting(0.1)], { waitMs: 25_000 })).toMatchObject({
    end: { phase: 'running' },
    atSeconds: expect.arrayContaining([25]),
  });
  expect((await poll([waiting(), done], { waitMs: 0 })).atSeconds).toEqual([0]);
});

test.each([
  ['a broken connection', failure('network')],
  ['a rate limit', failure('rate_limit', 429)],
  ['a server error', failure('backend', 503)],
  ['an unknown id just after the submission', UNKNOWN],
  ['the same, said in a 200', failure('backend', 200, 404)],
])('%s does not end the wait', async (_name, error) => {
  const { end } = await poll([error, waiting(0.5), done]);
  expect(end).toMatchObject({ phase: 'completed', polls: 3 });
});

test('a render that is not known by the id it was answered with is known by ours', async () => {
  const { end } = await poll([waiting(0.5), done], { otherId: 'render_ours' });
  expect(end).toMatchObject({ phase: 'completed', polls: 2 });
});

test('what will not pass ends it', async () => {
  const error = failure('plan', 402);
  expect((await poll([error, done])).end).toBe(error);
});

test.each([
  ['a minute after a confirmed submission', {}, 60],
  ['20 s after one that was not confirmed', { isConfirmed: false }, 20],
  ['long after the submission, at once', { ageMs: 3_600_000 }, 0],
])('an id that is not known counts as unknown %s', async (_when, options, after) => {
  const { end, atSeconds } = await poll([UNKNOWN], options);
  expect(end).toMatchObject({ phase: 'unknown' });
  const [last = 0, before = 0] = atSeconds.toReversed();
  expect(last).toBeGreaterThanOrEqual(after);
  expect(before).toBeLessThanOrEqual(after);
});

test('an outage of more than five minutes ends the wait, a shorter one does not', async () => {
  const outage = failure('network');
  const polls = Array.from({ length: 12 }, () => outage);
  expect((await poll([...polls, done])).end).toMatchObject({ phase: 'completed' });
  const { end, atSeconds } = await poll([waiting(), outage]);
  expect(end).toBe(outage);
  expect(gapsOf([atSeconds[0] ?? 0, atSeconds.at(-1) ?? 0])[1]).toBeGreaterThan(300);
});

test('completed without a URL is asked again three times, then taken as it is', async () => {
  const { end } = await poll([{ phase: 'completed', url: undefined }]);
  expect(end).toMatchObject({ phase: 'completed', url: undefined, polls: 4 });
});

test('a render that was done before anyone looked tells nothing of its pace', async () => {
  const { end, atSeconds } = await poll([done], { ageMs: 3_600_000 });
  expect(atSeconds).toEqual([0]);
  expect(end).toEqual({ phase: 'completed', url: expect.any(String), polls: 1, tookMs: undefined });
});
