import { Codec, CodecContext, Dictionary, FormatContext, Frame, Packet, Rational } from 'node-av';
import type { FFEncoderCodec, FilterContext, FilterGraph, Stream } from 'node-av';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_NONE,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVFMT_GLOBALHEADER,
} from 'node-av/constants';
import type { AVPixelFormat, AVSampleFormat } from 'node-av/constants';
import { RenderError } from './errors.ts';
import { check, findSink, openGraph, toNumber } from './libav.ts';
import type { StreamPlan } from './plan.ts';
import type { RenderJob } from './protocol.ts';

/** One stream on its way from the graph's sink through its encoder into the file. */
interface Lane {
  plan: StreamPlan;
  sink: FilterContext;
  encoder: CodecContext;
  stream: Stream;
  /** Time of the last frame pulled, in seconds. */
  time: number;
  isDone: boolean;
}

/** Runs a job's graph to its end and writes the file. Tells the time reached after every frame. */
export async function transcode(job: RenderJob, onTime: (timeMs: number) => void): Promise<void> {
  // `using` also keeps the graph from being collected while only its sinks are in use.
  using graph = await openGraph(job.graph);
  const output = new FormatContext();
  check(output.allocOutputContext2(null, job.muxer, job.output), { doing: 'choose the container' });
  const lanes: Lane[] = [];
  for (const plan of job.streams) lanes.push(await openLane(plan, { graph, output }));
  check(await output.openOutput(), { doing: 'create the output file' });
  check(await output.writeHeader(Dictionary.fromObject({ movflags: '+faststart' })), {
    doing: 'begin the output file',
  });
  await pumpLanes(lanes, { output, onTime });
  check(await output.writeTrailer(), { doing: 'finish the output file' });
  await output.closeOutput();
}

/** Always advances the lane that is behind, so that packets stay interleaved and buffers small. */
async function pumpLanes(
  lanes: Lane[],
  { output, onTime }: { output: FormatContext; onTime: (timeMs: number) => void },
): Promise<void> {
  using frame = new Frame();
  using packet = new Packet();
  frame.alloc();
  packet.alloc();
  for (;;) {
    const open = lanes.filter((lane) => !lane.isDone);
    const behind = open.reduce<Lane | null>((a, b) => (a && a.time <= b.time ? a : b), null);
    if (!behind) return;
    await advanceLane(behind, { frame, packet, output });
    onTime(behind.time * 1000);
  }
}

interface Pump {
  frame: Frame;
  packet: Packet;
  output: FormatContext;
}

async function advanceLane(lane: Lane, pump: Pump): Promise<void> {
  const { frame } = pump;
  const code = await lane.sink.buffersinkGetFrame(frame);
  if (code === AVERROR_EOF) {
    lane.isDone = true;
    check(await lane.encoder.sendFrame(null), { doing: 'finish a stream' });
    return drainLane(lane, pump);
  }
  check(code, { doing: 'decode and filter the timeline' });
  lane.time = Number(frame.pts) * toNumber(lane.sink.buffersinkGetTimeBase());
  frame.pts = BigInt(Math.round(lane.time / toNumber(lane.encoder.timeBase)));
  // The source's own key frames must not be forced upon the encoder.
  frame.pictType = AV_PICTURE_TYPE_NONE;
  check(await lane.encoder.sendFrame(frame), { doing: `encode ${lane.plan.kind}` });
  frame.unref();
  return drainLane(lane, pump);
}

async function drainLane(lane: Lane, { packet, output }: Pump): Promise<void> {
  for (;;) {
    const code = await lane.encoder.receivePacket(packet);
    if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
    check(code, { doing: `encode ${lane.plan.kind}` });
    // x264 leaves the duration out, and MP4 would then drop its last frame.
    if (lane.plan.kind === 'video' && packet.duration === 0n) packet.duration = 1n;
    packet.streamIndex = lane.stream.index;
    packet.rescaleTs(lane.encoder.timeBase, lane.stream.timeBase);
    check(await output.interleavedWriteFrame(packet), { doing: 'write the output file' });
    packet.unref();
  }
}

async function openLane(
  plan: StreamPlan,
  { graph, output }: { graph: FilterGraph; output: FormatContext },
): Promise<Lane> {
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
  return { plan, sink, encoder, stream, time: 0, isDone: false };
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
