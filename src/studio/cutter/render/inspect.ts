import {
  avGetCodecName,
  avGetPixFmtName,
  Codec,
  CodecContext,
  FormatContext,
  Frame,
  Packet,
} from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import {
  AV_CODEC_ID_H264,
  AV_DISPOSITION_ATTACHED_PIC,
  AV_FRAME_DATA_DISPLAYMATRIX,
  AV_PIX_FMT_NONE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_PKT_FLAG_DISCARD,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import type { AVPixelFormat } from 'node-av/constants';
import type { MediaFacts } from '../timeline.ts';
import { RenderError } from './errors.ts';
import { check, toNumber } from './libav.ts';
import { assertPixels, openInput, readDuration, readStart } from './open-input.ts';

/**
 * Tells what a file holds. Only the given demuxer is tried, and only on local files.
 * Throws `unreadable`, `unsupported` or `too-large`.
 */
export async function inspectMedia(file: string, demuxer: string): Promise<MediaFacts> {
  const input = new FormatContext();
  input.allocContext();
  try {
    await openInput(input, { file, demuxer });
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
      ...(streams.picture
        ? await readPicture(input, { stream: streams.picture, isImage })
        : { rotation: 0 }),
      ...readSound(streams.sound),
      ...(startMs === 0 ? {} : { startMs }),
      durationMs: isImage ? 0 : await readDuration(input, startMs),
      ...(streams.picture ? await readStored(input, streams.picture) : {}),
    };
  } finally {
    await input.closeInput();
  }
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
): Promise<Pick<MediaFacts, 'rotation' | 'width' | 'height' | 'fps' | 'videoCodec' | 'transfer'>> {
  const { width, height, format, codecId, sampleAspectRatio } = stream.codecpar;
  assertPixels({ width, height });
  // Reading the streams has tried to decode: a picture without a pixel format never could be.
  if (width < 1 || height < 1 || format === AV_PIX_FMT_NONE) {
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
    ...readTransfer(stream),
  };
}

/** Whether a picture is of high dynamic range; a still is never taken for one. */
function readTransfer({ codecpar }: Stream): Pick<MediaFacts, 'transfer'> {
  if (codecpar.colorTrc === AVCOL_TRC_ARIB_STD_B67) return { transfer: 'arib-std-b67' };
  return codecpar.colorTrc === AVCOL_TRC_SMPTE2084 ? { transfer: 'smpte2084' } : {};
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
): Pick<MediaFacts, 'hasAudio' | 'audioCodec' | 'audioStream' | 'channels'> {
  if (!stream) return { hasAudio: false };
  const { codecId, channels } = stream.codecpar;
  const audioCodec = avGetCodecName(codecId) ?? 'unknown';
  return { hasAudio: true, audioCodec, audioStream: stream.index, channels };
}

/**
 * Reads a display matrix (nine 32-bit integers in the machine's order, which is little-endian on
 * every platform we run on) as clockwise degrees to turn the picture by: 0, 90, 180 or 270.
 * Mirroring is ignored. The angle is that of `av_display_rotation_get`, with the opposite sign.
 */
export function readRotation(matrix: Uint8Array | null): number {
  if (!matrix || matrix.byteLength < 36) return 0;
  const view = new DataView(matrix.buffer, matrix.byteOffset, matrix.byteLength);
  const at = (index: number): number => view.getInt32(index * 4, true);
  const scaleX = Math.hypot(at(0), at(3));
  const scaleY = Math.hypot(at(1), at(4));
  if (scaleX === 0 || scaleY === 0) return 0;
  const degrees = (Math.atan2(at(1) / scaleY, at(0) / scaleX) * 180) / Math.PI;
  return (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
}

/** What decides whether a picture may be copied; nothing where it never is. */
async function readStored(
  input: FormatContext,
  stream: Stream,
): Promise<Pick<MediaFacts, 'stored'>> {
  const { codecpar, timeBase, startTime, duration } = stream;
  // Packets of other containers have no times of their own, or have them rounded.
  if (input.iformat?.name?.startsWith('mov') !== true) return {};
  if (codecpar.codecId !== AV_CODEC_ID_H264 || !codecpar.extradata) return {};
  const tickMs = toNumber(timeBase) * 1000;
  const aspect = toNumber(codecpar.sampleAspectRatio);
  return {
    stored: {
      stream: stream.index,
      pixels: avGetPixFmtName(codecpar.format as AVPixelFormat) ?? 'unknown',
      hasSquarePixels: aspect === 0 || aspect === 1,
      startsWhole: await startsWhole(input, stream),
      startMs: Number(startTime) * tickMs,
      durationMs: Number(duration) * tickMs,
    },
  };
}

/** An edit list that begins between key frames leaves packets in front that are decoded and not shown. */
async function startsWhole(input: FormatContext, { index }: Stream): Promise<boolean> {
  using packet = new Packet();
  packet.alloc();
  while ((await input.readFrame(packet)) >= 0) {
    if (packet.streamIndex === index) {
      return packet.isKeyframe && !packet.hasFlags(AV_PKT_FLAG_DISCARD);
    }
    packet.unref();
  }
  return false;
}
