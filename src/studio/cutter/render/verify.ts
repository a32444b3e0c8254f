import { RenderError } from './errors.ts';
import type { ProbedFacts, RenderPlan } from './plan.ts';

/** What a finished render is: its facts as probed, and its size. */
export interface RenderedFacts extends ProbedFacts {
  bytes: number;
}

/** AAC is written in frames of 1024 samples, so sound may end up to one of them after the picture. */
const AUDIO_FRAME_MS = 1024 / 48;

/** Compares a finished file with its plan; throws `unverified` when it is not what was planned. */
export function verifyResult(plan: RenderPlan, facts: RenderedFacts): RenderedFacts {
  const { picture, durationMs } = plan;
  const wantsSound = plan.streams.some((stream) => stream.kind === 'audio');
  const toleranceMs = 1000 / (picture?.fps ?? 30) + AUDIO_FRAME_MS * 2;
  const complaints = [
    facts.bytes > 0 ? '' : 'it is empty',
    facts.width === picture?.width && facts.height === picture?.height
      ? ''
      : `its picture is ${facts.width} x ${facts.height}`,
    facts.hasAudio === wantsSound ? '' : `its sound is ${facts.hasAudio ? 'unwanted' : 'missing'}`,
    Math.abs(facts.durationMs - durationMs) <= toleranceMs
      ? ''
      : `it lasts ${facts.durationMs} ms instead of ${Math.round(durationMs)} ms`,
  ].filter((complaint) => complaint !== '');
  if (complaints.length === 0) return { ...facts, durationMs: facts.durationMs || durationMs };
  throw new RenderError(
    'unverified',
    `The rendered file is not what was planned: ${complaints.join(', ')}.`,
  );
}
