import { z } from 'zod';

import type { StudioClip, StudioMusic, StudioTimeline, StudioTitle } from './timeline.ts';

/** Track types of the draft (contract 4.1). */
const TRACK_TYPE = { video: 0, audio: 1, title: 7 } as const;

/** A segment: its length in milliseconds and, in `m`, everything else about it. */
export interface DraftSegment {
  d: number;
  m: Record<string, string | number>;
}
export interface DraftTrack {
  tt: number;
  sg: DraftSegment[];
  m: Record<string, string | number>;
}
/** The timeline as the API shows it, in the contract's short keys. */
export interface Draft {
  t: DraftTrack[];
  /** Milliseconds. */
  d: number;
  m: { title: string; width: number; height: number };
}

/** Writes a timeline as a draft; details without a documented key go under `m` (contract 4.3). */
export function writeDraft(timeline: StudioTimeline, title: string): Draft {
  const tracks = [
    ...writeTrack(TRACK_TYPE.video, 'Video', writeClips(timeline.clips)),
    ...timeline.music.flatMap((music) => writeTrack(TRACK_TYPE.audio, 'BGM', [writeMusic(music)])),
    ...layTitles(timeline.titles).flatMap((titles) =>
      writeTrack(TRACK_TYPE.title, 'Title', titles.map(writeTitle)),
    ),
  ];
  const durationMs = timeline.clips.reduce((sum, clip) => sum + clip.durationMs, 0);
  return { t: tracks, d: durationMs, m: { title, ...timeline.canvas } };
}

function writeTrack(tt: number, name: string, segments: DraftSegment[]): DraftTrack[] {
  return segments.length === 0 ? [] : [{ tt, sg: segments, m: { name } }];
}

function writeClips(clips: StudioClip[]): DraftSegment[] {
  let startMs = 0;
  return clips.map((clip) => {
    const segment = {
      d: clip.durationMs,
      m: {
        name: clip.name,
        media_id: clip.mediaId,
        start: startMs,
        source_start: clip.sourceStartMs,
        speed: clip.speed,
        volume: clip.volume,
        fade_in: clip.fadeInMs,
        fade_out: clip.fadeOutMs,
      },
    };
    startMs += clip.durationMs;
    return segment;
  });
}

function writeMusic(music: StudioMusic): DraftSegment {
  return {
    d: music.durationMs,
    m: {
      name: music.name,
      media_id: music.mediaId,
      start: music.startMs,
      volume: music.volume,
      fade_in: music.fadeInMs,
      fade_out: music.fadeOutMs,
    },
  };
}

function writeTitle(title: StudioTitle): DraftSegment {
  return {
    d: title.durationMs,
    m: {
      text: title.text,
      start: title.startMs,
      position: title.position,
      color: title.color,
      fade: title.fadeMs,
    },
  };
}

/** Titles shown at the same time need tracks of their own. */
function layTitles(titles: StudioTitle[]): StudioTitle[][] {
  const lanes: StudioTitle[][] = [];
  for (const title of titles) {
    const free = lanes.find((lane) => {
      const last = lane.at(-1);
      return last !== undefined && last.startMs + last.durationMs <= title.startMs;
    });
    if (free) free.push(title);
    else lanes.push([title]);
  }
  return lanes;
}

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
  }),
});

const draftShape = z.object({
  t: z.array(z.object({ tt: z.number(), sg: z.array(z.unknown()).optional() })),
  m: z.object({ width: z.number().min(16).max(7680), height: z.number().min(16).max(7680) }),
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
    canvas: { width: toEven(canvas.width), height: toEven(canvas.height) },
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
  };
}

function readTitle(segment: unknown): StudioTitle {
  const { d, m } = titleSegment.parse(segment);
  const { text, position, color } = m;
  return { text, startMs: m.start, durationMs: d, position, color, fadeMs: m.fade };
}

function toEven(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}
