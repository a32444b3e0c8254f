import { z } from 'zod';

import { TRACK_TYPE } from './draft.ts';
import type { StudioClip, StudioMusic, StudioTimeline, StudioTitle } from '../cutter/timeline.ts';

const duration = z.number().min(0).max(86_400_000);
const volume = z.number().min(0).max(2).default(1);

const clipSegment = z.object({
  d: duration,
  m: z.object({
    media_id: z.string(),
    name: z.string().default('clip'),
    source_start: duration.default(0),
    speed: z.number().min(0.1).max(10).default(1),
    volume,
    fade_in: duration.default(0),
    fade_out: duration.default(0),
    cross_fade: duration.optional(),
    rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).optional(),
  }),
});

const musicSegment = z.object({
  d: duration,
  m: z.object({
    media_id: z.string(),
    name: z.string().default('music'),
    start: duration.default(0),
    volume,
    fade_in: duration.default(0),
    fade_out: duration.default(0),
    once: duration.optional(),
  }),
});

const titleSegment = z.object({
  d: duration,
  m: z.object({
    text: z.string().max(2000),
    start: duration.default(0),
    position: z.enum(['top', 'center', 'bottom']).default('center'),
    color: z
      .string()
      .regex(/^(#[0-9a-f]{6}|[a-z]{3,20})$/i)
      .default('white'),
    fade: duration.default(0),
    side: z.enum(['left', 'right']).optional(),
    size: z.number().min(8).max(500).optional(),
    subtitle: z.number().optional(),
  }),
});

const side = z.number().min(16).max(7680);
const draftShape = z.object({
  t: z.array(z.object({ tt: z.number(), sg: z.array(z.unknown()).optional() })),
  m: z.object({ width: side, height: side, fill: z.number().optional() }),
});

/**
 * Reads a draft a client sent back. Track types and keys it does not know are passed over, as the
 * draft may have been made by a newer backend; a broken segment of a known type throws.
 */
export function readDraft(draft: unknown): StudioTimeline {
  const { t: tracks, m: canvas } = draftShape.parse(draft);
  const segments = (type: number) =>
    tracks.filter((track) => track.tt === type).flatMap((track) => track.sg ?? []);
  return {
    canvas: {
      width: toEven(canvas.width),
      height: toEven(canvas.height),
      ...(canvas.fill && { fill: true }),
    },
    clips: segments(TRACK_TYPE.video).map(readClip),
    music: segments(TRACK_TYPE.audio).map(readMusic),
    titles: segments(TRACK_TYPE.title).map(readTitle),
  };
}

function readClip(segment: unknown): StudioClip {
  const { d, m } = clipSegment.parse(segment);
  return {
    mediaId: m.media_id,
    name: m.name,
    sourceStartMs: m.source_start,
    durationMs: d,
    speed: m.speed,
    volume: m.volume,
    fadeInMs: m.fade_in,
    fadeOutMs: m.fade_out,
    ...(m.cross_fade !== undefined && { crossFadeMs: m.cross_fade }),
    ...(m.rotation !== undefined && { rotation: m.rotation }),
  };
}

function readMusic(segment: unknown): StudioMusic {
  const { d, m } = musicSegment.parse(segment);
  return {
    mediaId: m.media_id,
    name: m.name,
    startMs: m.start,
    durationMs: d,
    volume: m.volume,
    fadeInMs: m.fade_in,
    fadeOutMs: m.fade_out,
    ...(m.once !== undefined && { onceMs: m.once }),
  };
}

function readTitle(segment: unknown): StudioTitle {
  const { d, m } = titleSegment.parse(segment);
  const { text, position, color } = m;
  return {
    text,
    startMs: m.start,
    durationMs: d,
    position,
    color,
    fadeMs: m.fade,
    ...(m.side && { side: m.side }),
    ...(m.size !== undefined && { size: m.size }),
    ...(m.subtitle && { subtitle: true }),
  };
}

function toEven(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}
