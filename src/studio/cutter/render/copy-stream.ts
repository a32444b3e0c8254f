import { join } from 'node:path';
import { FormatContext, Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import {
  AV_PKT_DATA_NEW_EXTRADATA,
  AV_PKT_FLAG_DISCARD,
  AVDISCARD_ALL,
  AVERROR_EOF,
} from 'node-av/constants';
import { RenderError } from './errors.ts';
import { check, toNumber, type StreamWriter } from './libav.ts';
import { openInput } from './open-input.ts';
import type { CopiedStream } from './plan.ts';

/** A frame or so: headers round. */
const TOLERANCE_MS = 50;

/** From an upload, as its packets are. */
export async function openCopiedStream(
  plan: CopiedStream,
  { folder, output }: { folder: string; output: FormatContext },
): Promise<StreamWriter> {
  const { input, stream } = await openSource(plan, folder);
  const packet = new Packet();
  packet.alloc();
  const target = output.newStream();
  describeCopy(stream, target);
  const tick = toNumber(stream.timeBase);
  let time = 0;
  let isDone = false;
  /** Where the last picture or sound ends; with pictures out of order that is not the last packet. */
  let end = 0;
  return {
    get time() {
      return time;
    },
    get isDone() {
      return isDone;
    },
    async advance() {
      const code = input.readFrameSync(packet);
      if (code === AVERROR_EOF) {
        isDone = true;
        return assertWhole(plan, end);
      }
      check(code, { doing: 'read a file to its end' });
      if (packet.streamIndex === stream.index) {
        if (plan.kind === 'video') assertShown(packet);
        time = Number(packet.dts) * tick;
        end = Math.max(end, Number(packet.pts + packet.duration) * tick);
        packet.streamIndex = target.index;
        packet.rescaleTs(stream.timeBase, target.timeBase);
        const written = output.interleavedWriteFrameSync(packet);
        check(written, { doing: 'write the output file' });
      }
      packet.unref();
    },
    async close() {
      packet.free();
      await input.closeInput();
    },
  };
}

/** Opens a file for the one stream. */
async function openSource({ name, demuxer, copied }: CopiedStream, folder: string) {
  const input = new FormatContext();
  input.allocContext();
  try {
    await openInput(input, { file: join(folder, name), demuxer });
    const stream = input.streams[copied];
    if (!stream) throw new RenderError('failed', `A file has no stream ${copied}.`);
    // Of the others, not a byte is read.
    for (const other of input.streams) {
      if (other.index !== copied) other.discard = AVDISCARD_ALL;
    }
    return { input, stream };
  } catch (error) {
    await input.closeInput();
    throw error;
  }
}

function describeCopy(source: Stream, target: Stream): void {
  check(source.codecpar.copy(target.codecpar), { doing: 'describe a stream' });
  // Containers name codecs in their own ways.
  target.codecpar.codecTag = 0;
  target.timeBase = source.timeBase;
  target.avgFrameRate = source.avgFrameRate;
}

/** What an edit list hides would be seen in a copy, and a decoder told of new parameters midway may not hear it. */
function assertShown(packet: Packet): void {
  const isNew = packet.getSideData(AV_PKT_DATA_NEW_EXTRADATA) !== null;
  if (isNew || packet.hasFlags(AV_PKT_FLAG_DISCARD)) {
    throw new RenderError(
      'failed',
      'The picture cannot be copied: it is not shown as it is stored.',
    );
  }
}

/** A file that was cut off ends before its header says. */
function assertWhole({ durationMs }: CopiedStream, end: number): void {
  const missingMs = durationMs - end * 1000;
  if (missingMs > TOLERANCE_MS) {
    throw new RenderError('failed', `A file ends ${Math.round(missingMs)} ms too early.`);
  }
}
