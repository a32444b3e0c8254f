import {
  listStarts,
  measureTimeline,
  type StudioClip,
  type StudioTimeline,
  type StudioTitle,
} from '../timeline.ts';
import { settleTimeline } from './settle.ts';
import type { Span } from './change.ts';

/** Keeps one stretch of the video; titles move along with the picture they were on. */
export function keepSpan(timeline: StudioTimeline, span: Span): StudioTimeline {
  return replaceClips(timeline, {
    clips: cutClips(timeline.clips, span),
    moveTime: (at) => Math.min(Math.max(at, span.startMs), span.endMs) - span.startMs,
  });
}

/** Takes one stretch out of the video and joins the rest. */
export function dropSpan(timeline: StudioTimeline, { startMs, endMs }: Span): StudioTimeline {
  const before = cutClips(timeline.clips, { startMs: 0, endMs: startMs });
  const after = cutClips(timeline.clips, { startMs: endMs, endMs: measureTimeline(timeline) });
  return replaceClips(timeline, {
    clips: [...before, ...after],
    moveTime: (at) => (at <= startMs ? at : Math.max(startMs, at - (endMs - startMs))),
  });
}

function cutClips(clips: StudioClip[], { startMs, endMs }: Span): StudioClip[] {
  const kept: Array<Span & { clip: StudioClip }> = [];
  for (const [index, position] of listStarts(clips).entries()) {
    const clip = clips[index] as StudioClip;
    const from = Math.max(startMs, position);
    const to = Math.min(endMs, position + clip.durationMs);
    // Of a clip cut inside its cross-fade, nothing is left that its neighbour does not cover.
    if (to <= Math.max(from, kept.at(-1)?.endMs ?? 0)) continue;
    while ((kept.at(-1)?.startMs ?? -1) >= from) kept.pop();
    const crossFadeMs = Math.max(0, (kept.at(-1)?.endMs ?? 0) - from);
    const skippedMs = Math.round((from - position) * clip.speed);
    const sourceStartMs = clip.sourceStartMs + skippedMs;
    const { crossFadeMs: _before, ...rest } = clip;
    kept.push({
      startMs: from,
      endMs: to,
      clip: {
        ...rest,
        sourceStartMs,
        durationMs: to - from,
        ...(from > position && { fadeInMs: 0 }),
        ...(to < position + clip.durationMs && { fadeOutMs: 0 }),
        ...(crossFadeMs > 0 && { crossFadeMs }),
      },
    });
  }
  return kept.map(({ clip }) => clip);
}

/** Keeps these stretches of one clip, counted from its beginning; titles stay where they are. */
export function cutClip(timeline: StudioTimeline, cut: StudioClip, parts: Span[]): StudioTimeline {
  const pieces = parts.map(({ startMs, endMs }, index) => ({
    ...cut,
    sourceStartMs: cut.sourceStartMs + Math.round(startMs * cut.speed),
    durationMs: endMs - startMs,
    ...(index > 0 && { crossFadeMs: 0, fadeInMs: 0 }),
    ...(index < parts.length - 1 && { fadeOutMs: 0 }),
  }));
  const clips = timeline.clips.flatMap((clip) => (clip === cut ? pieces : [clip]));
  return settleTimeline({ ...timeline, clips: keepOuterFades(timeline.clips, clips) });
}

/** Takes a clip out with its cross-fades; titles stay where they are. */
export function dropClip(timeline: StudioTimeline, gone: StudioClip): StudioTimeline {
  const at = timeline.clips.indexOf(gone);
  const clips = timeline.clips
    .filter((clip) => clip !== gone)
    .map((clip, index) => (index === at ? { ...clip, crossFadeMs: 0 } : clip));
  return settleTimeline({ ...timeline, clips: keepOuterFades(timeline.clips, clips) });
}

/** The same clips in another order; fades and cross-fades stay where they were. */
export function reorderClips(timeline: StudioTimeline, clips: StudioClip[]): StudioTimeline {
  const joined = clips.map((clip, index) => ({
    ...clip,
    crossFadeMs: timeline.clips[index]?.crossFadeMs ?? 0,
    ...(clip === timeline.clips[0] && { fadeInMs: 0 }),
    ...(clip === timeline.clips.at(-1) && { fadeOutMs: 0 }),
  }));
  return settleTimeline({ ...timeline, clips: keepOuterFades(timeline.clips, joined) });
}

function replaceClips(
  timeline: StudioTimeline,
  { clips, moveTime }: { clips: StudioClip[]; moveTime: (at: number) => number },
): StudioTimeline {
  const titles = timeline.titles
    .map((title) => moveTitle(title, moveTime))
    .filter(({ durationMs }) => durationMs > 0);
  return settleTimeline({ ...timeline, clips: keepOuterFades(timeline.clips, clips), titles });
}

function moveTitle(title: StudioTitle, moveTime: (at: number) => number): StudioTitle {
  const startMs = moveTime(title.startMs);
  return { ...title, startMs, durationMs: moveTime(title.startMs + title.durationMs) - startMs };
}

/** A fade at the beginning or end of the video stays there, whichever clip is there now. */
function keepOuterFades(before: StudioClip[], after: StudioClip[]): StudioClip[] {
  const fadeInMs = before[0]?.fadeInMs ?? 0;
  const fadeOutMs = before.at(-1)?.fadeOutMs ?? 0;
  return after.map((clip, index) => ({
    ...clip,
    ...(index === 0 && fadeInMs > 0 && { fadeInMs }),
    ...(index === after.length - 1 && fadeOutMs > 0 && { fadeOutMs }),
  }));
}
