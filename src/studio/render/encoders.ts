import type { StreamPlan } from './plan.ts';

const FULL_HD_PIXELS = 1920 * 1080;
const FULL_HD_KILOBITS = 12_000;

/** H.264 for export: veryfast, crf 20, at most 12 Mb/s at 1080p and in proportion above. */
export function encodeVideo(width: number, height: number): StreamPlan {
  const scale = Math.max(1, (width * height) / FULL_HD_PIXELS);
  const maxKilobits = Math.round(FULL_HD_KILOBITS * scale);
  return {
    kind: 'video',
    sink: 'buffersink@v',
    codec: 'libx264',
    options: {
      preset: 'veryfast',
      crf: '20',
      profile: 'high',
      maxrate: `${maxKilobits}k`,
      bufsize: `${maxKilobits * 2}k`,
      // libavcodec's own default is a single thread.
      threads: 'auto',
    },
  };
}

/** AAC by FFmpeg's own encoder: libfdk_aac may not be redistributed together with x264. */
export function encodeAudio(): StreamPlan {
  return { kind: 'audio', sink: 'abuffersink@a', codec: 'aac', options: { b: '192k' } };
}
