import { createHash } from 'node:crypto';
import { avGetPixFmtName, Packet } from 'node-av/lib';
import type { FormatContext, Stream } from 'node-av/lib';
import { AV_CODEC_ID_H264, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import type { AVPixelFormat } from 'node-av/constants';
import { toNumber } from './libav.ts';
import type { ProbedFacts } from './plan.ts';

/** What decides whether a picture may be copied; nothing where it never is. */
export async function readStored(
  input: FormatContext,
  stream: Stream,
): Promise<Pick<ProbedFacts, 'stored'>> {
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
      parameters: createHash('sha256')
        .update(`${timeBase.num}/${timeBase.den} ${codecpar.width} ${codecpar.height} `)
        .update(codecpar.extradata)
        .digest('hex'),
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
