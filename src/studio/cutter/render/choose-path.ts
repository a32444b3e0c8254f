import {
  measureTimeline,
  type MediaFacts,
  type StudioClip,
  type StudioTimeline,
} from '../timeline.ts';
import type { PictureSize } from '../render-size.ts';
import type { RenderMedia, RenderPath } from './plan.ts';

/** Frames a second that any player keeps up with: nobody asked for a clip to be shown at another rate than its own. */
const SLOWEST = 12;
const FASTEST = 60;

interface Setting {
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: PictureSize;
}

/**
 * The cheapest way to what a render would show. A picture is copied only if encoding it anew would
 * change nothing of it: one whole clip, as it is, of the very kind of picture that is asked for.
 */
export function choosePath(timeline: StudioTimeline, { media, output }: Setting): RenderPath {
  const { clips, music, titles } = timeline;
  const [clip, ...others] = clips;
  const facts = clip && media[clip.mediaId]?.facts;
  const isCopied =
    clip !== undefined &&
    others.length === 0 &&
    titles.length === 0 &&
    music.every((part) => part.startMs + part.durationMs <= measureTimeline(timeline)) &&
    isAsStored(clip, facts, output);
  if (!isCopied) return 'transcode';
  return isSoundKept(timeline, facts) ? 'remux' : 'copy-video';
}

/** One frame of either kind is within what a result may differ by. */
function isAsStored(clip: StudioClip, facts: MediaFacts | undefined, output: PictureSize): boolean {
  if (facts?.stored === undefined || facts.rotation !== 0 || facts.startMs) return false;
  const { stored, width, height, fps = 0 } = facts;
  const frameMs = 1000 / fps;
  return (
    isUntouched(clip) &&
    Math.abs(clip.durationMs - facts.durationMs) < 1 &&
    Math.abs(stored.durationMs - facts.durationMs) <= frameMs &&
    width === output.width &&
    height === output.height &&
    fps >= SLOWEST &&
    fps <= FASTEST &&
    stored.pixels === 'yuv420p' &&
    stored.hasSquarePixels &&
    stored.startsWhole &&
    Math.abs(stored.startMs) <= frameMs / 2
  );
}

/** From its first frame on, at its own speed, upright, with nothing that shades into black or a neighbour. */
function isUntouched(clip: StudioClip): boolean {
  const changes = [clip.sourceStartMs, clip.fadeInMs, clip.fadeOutMs];
  const turns = [clip.crossFadeMs ?? 0, clip.rotation ?? 0];
  return clip.speed === 1 && [...changes, ...turns].every((value) => value === 0);
}

/** AAC is what a film of ours has; a clip without sound stays without. */
function isSoundKept({ clips, music }: StudioTimeline, facts: MediaFacts | undefined): boolean {
  const isSilent = facts?.hasAudio === false;
  return (
    music.length === 0 && (isSilent || (clips[0]?.volume === 1 && facts?.audioCodec === 'aac'))
  );
}
