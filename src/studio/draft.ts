import type { StudioClip, StudioMusic, StudioTimeline, StudioTitle } from './timeline.ts';

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
