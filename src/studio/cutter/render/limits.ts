/** What an upload or a render may not exceed; libav itself has no such flags in-process. */
export const LIMITS = {
  /** 8192 x 4320; a 0.7 MB PNG of 16000 x 16000 would otherwise take 0.9 GB to decode. */
  pixels: 35_389_440,
  streams: 16,
  durationMs: 4 * 60 * 60 * 1000,
  /** Clips, music and titles together: each one is a branch of the graph. */
  parts: 300,
  /** Of one worker process. An honest 1080p render takes an eighth of it. */
  memoryBytes: 3 * 1024 ** 3,
  /** Probing and measuring take a second at most; a file that takes longer hangs its decoder. */
  shortWorkMs: 30_000,
} as const;

/** What a worker ends with when it has used too much memory. */
export const OUT_OF_MEMORY_EXIT = 77;

/** The limits of workers, which an engine may be given others of. */
export interface WorkerLimits {
  memoryBytes: number;
  shortWorkMs: number;
}
