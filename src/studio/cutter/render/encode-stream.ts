import { Codec, CodecContext, Dictionary, Frame, Packet, Rational } from 'node-av/lib';
import type { FilterContext, FilterGraph, FormatContext, Stream } from 'node-av/lib';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_NONE,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVFMT_GLOBALHEADER,
} from 'node-av/constants';
import type { AVPixelFormat, AVSampleFormat, FFEncoderCodec } from 'node-av/constants';
import { RenderError } from './errors.ts';
import { check, findSink, toNumber, type StreamWriter } from './libav.ts';
import type { EncodedStream } from './plan.ts';

interface Encoding {
  plan: EncodedStream;
  sink: FilterContext;
  encoder: CodecContext;
  stream: Stream;
  output: FormatContext;
  frame: Frame;
  packet: Packet;
}

/** From the graph's sink through an encoder. */
export async function openEncodedStream(
  plan: EncodedStream,
  { graph, output }: { graph: FilterGraph; output: FormatContext },
): Promise<StreamWriter> {
  const encoding = await openEncoding(plan, { graph, output });
  const { sink, encoder, frame } = encoding;
  let time = 0;
  let isDone = false;
  return {
    get time() {
      return time;
    },
    get isDone() {
      return isDone;
    },
    async advance() {
      const code = await sink.buffersinkGetFrame(frame);
      if (code === AVERROR_EOF) {
        isDone = true;
        check(encoder.sendFrameSync(null), { doing: 'finish a stream' });
        return drain(encoding);
      }
      check(code, { doing: 'decode and filter the timeline' });
      time = Number(frame.pts) * toNumber(sink.buffersinkGetTimeBase());
      frame.pts = BigInt(Math.round(time / toNumber(encoder.timeBase)));
      // The source's own key frames must not be forced upon the encoder.
      frame.pictType = AV_PICTURE_TYPE_NONE;
      check(encoder.sendFrameSync(frame), { doing: `encode ${plan.kind}` });
      frame.unref();
      return drain(encoding);
    },
    async close() {
      frame.free();
      encoding.packet.free();
    },
  };
}

function drain({ plan, encoder, stream, output, packet }: Encoding): void {
  for (;;) {
    const code = encoder.receivePacketSync(packet);
    if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
    check(code, { doing: `encode ${plan.kind}` });
    // x264 leaves the duration out, and MP4 would then drop its last frame.
    if (plan.kind === 'video' && packet.duration === 0n) packet.duration = 1n;
    packet.streamIndex = stream.index;
    packet.rescaleTs(encoder.timeBase, stream.timeBase);
    check(output.interleavedWriteFrameSync(packet), { doing: 'write the output file' });
    packet.unref();
  }
}

async function openEncoding(
  plan: EncodedStream,
  { graph, output }: { graph: FilterGraph; output: FormatContext },
): Promise<Encoding> {
  const codec = Codec.findEncoderByName(plan.codec as FFEncoderCodec);
  if (!codec) throw new RenderError('unsupported', `This build has no encoder ${plan.codec}.`);
  const sink = findSink(graph, plan.sink);
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  if (plan.kind === 'video') describePicture(encoder, sink);
  else describeSound(encoder, sink);
  if (output.oformat?.hasFlags(AVFMT_GLOBALHEADER)) encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  check(await encoder.open2(codec, Dictionary.fromObject(plan.options)), {
    doing: `open the encoder ${plan.codec}`,
  });
  const stream = output.newStream(codec);
  check(stream.codecpar.fromContext(encoder), { doing: 'describe a stream' });
  stream.timeBase = encoder.timeBase;
  if (plan.kind === 'video') stream.avgFrameRate = encoder.framerate;
  const [frame, packet] = [new Frame(), new Packet()];
  frame.alloc();
  packet.alloc();
  return { plan, sink, encoder, stream, output, frame, packet };
}

function describePicture(encoder: CodecContext, sink: FilterContext): void {
  const rate = sink.buffersinkGetFrameRate();
  encoder.width = sink.buffersinkGetWidth();
  encoder.height = sink.buffersinkGetHeight();
  encoder.pixelFormat = sink.buffersinkGetFormat() as AVPixelFormat;
  encoder.sampleAspectRatio = new Rational(1, 1);
  encoder.colorSpace = sink.buffersinkGetColorspace();
  encoder.colorRange = sink.buffersinkGetColorRange();
  encoder.framerate = rate;
  encoder.timeBase = new Rational(rate.den, rate.num);
}

function describeSound(encoder: CodecContext, sink: FilterContext): void {
  encoder.sampleRate = sink.buffersinkGetSampleRate();
  encoder.sampleFormat = sink.buffersinkGetFormat() as AVSampleFormat;
  encoder.channelLayout = sink.buffersinkGetChannelLayout();
  encoder.timeBase = new Rational(1, encoder.sampleRate);
}
