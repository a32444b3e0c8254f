import type { StudioClip, StudioTimeline, StudioTitle } from '../timeline.ts';
import { measureTimeline, settleTimeline } from './settle.ts';

export interface Span {
  startMs: number;
  endMs: number;
}

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
  const kept: StudioClip[] = [];
  let position = 0;
  for (const clip of clips) {
    const from = Math.max(startMs, position);
    const to = Math.min(endMs, position + clip.durationMs);
    if (to > from) {
      const skippedMs = Math.round((from - position) * clip.speed);
      const sourceStartMs = clip.sourceStartMs + skippedMs;
      kept.push({ ...clip, sourceStartMs, durationMs: to - from });
    }
    position += clip.durationMs;
  }
  return kept;
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
    fadeInMs: index === 0 ? fadeInMs : 0,
    fadeOutMs: index === after.length - 1 ? fadeOutMs : 0,
  }));
}
