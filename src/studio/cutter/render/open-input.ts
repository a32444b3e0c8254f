import { Dictionary, InputFormat, Packet } from 'node-av/lib';
import type { FormatContext } from 'node-av/lib';
import { AV_NOPTS_VALUE, AVERROR_EOF } from 'node-av/constants';
import { LIMITS, RenderError } from './errors.ts';
import { check, toNumber } from './libav.ts';
import { DEMUXERS } from './sniff.ts';

/**
 * Opens an upload and reads its streams' parameters; the caller closes it, even after a failure.
 * Throws `unreadable`, `unsupported` or `too-large`.
 */
export async function openInput(
  input: FormatContext,
  { file, demuxer }: { file: string; demuxer: string },
): Promise<void> {
  const format = DEMUXERS.has(demuxer) ? InputFormat.findInputFormat(demuxer) : null;
  if (!format) {
    throw new RenderError('unsupported', `No upload is read with the demuxer ${demuxer}.`);
  }
  const guard = Dictionary.fromObject({
    protocol_whitelist: 'file',
    format_whitelist: demuxer,
  });
  // `file:` keeps a name such as `concat:a|b` from being read as a protocol.
  const code = await input.openInput(`file:${file}`, format, guard);
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

/** The first timestamp of a file in ms; less than 100 is the encoder's delay, and nothing to correct. */
export function readStart({ startTime }: FormatContext): number {
  const startMs = startTime === AV_NOPTS_VALUE ? 0 : Math.round(Number(startTime) / 1000);
  return Math.abs(startMs) < 100 ? 0 : startMs;
}

/** How long a file plays in ms; reads all of it when its header cannot be trusted. */
export async function readDuration(input: FormatContext, startMs: number): Promise<number> {
  const told = Number(input.duration) / 1000;
  // Recorders that stream (a browser's, for one) leave the duration out, and some files that start
  // late tell their end instead; a bare AAC stream has no header, and what is told is a guess from
  // its first frames: then the packets tell.
  const isReliable = told > 0 && startMs === 0 && input.iformat?.name !== 'aac';
  const durationMs = isReliable ? told : (await findLastTime(input)) - startMs;
  if (!(durationMs > 0)) throw new RenderError('unreadable', 'The file is empty.');
  if (durationMs > LIMITS.durationMs) {
    throw new RenderError('too-large', 'The file lasts more than four hours.');
  }
  return Math.round(durationMs);
}

async function findLastTime(input: FormatContext): Promise<number> {
  using packet = new Packet();
  packet.alloc();
  const scales = input.streams.map((stream) => toNumber(stream.timeBase) * 1000);
  let lastMs = 0;
  for (;;) {
    const code = await input.readFrame(packet);
    if (code === AVERROR_EOF) return lastMs;
    check(code, { doing: 'read the file to its end', reason: 'unreadable' });
    if (packet.pts !== AV_NOPTS_VALUE) {
      const endMs = Number(packet.pts + packet.duration) * (scales[packet.streamIndex] ?? 0);
      lastMs = Math.max(lastMs, endMs);
    }
    packet.unref();
  }
}
