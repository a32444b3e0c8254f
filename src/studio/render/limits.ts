/** What an upload or a render may not exceed; libav itself has no such flags in-process. */
export const LIMITS = {
  /** 8192 x 4320; a 0.7 MB PNG of 16000 x 16000 would otherwise take 0.9 GB to decode. */
  pixels: 35_389_440,
  streams: 16,
  durationMs: 4 * 60 * 60 * 1000,
  /** Clips, music and titles together: each one is a branch of the graph. */
  parts: 300,
} as const;
