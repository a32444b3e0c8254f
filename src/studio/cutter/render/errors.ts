/**
 * Why the engine refused or failed. Callers branch on these, never on a message:
 * - `unreadable`: libav could not open or decode the file as its sniffed format;
 * - `unsupported`: it opened, but holds no picture or sound this build can decode; or a title no font can draw;
 * - `too-large`: over one of `LIMITS`;
 * - `empty-timeline`, `missing-media`: nothing to draw, or a clip without its file;
 * - `failed`: libav gave up while rendering; `unverified`: the result is not what was planned;
 * - `crashed`, `timed-out`: the worker died, or was killed by the watchdog;
 * - `aborted`, `closed`: the caller's own wish.
 */
export type RenderErrorReason =
  | 'unreadable'
  | 'unsupported'
  | 'too-large'
  | 'empty-timeline'
  | 'missing-media'
  | 'failed'
  | 'unverified'
  | 'crashed'
  | 'timed-out'
  | 'aborted'
  | 'closed';

/** Everything the render engine throws. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly reason: RenderErrorReason;

  constructor(reason: RenderErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

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
