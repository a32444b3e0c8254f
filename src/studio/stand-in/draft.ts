import {
  listStarts,
  measureTimeline,
  type StudioClip,
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

/** What the draft calls the details of a part; those without a documented key go under `m` as well (contract 4.3). */
const KEYS: Array<[ours: string, theirs: string]> = [
  ['name', 'name'],
  ['mediaId', 'media_id'],
  ['text', 'text'],
  ['startMs', 'start'],
  ['sourceStartMs', 'source_start'],
  ['speed', 'speed'],
  ['volume', 'volume'],
  ['fadeInMs', 'fade_in'],
  ['fadeOutMs', 'fade_out'],
  ['crossFadeMs', 'cross_fade'],
  ['rotation', 'rotation'],
  ['onceMs', 'once'],
  ['position', 'position'],
  ['color', 'color'],
  ['fadeMs', 'fade'],
  ['side', 'side'],
  ['size', 'size'],
  ['subtitle', 'subtitle'],
];

/** Writes a timeline as a draft. */
export function writeDraft(timeline: StudioTimeline, title: string): Draft {
  const starts = listStarts(timeline.clips);
  const clips = timeline.clips.map((clip, at) => ({ ...clip, startMs: starts[at] ?? 0 }));
  const tracks = [
    ...writeTrack(TRACK_TYPE.video, 'Video', clips),
    ...timeline.music.flatMap((music) => writeTrack(TRACK_TYPE.audio, 'BGM', [music])),
    ...layTitles(timeline.titles).flatMap((lane) => writeTrack(TRACK_TYPE.title, 'Title', lane)),
  ];
  const { width, height, fill } = timeline.canvas;
  const details = { title, width, height, ...(fill && { fill: 1 as const }) };
  return { t: tracks, d: measureTimeline(timeline), m: details };
}

type Part = StudioClip | StudioMusic | StudioTitle;

function writeTrack(tt: number, name: string, parts: Part[]): DraftTrack[] {
  return parts.length === 0 ? [] : [{ tt, sg: parts.map(writeSegment), m: { name } }];
}

function writeSegment(part: Part): DraftSegment {
  const told = part as Part & Record<string, string | number | boolean | undefined>;
  const details = KEYS.flatMap(([ours, theirs]) => {
    const value = told[ours];
    return value === undefined ? [] : [[theirs, value === true ? 1 : value]];
  });
  return { d: part.durationMs, m: Object.fromEntries(details) as DraftSegment['m'] };
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
