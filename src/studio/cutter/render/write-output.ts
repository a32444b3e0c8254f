import { setImmediate } from 'node:timers/promises';
import { Dictionary, FormatContext } from 'node-av/lib';
import { openCopiedStream } from './copy-stream.ts';
import { openEncodedStream } from './encode-stream.ts';
import { check, openGraph, type StreamWriter } from './libav.ts';
import type { RenderJob } from './plan.ts';

/** The index of MP4 and its kin goes to the front; other containers pass this over. */
const FASTSTART = { movflags: '+faststart' };

/** Runs a job to its end and writes the file. Tells the time reached again and again. */
export async function writeOutput(job: RenderJob, onTime: (timeMs: number) => void): Promise<void> {
  // `using` also keeps the graph from being collected while only its sinks are in use.
  using graph = job.graph === '' ? null : await openGraph(job.graph);
  const output = new FormatContext();
  const streams: StreamWriter[] = [];
  check(output.allocOutputContext2(null, job.muxer, job.output), { doing: 'choose the container' });
  try {
    for (const plan of job.streams) {
      if ('copied' in plan)
        streams.push(await openCopiedStream(plan, { folder: job.folder, output }));
      else if (graph) streams.push(await openEncodedStream(plan, { graph, output }));
    }
    check(await output.openOutput(), { doing: 'create the output file' });
    check(await output.writeHeader(Dictionary.fromObject(FASTSTART)), {
      doing: 'begin the output file',
    });
    await interleave(streams, onTime);
    check(await output.writeTrailer(), { doing: 'finish the output file' });
  } finally {
    for (const stream of streams) await stream.close();
    await output.closeOutput();
  }
}

/** Copying never waits for another thread: progress would not get out, nor memory be watched. */
const BREATH_MS = 50;

/** Always advances the stream that is behind, so that packets stay interleaved and buffers small. */
async function interleave(
  streams: StreamWriter[],
  onTime: (timeMs: number) => void,
): Promise<void> {
  let breathedAt = performance.now();
  for (;;) {
    const open = streams.filter((stream) => !stream.isDone);
    const behind = open.reduce<StreamWriter | null>(
      (a, b) => (a && a.time <= b.time ? a : b),
      null,
    );
    if (!behind) return;
    // Told before the step: what all streams have reached only rises.
    onTime(behind.time * 1000);
    await behind.advance();
    if (performance.now() - breathedAt < BREATH_MS) continue;
    await setImmediate();
    breathedAt = performance.now();
  }
}
