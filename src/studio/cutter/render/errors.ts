/**
 * Why the engine refused or failed. Callers branch on these, never on a message:
 * - `unreadable`: libav could not open or decode the file as its sniffed format;
 * - `unsupported`: it opened, but holds no picture or sound this build can decode; or a title no font can draw;
 * - `too-large`: over a limit of `limits.ts`;
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
