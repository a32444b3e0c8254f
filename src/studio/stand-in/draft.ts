import {
  listStarts,
  measureTimeline,
  type StudioMusic,
  type StudioTimeline,
  type StudioTitle,
} from '../cutter/timeline.ts';

/** Track types of the draft (contract 4.1). */
export const TRACK_TYPE = { video: 0, audio: 1, title: 7 } as const;

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
  m: { title: string; width: number; height: number; fill?: 1 };
}

/** Writes a timeline as a draft; details without a documented key go under `m` (contract 4.3). */
export function writeDraft(timeline: StudioTimeline, title: string): Draft {
  const tracks = [
    ...writeTrack(TRACK_TYPE.video, 'Video', writeClips(timeline)),
    ...timeline.music.flatMap((music) => writeTrack(TRACK_TYPE.audio, 'BGM', [writeMusic(music)])),
    ...layTitles(timeline.titles).flatMap((titles) =>
      writeTrack(TRACK_TYPE.title, 'Title', titles.map(writeTitle)),
    ),
  ];
  const { width, height, fill } = timeline.canvas;
  const details = { title, width, height, ...(fill && { fill: 1 as const }) };
  return { t: tracks, d: measureTimeline(timeline), m: details };
}

function writeTrack(tt: number, name: string, segments: DraftSegment[]): DraftTrack[] {
  return segments.length === 0 ? [] : [{ tt, sg: segments, m: { name } }];
}

function writeClips({ clips }: StudioTimeline): DraftSegment[] {
  const starts = listStarts(clips);
  return clips.map((clip, index) => ({
    d: clip.durationMs,
    m: {
      name: clip.name,
      media_id: clip.mediaId,
      start: starts[index] ?? 0,
      source_start: clip.sourceStartMs,
      speed: clip.speed,
      volume: clip.volume,
      fade_in: clip.fadeInMs,
      fade_out: clip.fadeOutMs,
      ...(clip.crossFadeMs !== undefined && { cross_fade: clip.crossFadeMs }),
      ...(clip.rotation !== undefined && { rotation: clip.rotation }),
    },
  }));
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
      ...(music.onceMs !== undefined && { once: music.onceMs }),
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
      ...(title.side && { side: title.side }),
      ...(title.size !== undefined && { size: title.size }),
      ...(title.subtitle && { subtitle: 1 }),
    },
  };
}

/**
 * Titles shown at the same time need tracks of their own. A title goes to the latest track or a new one, so that
 * whoever reads the draft finds them in the order they were added: the newest is the one a change means.
 */
function layTitles(titles: StudioTitle[]): StudioTitle[][] {
  const lanes: StudioTitle[][] = [];
  for (const title of titles) {
    const lane = lanes.at(-1);
    const last = lane?.at(-1);
    if (lane && last && last.startMs + last.durationMs <= title.startMs) lane.push(title);
    else lanes.push([title]);
  }
  return lanes;
}
