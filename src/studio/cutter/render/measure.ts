import { Frame } from 'node-av/lib';
import { AVERROR_EOF } from 'node-av/constants';
import { RenderError } from './errors.ts';
import { check, findSink, openGraph } from './libav.ts';
import type { FrameReply } from './protocol.ts';

/** Runs a graph that ends in one grey picture at `buffersink@v`, and returns that picture. */
export async function readGreyFrame(graph: string): Promise<FrameReply> {
  using opened = await openGraph(graph);
  using frame = new Frame();
  frame.alloc();
  const code = await findSink(opened, 'buffersink@v').buffersinkGetFrame(frame);
  if (code === AVERROR_EOF) throw new RenderError('failed', 'There is no frame at that time.');
  check(code, { doing: 'decode a frame' });
  // `toBuffer` leaves out the padding of the rows.
  return { width: frame.width, height: frame.height, luma: frame.toBuffer().toString('base64') };
}

/** Runs a graph through `astats` to `abuffersink@a`; returns the mean level of all of it in dBFS. */
export async function readMeanLevel(graph: string): Promise<number> {
  using opened = await openGraph(graph);
  using frame = new Frame();
  frame.alloc();
  const sink = findSink(opened, 'abuffersink@a');
  let level = Number.NEGATIVE_INFINITY;
  for (;;) {
    const code = await sink.buffersinkGetFrame(frame);
    if (code === AVERROR_EOF) return level;
    check(code, { doing: 'decode sound' });
    const told = frame.getMetadata().get('lavfi.astats.Overall.RMS_level');
    if (told !== null && told !== '-inf') level = Number(told);
    frame.unref();
  }
}
