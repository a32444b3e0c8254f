import { Dictionary, InputFormat } from 'node-av/lib';
import type { FormatContext } from 'node-av/lib';
import { RenderError } from './errors.ts';
import { isKnownDemuxer } from './inputs.ts';
import { check, guardInput } from './libav.ts';
import { LIMITS } from './limits.ts';

/**
 * Opens an upload and reads its streams' parameters; the caller closes it, even after a failure.
 * Throws `unreadable`, `unsupported` or `too-large`.
 */
export async function openInput(
  input: FormatContext,
  { file, demuxer }: { file: string; demuxer: string },
): Promise<void> {
  const format = isKnownDemuxer(demuxer) ? InputFormat.findInputFormat(demuxer) : null;
  if (!format) {
    throw new RenderError('unsupported', `No upload is read with the demuxer ${demuxer}.`);
  }
  // `file:` keeps a name such as `concat:a|b` from being read as a protocol.
  const code = await input.openInput(`file:${file}`, format, guardInput(demuxer));
  check(code, { doing: `open the file as ${demuxer}`, reason: 'unreadable' });
  if (input.nbStreams > LIMITS.streams) {
    throw new RenderError(
      'too-large',
      `The file has ${input.nbStreams} streams, over ${LIMITS.streams}.`,
    );
  }
  check(await findStreams(input), { doing: 'read the streams', reason: 'unreadable' });
}

/** Finding out a picture's size may decode it, which must not be possible for a giant image. */
function findStreams(input: FormatContext): Promise<number> | number {
  for (const { codecpar } of input.streams) assertPixels(codecpar);
  if (input.nbStreams !== 1) return input.findStreamInfo();
  // Only the synchronous call takes decoder options, and only for a single stream.
  return input.findStreamInfoSync(Dictionary.fromObject({ max_pixels: LIMITS.pixels }));
}

/** Throws `too-large` for a picture over the limit. */
export function assertPixels({ width, height }: { width: number; height: number }): void {
  if (width * height <= LIMITS.pixels) return;
  throw new RenderError('too-large', `The picture is ${width} x ${height}, over the limit of 8K.`);
}
