import { Dictionary, FormatContext } from 'node-av/lib';
import { openCopyLane } from './copy-lane.ts';
import { openEncodeLane } from './encode-lane.ts';
import { pumpLanes } from './lane.ts';
import type { Lane } from './lane.ts';
import { check, openGraph } from './libav.ts';
import type { RenderJob } from './protocol.ts';

/** The index of MP4 and its kin goes to the front; other containers pass this over. */
const FASTSTART = { movflags: '+faststart' };

/** Runs a job to its end and writes the file. Tells the time reached again and again. */
export async function writeOutput(job: RenderJob, onTime: (timeMs: number) => void): Promise<void> {
  // `using` also keeps the graph from being collected while only its sinks are in use.
  using graph = job.graph === '' ? null : await openGraph(job.graph);
  const output = new FormatContext();
  const lanes: Lane[] = [];
  check(output.allocOutputContext2(null, job.muxer, job.output), { doing: 'choose the container' });
  try {
    for (const plan of job.streams) {
      if ('parts' in plan) lanes.push(await openCopyLane(plan, { folder: job.folder, output }));
      else if (graph) lanes.push(await openEncodeLane(plan, { graph, output }));
    }
    check(await output.openOutput(), { doing: 'create the output file' });
    check(await output.writeHeader(Dictionary.fromObject(FASTSTART)), {
      doing: 'begin the output file',
    });
    await pumpLanes(lanes, onTime);
    check(await output.writeTrailer(), { doing: 'finish the output file' });
  } finally {
    for (const lane of lanes) await lane.close();
    await output.closeOutput();
  }
}
