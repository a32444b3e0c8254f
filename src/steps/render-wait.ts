import { isPassing } from '../backend/errors.ts';
import { nextPollDelayMs } from '../backend/poll-policy.ts';
import type { RenderStatus } from '../backend/render-status.ts';
import { SkillError } from '../system/errors.ts';
import type { Reporter } from '../system/reporter.ts';
import { exportWords } from '../words/exports.ts';
import type { Work } from './context.ts';
import type { ExportStep } from './record.ts';

export type RenderEnd = { polls: number } & (
  | {
      phase: 'completed';
      url: string | undefined;
      /** From submission to completion; undefined when it was completed before anyone looked. */
      tookMs: number | undefined;
    }
  | { phase: 'failed'; reason: string }
  /** The service does not know it, and has had time to. */
  | { phase: 'unknown' }
  | { phase: 'running' }
);

/** A render that was confirmed may not be known everywhere for so long; one that was not has probably not arrived. */
const SETTLING_MS = { confirmed: 60_000, unconfirmed: 20_000 };
/** An outage that lasts longer is an error; the render is not lost by it. */
const LONGEST_OUTAGE_MS = 5 * 60_000;
/** `completed` without a URL is asked about so often, then the download endpoint is used (wire-contract.md 2.8). */
const URL_POLLS = 3;
/** Without `--wait`, one call waits no longer; the render goes on and is gone on with. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** Polls a render until it is completed or failed, or until the time is up. It never submits anything. */
export async function waitForRender(work: Work, render: Render): Promise<RenderEnd> {
  const { clock, signal, reporter, deadlineMs = clock.now() + LONGEST_WAIT_MS } = work.context;
  const submittedAtMs = Date.parse(render.submittedAt);
  const settlingMs = render.isConfirmed ? SETTLING_MS.confirmed : SETTLING_MS.unconfirmed;
  const isOld = clock.now() - submittedAtMs > settlingMs;
  let progress: number | undefined;
  let withoutUrl = 0;
  let heardAtMs = clock.now();
  for (let polls = 1; ; polls += 1) {
    const delayMs = nextPollDelayMs({
      elapsedMs: clock.now() - submittedAtMs,
      polls: polls - 1,
      progress,
      timelineMs: render.timelineMs,
      expectedMs: work.expectRenderMs(render.timelineMs),
    });
    // A render that is gone on with long after its submission is asked about at once.
    const wakeMs = polls === 1 && isOld ? clock.now() : clock.now() + delayMs;
    await clock.sleep(Math.max(0, Math.min(wakeMs, deadlineMs) - clock.now()), signal);
    const status = await poll(work, render, heardAtMs);
    if (status.phase !== 'unheard') heardAtMs = clock.now();
    progress = status.phase === 'waiting' ? status.progress : undefined;
    if (status.phase === 'failed') return { ...status, polls };
    if (status.phase === 'unknown' && clock.now() - submittedAtMs > settlingMs)
      return { phase: 'unknown', polls };
    if (status.phase === 'completed') {
      withoutUrl += 1;
      const wasWatched = !isOld || polls > 1;
      const tookMs = wasWatched ? clock.now() - submittedAtMs : undefined;
      if (status.url !== undefined || withoutUrl > URL_POLLS) return { ...status, polls, tookMs };
    }
    if (clock.now() >= deadlineMs) return { phase: 'running', polls };
    tellProgress(reporter, progress, polls);
  }
}

type PollResult = RenderStatus | { phase: 'unheard' } | { phase: 'unknown' };

type Render = NonNullable<ExportStep['render']>;

/** One poll, under either id: a submission may be answered with an id of something else (wire-contract.md 2.7). */
async function poll(work: Work, render: Render, heardAtMs: number): Promise<PollResult> {
  const status = await pollOnce(work, render.id, heardAtMs);
  if (status.phase !== 'unknown' || !render.otherId) return status;
  const other = await pollOnce(work, render.otherId, heardAtMs);
  if (other.phase !== 'unknown') Object.assign(render, { id: render.otherId, otherId: render.id });
  return other;
}

/** One request. What may pass by itself does not end the wait, unless nothing was heard for too long. */
async function pollOnce(
  { context, backend }: Work,
  renderId: string,
  heardAtMs: number,
): Promise<PollResult> {
  const { signal, clock, reporter } = context;
  try {
    return (await backend.readRender(renderId, signal)).status;
  } catch (error) {
    if (signal.aborted || !(error instanceof SkillError)) throw error;
    if ([error.status, error.code].includes(404)) return { phase: 'unknown' };
    const mayPass = isPassing(error) || error.kind === 'rate_limit';
    if (!mayPass || clock.now() - heardAtMs > LONGEST_OUTAGE_MS) throw error;
    reporter.debug(`Poll failed, going on: ${error.message}`);
    return { phase: 'unheard' };
  }
}

/** One line at every other poll, and at each that brought news. */
function tellProgress(reporter: Reporter, progress: number | undefined, polls: number): void {
  if (progress !== undefined)
    reporter.progress(exportWords.renderingAt(Math.round(progress * 100)));
  else if (polls % 2 === 1) reporter.progress(exportWords.rendering());
}
