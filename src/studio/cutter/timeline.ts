/**
 * The studio's own words for an edited video: what its editor changes and its renderer draws.
 * The draft's short keys (`t`, `tt`, `sg`, `d`, `m`) are read and written in `draft.ts` only.
 */
export interface StudioTimeline {
  /** The picture's size in pixels, both even. */
  canvas: StudioCanvas;
  /** Played one after another, in this order; a cross-fade lets a clip begin before the last ends. */
  clips: StudioClip[];
  music: StudioMusic[];
  titles: StudioTitle[];
}

export interface StudioCanvas {
  width: number;
  height: number;
  /** Clips of another shape cover the canvas and lose their edges, instead of black bars. */
  fill?: boolean;
}

/** A stretch of an uploaded video (or a still image) on the video track. */
export interface StudioClip {
  mediaId: string;
  name: string;
  /** Where in the source it begins. */
  sourceStartMs: number;
  /** How long it lasts on the timeline, after `speed`. */
  durationMs: number;
  /** 1 is as recorded; 2 is twice as fast. */
  speed: number;
  /** 0 (muted) to 2; 1 is as recorded. */
  volume: number;
  fadeInMs: number;
  fadeOutMs: number;
  /** How long it overlaps the clip before it, each fading into the other. */
  crossFadeMs?: number;
  /** Clockwise degrees (0, 90, 180, 270) it is turned by, from upright. */
  rotation?: number;
}

/** Background music: looped when it is shorter than its place. */
export interface StudioMusic {
  mediaId: string;
  name: string;
  startMs: number;
  durationMs: number;
  volume: number;
  fadeInMs: number;
  fadeOutMs: number;
  /** Its own length, when it is to play once and not be repeated. */
  onceMs?: number;
}

export interface StudioTitle {
  text: string;
  startMs: number;
  durationMs: number;
  position: 'top' | 'center' | 'bottom';
  /** In the middle unless told. */
  side?: 'left' | 'right';
  /** Height of its letters in pixels of a 1080-line picture; chosen to fit unless told. */
  size?: number;
  /** One of the subtitles that were pasted together. */
  subtitle?: boolean;
  /** A named colour or `#rrggbb`; validated before it reaches a filtergraph. */
  color: string;
  fadeMs: number;
}

/** What probing an uploaded file told. */
export interface MediaFacts {
  type: 'video' | 'image' | 'audio';
  durationMs: number;
  /** Present for videos and images; after rotation has been applied. */
  width?: number;
  height?: number;
  fps?: number;
  videoCodec?: string;
  audioCodec?: string;
  /** Clockwise degrees (0, 90, 180, 270) the picture must be turned by to stand upright. */
  rotation: number;
  hasAudio: boolean;
  /** The first timestamp of the file when it is not 0 (recorded streams, some cameras). */
  startMs?: number;
  /** The decodable audio stream: phones add a spatial track that libav would prefer and cannot read. */
  audioStream?: number;
  /** Of the sound. */
  channels?: number;
  /** Of a picture of high dynamic range, in zscale's words for HLG and PQ. */
  transfer?: 'arib-std-b67' | 'smpte2084';
  /** Told of the pictures in an MP4 or MOV. */
  stored?: StoredPicture;
}

/** A picture as it lies in its file: all that decides whether its packets may be copied. */
export interface StoredPicture {
  stream: number;
  /** In libav's words, such as `yuv420p`. */
  pixels: string;
  hasSquarePixels: boolean;
  /** No edit list cuts into it: the file's first packet is the first picture shown. */
  startsWhole: boolean;
  startMs: number;
  durationMs: number;
}

/** Where each clip begins: where the one before it ends, or earlier by their cross-fade. */
export function listStarts(clips: StudioClip[]): number[] {
  let endMs = 0;
  return clips.map(({ durationMs, crossFadeMs = 0 }) => {
    const startMs = Math.max(0, endMs - crossFadeMs);
    endMs = startMs + durationMs;
    return startMs;
  });
}

/** How long the video is, in milliseconds: its clips one after another. */
export function measureTimeline({ clips }: Pick<StudioTimeline, 'clips'>): number {
  return (listStarts(clips).at(-1) ?? 0) + (clips.at(-1)?.durationMs ?? 0);
}

/** A cross-fade takes what both clips have left of themselves; the first clip has none before it. */
export function limitCrossFades(clips: StudioClip[]): StudioClip[] {
  let leftMs = 0;
  return clips.map(({ crossFadeMs = 0, ...clip }) => {
    const limited = Math.min(crossFadeMs, leftMs, clip.durationMs);
    leftMs = clip.durationMs - limited;
    return limited > 0 ? { ...clip, crossFadeMs: limited } : clip;
  });
}
