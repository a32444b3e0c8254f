import { avGetCodecName, Codec, CodecContext, FormatContext, Frame, Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_FRAME_DATA_DISPLAYMATRIX,
  AV_PIX_FMT_NONE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { RenderError } from './errors.ts';
import { check, toNumber } from './libav.ts';
import { assertPixels, openInput } from './open-input.ts';
import type { ProbedFacts } from './plan.ts';
import { readRotation } from './rotation.ts';
import { readStored } from './stored-picture.ts';
import { readDuration, readStart } from './timing.ts';

/**
 * Tells what a file holds. Only the given demuxer is tried, and only on local files.
 * Throws `unreadable`, `unsupported` or `too-large`.
 */
export async function inspectMedia(file: string, demuxer: string): Promise<ProbedFacts> {
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
      container: input.iformat?.name ?? demuxer,
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
): Promise<Pick<ProbedFacts, 'rotation' | 'width' | 'height' | 'fps' | 'videoCodec' | 'transfer'>> {
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
function readTransfer({ codecpar }: Stream): Pick<ProbedFacts, 'transfer'> {
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
): Pick<ProbedFacts, 'hasAudio' | 'audioCodec' | 'audioStream' | 'channels'> {
  if (!stream) return { hasAudio: false };
  const { codecId, channels } = stream.codecpar;
  const audioCodec = avGetCodecName(codecId) ?? 'unknown';
  return { hasAudio: true, audioCodec, audioStream: stream.index, channels };
}
