import type { Api } from '../../backend/api.ts';
import { SkillError } from '../../system/errors.ts';
import { nextPollDelayMs, type PollReading } from '../../backend/poll-policy.ts';
import type { RenderRecord } from '../../core/records.ts';
import type { RenderStatus } from '../../backend/render-status.ts';
import { isPassing } from '../../backend/retry-policy.ts';
import { verbatim, type Text } from '../../words/text.ts';
import { exportWords } from '../../words/exports.ts';
import type { Clock } from '../../system/clock.ts';
import type { Reporter } from '../../ports/reporter.ts';

export interface RenderWaitOptions {
  api: Api;
  clock: Clock;
  reporter: Reporter;
  signal: AbortSignal;
  render: RenderRecord;
  /** How long a render of this length should take, from earlier ones. */
  expectedMs: number | undefined;
  /** Clock time at which to stop waiting. */
  deadlineMs: number;
}

export type RenderEnd =
  | {
      phase: 'completed';
      url: string | undefined;
      polls: number;
      /** From submission to completion; undefined when it was completed before anyone looked. */
      tookMs: number | undefined;
    }
  /** The reason is in the service's own words, where it gives any. */
  | { phase: 'failed'; reason: Text | undefined; polls: number }
  | { phase: 'running'; polls: number };

/** A render that has just been submitted may not be known everywhere yet. */
const SETTLING_MS = 60_000;
/** An outage that lasts longer is worth saying; the render is not lost by it. */
const LONGEST_OUTAGE_MS = 5 * 60_000;
/** `completed` without a URL: asked again a few times, then the download endpoint is used (wire-contract.md 2.8). */
const URL_POLLS = 3;

/** Polls a render until it is completed or failed, or until the time is up. It never submits anything. */
export async function waitForRender(options: RenderWaitOptions): Promise<RenderEnd> {
  const { clock, signal, render, deadlineMs, expectedMs } = options;
  const submittedAtMs = Date.parse(render.submitted_at);
  const isOld = clock.now() - submittedAtMs > SETTLING_MS;
  const readings: PollReading[] = [];
  let withoutUrl = 0;
  let heardAtMs = clock.now();
  for (let polls = 0; ;) {
    const delayMs = nextPollDelayMs({
      submittedAtMs,
      nowMs: clock.now(),
      readings,
      timelineMs: render.timeline_ms,
      expectedMs,
    });
    // A render resumed long after its submission is asked about at once.
    const overdue = polls === 0 && isOld;
    const wakeMs = overdue ? clock.now() : clock.now() + delayMs;
    await clock.sleep(Math.max(0, Math.min(wakeMs, deadlineMs) - clock.now()), signal);
    const status = await pollOnce(options, heardAtMs);
    polls += 1;
    if (status.phase !== 'unheard') heardAtMs = clock.now();
    readings.push({
      atMs: clock.now(),
      progress: status.phase === 'waiting' ? status.progress : undefined,
    });
    if (status.phase === 'failed') return { ...status, polls };
    if (status.phase === 'completed') {
      withoutUrl += 1;
      const wasWatched = !isOld || polls > 1;
      const tookMs = wasWatched ? clock.now() - submittedAtMs : undefined;
      if (status.url !== undefined || withoutUrl > URL_POLLS) return { ...status, polls, tookMs };
    }
    if (clock.now() >= deadlineMs) return { phase: 'running', polls };
    tellProgress(options.reporter, status, polls);
  }
}

type PollResult =
  | Exclude<RenderStatus, { phase: 'failed' }>
  | { phase: 'failed'; reason: Text | undefined }
  | { phase: 'unheard' };

/** One poll. What may pass by itself does not end the wait, unless nothing was heard for too long. */
async function pollOnce(
  { api, render, signal, clock, reporter }: RenderWaitOptions,
  heardAtMs: number,
): Promise<PollResult> {
  try {
    const { status } = await api.readRender(render.render_id, signal);
    if (status.phase !== 'failed') return status;
    return { phase: 'failed', reason: status.reason ? verbatim(status.reason) : undefined };
  } catch (error) {
    if (signal.aborted || !(error instanceof SkillError)) throw error;
    const isUnknown = error.code === 404;
    if (isUnknown && clock.now() - Date.parse(render.submitted_at) > SETTLING_MS)
      return { phase: 'failed', reason: exportWords.unknownRender() };
    const mayPass = isUnknown || isPassing(error) || error.kind === 'rate_limit';
    if (!mayPass || clock.now() - heardAtMs > LONGEST_OUTAGE_MS) throw error;
    reporter.debug(`Poll failed, going on: ${error.message}`);
    return { phase: 'unheard' };
  }
}

function tellProgress(reporter: Reporter, status: PollResult, polls: number): void {
  const progress = status.phase === 'waiting' ? status.progress : undefined;
  if (progress !== undefined)
    reporter.progress(exportWords.renderingAt(Math.round(progress * 100)));
  else if (polls % 2 === 1) reporter.progress(exportWords.rendering());
}
