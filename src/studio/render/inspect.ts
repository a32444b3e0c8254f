import { Frame } from 'node-av';
import {
  avGetCodecName,
  Codec,
  CodecContext,
  Dictionary,
  FormatContext,
  InputFormat,
  Packet,
} from 'node-av';
import type { Stream } from 'node-av';
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_FRAME_DATA_DISPLAYMATRIX,
  AV_NOPTS_VALUE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { RenderError } from './errors.ts';
import { isKnownDemuxer } from './inputs.ts';
import { check, guardInput, toNumber } from './libav.ts';
import { LIMITS } from './limits.ts';
import type { ProbedFacts } from './plan.ts';
import { readRotation } from './rotation.ts';

/**
 * Tells what a file holds. Only the given demuxer is tried, and only on local files.
 * Throws `unreadable`, `unsupported` or `too-large`.
 */
export async function inspectMedia(file: string, demuxer: string): Promise<ProbedFacts> {
  const input = new FormatContext();
  input.allocContext();
  try {
    await openMedia(input, { file, demuxer });
    const streams = pickStreams(input);
    if (!streams.picture && !streams.sound) {
      throw new RenderError(
        'unsupported',
        'The file holds no picture or sound that can be decoded.',
      );
    }
    const isImage = demuxer === 'gif' || demuxer.endsWith('_pipe');
    const startMs = readStart(input);
    return {
      type: isImage ? 'image' : streams.picture ? 'video' : 'audio',
      container: input.iformat?.name ?? demuxer,
      ...(streams.picture
        ? await readPicture(input, { stream: streams.picture, isImage })
        : { rotation: 0 }),
      ...readSound(streams.sound),
      ...(startMs === 0 ? {} : { startMs }),
      durationMs: isImage ? 0 : await readDuration(input, startMs),
    };
  } finally {
    await input.closeInput();
  }
}

async function openMedia(
  input: FormatContext,
  { file, demuxer }: { file: string; demuxer: string },
): Promise<void> {
  const format = isKnownDemuxer(demuxer) ? InputFormat.findInputFormat(demuxer) : null;
  if (!format)
    throw new RenderError('unsupported', `No upload is read with the demuxer ${demuxer}.`);
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

function assertPixels({ width, height }: { width: number; height: number }): void {
  if (width * height <= LIMITS.pixels) return;
  throw new RenderError('too-large', `The picture is ${width} x ${height}, over the limit of 8K.`);
}

function pickStreams(input: FormatContext): { picture?: Stream; sound?: Stream } {
  const pick = (type: typeof AVMEDIA_TYPE_VIDEO): Stream | undefined => {
    const { streamIndex } = input.findBestStream(type, -1, -1, true);
    return input.streams[streamIndex];
  };
  const picture = pick(AVMEDIA_TYPE_VIDEO);
  const sound = pick(AVMEDIA_TYPE_AUDIO);
  return {
    // Cover art of a song is no video.
    ...(picture && !picture.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) ? { picture } : {}),
    ...(sound ? { sound } : {}),
  };
}

async function readPicture(
  input: FormatContext,
  { stream, isImage }: { stream: Stream; isImage: boolean },
): Promise<Pick<ProbedFacts, 'rotation' | 'width' | 'height' | 'fps' | 'videoCodec'>> {
  const { width, height, codecId, sampleAspectRatio } = stream.codecpar;
  assertPixels({ width, height });
  if (width < 1 || height < 1) {
    throw new RenderError(
      'unreadable',
      'The picture cannot be decoded, or is over the limit of 8K.',
    );
  }
  const rotation = isImage
    ? await readImageRotation(input, stream)
    : readRotation(stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  const shown = [Math.round(width * (toNumber(sampleAspectRatio) || 1)), height] as const;
  const [shownWidth, shownHeight] = rotation % 180 === 0 ? shown : [shown[1], shown[0]];
  const fps = toNumber(stream.avgFrameRate) || toNumber(stream.rFrameRate);
  return {
    rotation,
    width: shownWidth,
    height: shownHeight,
    ...(isImage || fps <= 0 ? {} : { fps: Math.round(fps * 1000) / 1000 }),
    videoCodec: avGetCodecName(codecId) ?? 'unknown',
  };
}

/** Decodes an image once: proof that it can be drawn, and the only place its EXIF turn is told. */
async function readImageRotation(input: FormatContext, stream: Stream): Promise<number> {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  using decoder = new CodecContext();
  using packet = new Packet();
  using frame = new Frame();
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  packet.alloc();
  frame.alloc();
  const doing = 'decode the image';
  check(await decoder.open2(codec), { doing, reason: 'unreadable' });
  check(await input.readFrame(packet), { doing, reason: 'unreadable' });
  check(await decoder.sendPacket(packet), { doing, reason: 'unreadable' });
  await decoder.sendPacket(null);
  check(await decoder.receiveFrame(frame), { doing, reason: 'unreadable' });
  // Read before the frame is freed: the side data is its memory.
  return readRotation(frame.getSideData(AV_FRAME_DATA_DISPLAYMATRIX));
}

function readSound(
  stream: Stream | undefined,
): Pick<ProbedFacts, 'hasAudio' | 'audioCodec' | 'audioStream'> {
  if (!stream) return { hasAudio: false };
  const audioCodec = avGetCodecName(stream.codecpar.codecId) ?? 'unknown';
  return { hasAudio: true, audioCodec, audioStream: stream.index };
}

/** Starts below a frame are the encoder's delay, and nothing to correct. */
function readStart({ startTime }: FormatContext): number {
  const startMs = startTime === AV_NOPTS_VALUE ? 0 : Math.round(Number(startTime) / 1000);
  return Math.abs(startMs) < 100 ? 0 : startMs;
}

async function readDuration(input: FormatContext, startMs: number): Promise<number> {
  const told = Number(input.duration) / 1000;
  // Recorders that stream (a browser's, for one) leave the duration out, and some files that start
  // late tell their end instead: then the packets tell.
  const isReliable = told > 0 && startMs === 0;
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
