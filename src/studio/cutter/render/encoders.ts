import type { EncodedStream } from './plan.ts';

const FULL_HD_PIXELS = 1920 * 1080;
const FULL_HD_KILOBITS = 12_000;

/** The encoder of a picture: x264, at most 12 Mb/s at 1080p and in proportion above. */
export function encodeVideo({ width, height }: { width: number; height: number }): EncodedStream {
  const scale = Math.max(1, (width * height) / FULL_HD_PIXELS);
  const maxKilobits = Math.round(FULL_HD_KILOBITS * scale);
  const options = {
    preset: 'veryfast',
    crf: '20',
    profile: 'high',
    maxrate: `${maxKilobits}k`,
    bufsize: `${maxKilobits * 2}k`,
    // libavcodec's own default is a single thread.
    threads: 'auto',
  };
  return { kind: 'video', sink: 'buffersink@v', codec: 'libx264', options };
}

/** FFmpeg's own encoder: libfdk_aac may not be redistributed together with x264. */
export function encodeAudio(): EncodedStream {
  return { kind: 'audio', sink: 'abuffersink@a', codec: 'aac', options: { b: '192k' } };
}
