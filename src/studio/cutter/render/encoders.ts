import { FORMATS } from './formats.ts';
import type { FormatFacts, OutputFormat, OutputQuality } from './formats.ts';
import type { EncodedStream } from './plan.ts';

const FULL_HD_PIXELS = 1920 * 1080;
const FULL_HD_KILOBITS = 12_000;

/** Of x264, 0 (best) to 51: a step of 6 doubles or halves the file. */
export const USUAL_CRF = 20;
const CRF_STEPS = { best: -4, high: 0, medium: 4, low: 9 } as const;

/** The encoder of a picture, with settings for its size. */
export function encodeVideo(picture: {
  width: number;
  height: number;
  format?: OutputFormat;
  quality?: OutputQuality;
}): EncodedStream {
  const { width, height, format = 'mp4', quality = 'high' } = picture;
  const { video: codec }: FormatFacts = FORMATS[format];
  const settings = VIDEO_SETTINGS[codec ?? 'libx264'];
  const options = settings({ scale: (width * height) / FULL_HD_PIXELS, step: CRF_STEPS[quality] });
  return { kind: 'video', sink: 'buffersink@v', codec: codec ?? 'libx264', options };
}

type VideoSettings = (wanted: { scale: number; step: number }) => Record<string, string>;

const VIDEO_SETTINGS: Record<NonNullable<FormatFacts['video']>, VideoSettings> = {
  /** Veryfast, crf 20, at most 12 Mb/s at 1080p and in proportion above. */
  libx264({ scale, step }) {
    const maxKilobits = Math.round(FULL_HD_KILOBITS * Math.max(1, scale));
    return {
      preset: 'veryfast',
      crf: String(USUAL_CRF + step),
      profile: 'high',
      maxrate: `${maxKilobits}k`,
      bufsize: `${maxKilobits * 2}k`,
      // libavcodec's own default is a single thread.
      threads: 'auto',
    };
  },
  /** VP9 as for live streams: its careful modes take minutes for a minute. */
  'libvpx-vp9': ({ step }) => ({
    deadline: 'realtime',
    'cpu-used': '7',
    'row-mt': '1',
    crf: String(30 + step),
    b: '0',
    threads: '4',
    'tile-columns': '2',
  }),
  gif: () => ({}),
  png: () => ({}),
  /** Between 2 (best) and 31. */
  mjpeg: () => ({ qmin: '2', qmax: '4' }),
  libwebp: () => ({ quality: '85' }),
};

const SOUND_OPTIONS: Record<NonNullable<FormatFacts['audio']>, Record<string, string>> = {
  /** FFmpeg's own encoder: libfdk_aac may not be redistributed together with x264. */
  aac: { b: '192k' },
  libopus: { b: '128k' },
  libmp3lame: { b: '192k' },
  pcm_s16le: {},
};

export function encodeAudio(format: OutputFormat = 'mp4'): EncodedStream {
  const { audio: codec = 'aac' }: FormatFacts = FORMATS[format];
  return { kind: 'audio', sink: 'abuffersink@a', codec, options: SOUND_OPTIONS[codec] };
}
