/** A kind of file the renderer writes. */
export interface FormatFacts {
  /** What of the timeline is in it; an animation is a silent film of few frames. */
  holds: 'film' | 'animation' | 'still' | 'sound';
  /** libav's name for what writes it; `ipod` is .m4a. */
  muxer: string;
  /** libav's name for what reads it back, of those that uploads are read with. */
  demuxer: string;
  contentType: string;
  /** Encoders by libav's names. */
  video?: 'libx264' | 'libvpx-vp9' | 'gif' | 'mjpeg' | 'png' | 'libwebp';
  audio?: 'aac' | 'libopus' | 'libmp3lame' | 'pcm_s16le';
}

/** Frames a second; a GIF counts in hundredths of a second. */
export const ANIMATION_FPS = 10;

const FILM = { holds: 'film', video: 'libx264', audio: 'aac' } as const;
const SOUND = { holds: 'sound' } as const;
const STILL = { holds: 'still', muxer: 'image2pipe' } as const;

/** All outputs, by the name clients ask for and the extension of the file. */
export const FORMATS = {
  mp4: { ...FILM, muxer: 'mp4', demuxer: 'mov', contentType: 'video/mp4' },
  mov: { ...FILM, muxer: 'mov', demuxer: 'mov', contentType: 'video/quicktime' },
  mkv: { ...FILM, muxer: 'matroska', demuxer: 'matroska', contentType: 'video/x-matroska' },
  webm: {
    holds: 'film',
    muxer: 'webm',
    demuxer: 'matroska',
    contentType: 'video/webm',
    video: 'libvpx-vp9',
    audio: 'libopus',
  },
  gif: { holds: 'animation', muxer: 'gif', demuxer: 'gif', contentType: 'image/gif', video: 'gif' },
  mp3: { ...SOUND, muxer: 'mp3', demuxer: 'mp3', contentType: 'audio/mpeg', audio: 'libmp3lame' },
  wav: { ...SOUND, muxer: 'wav', demuxer: 'wav', contentType: 'audio/wav', audio: 'pcm_s16le' },
  m4a: { ...SOUND, muxer: 'ipod', demuxer: 'mov', contentType: 'audio/mp4', audio: 'aac' },
  aac: { ...SOUND, muxer: 'adts', demuxer: 'aac', contentType: 'audio/aac', audio: 'aac' },
  jpg: { ...STILL, demuxer: 'jpeg_pipe', contentType: 'image/jpeg', video: 'mjpeg' },
  png: { ...STILL, demuxer: 'png_pipe', contentType: 'image/png', video: 'png' },
  webp: { ...STILL, demuxer: 'webp_pipe', contentType: 'image/webp', video: 'libwebp' },
} as const satisfies Record<string, FormatFacts>;

export type OutputFormat = keyof typeof FORMATS;

/** How good a picture is asked to be. */
const QUALITIES = ['best', 'high', 'medium', 'low'] as const;

export type OutputQuality = (typeof QUALITIES)[number];

/** What is to come out of a render. */
export interface RenderOutput {
  width: number;
  height: number;
  fps: number;
  /** `mp4` unless told. */
  format?: OutputFormat;
  /** `high` unless told. */
  quality?: OutputQuality;
}

export function isOutputFormat(name: unknown): name is OutputFormat {
  return typeof name === 'string' && Object.hasOwn(FORMATS, name);
}

export function isOutputQuality(name: unknown): name is OutputQuality {
  return QUALITIES.some((quality) => quality === name);
}
