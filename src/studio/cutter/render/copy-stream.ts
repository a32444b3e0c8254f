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
import type { StreamWriter } from './write-output.ts';
import { check, toNumber } from './libav.ts';
import { openInput } from './open-input.ts';
import type { CopiedPart, CopiedStream } from './plan.ts';

/** A frame or so: headers round. */
const TOLERANCE_MS = 50;

/** A part being read: its file, opened for this one stream. */
interface Source {
  part: CopiedPart;
  input: FormatContext;
  stream: Stream;
}

/** From one upload after another, as their packets are. */
export async function openCopiedStream(
  { kind, parts }: CopiedStream,
  { folder, output }: { folder: string; output: FormatContext },
): Promise<StreamWriter> {
  const packet = new Packet();
  packet.alloc();
  const rest = parts.values();
  const openNext = async (): Promise<Source | null> => {
    const { value: part } = rest.next();
    return part ? openSource(part, folder) : null;
  };
  let source = await openNext();
  let time = 0;
  /** Where the last picture or sound ends; with pictures out of order that is not the last packet. */
  let end = 0;
  const target = output.newStream();
  if (source) describeCopy(source.stream, target);
  return {
    get time() {
      return time;
    },
    get isDone() {
      return source === null;
    },
    async advance() {
      if (!source) return;
      const { part, input, stream } = source;
      const code = input.readFrameSync(packet);
      if (code === AVERROR_EOF) {
        assertWhole(part, end);
        source = null;
        await input.closeInput();
        source = await openNext();
        return;
      }
      check(code, { doing: 'read a file to its end' });
      if (packet.streamIndex === stream.index) {
        if (kind === 'video') assertShown(packet);
        const offset = BigInt(Math.round(part.startMs / 1000 / toNumber(stream.timeBase)));
        packet.pts += offset;
        packet.dts += offset;
        time = Number(packet.dts) * toNumber(stream.timeBase);
        end = Math.max(end, Number(packet.pts + packet.duration) * toNumber(stream.timeBase));
        packet.streamIndex = target.index;
        packet.rescaleTs(stream.timeBase, target.timeBase);
        const written = output.interleavedWriteFrameSync(packet);
        check(written, { doing: 'write the output file' });
      }
      packet.unref();
    },
    async close() {
      packet.free();
      await source?.input.closeInput();
    },
  };
}

async function openSource(part: CopiedPart, folder: string): Promise<Source> {
  const input = new FormatContext();
  input.allocContext();
  try {
    await openInput(input, { file: join(folder, part.name), demuxer: part.demuxer });
    const stream = input.streams[part.stream];
    if (!stream) throw new RenderError('failed', `A file has no stream ${part.stream}.`);
    // Of the others, not a byte is read.
    for (const other of input.streams) {
      if (other.index !== part.stream) other.discard = AVDISCARD_ALL;
    }
    return { part, input, stream };
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
function assertWhole({ startMs, durationMs }: CopiedPart, end: number): void {
  const missingMs = startMs + durationMs - end * 1000;
  if (missingMs > TOLERANCE_MS) {
    throw new RenderError('failed', `A file ends ${Math.round(missingMs)} ms too early.`);
  }
}
