/** Looks into a media file with libav, in this process: one picture of it, how two differ, or how loud it is. */
import { Frame, Log } from 'node-av/lib';
import { AV_LOG_ERROR, AVERROR_EOF } from 'node-av/constants';

import { check, findSink, openGraph } from '../../src/studio/cutter/render/libav.ts';

Log.setLevel(AV_LOG_ERROR);

/** A picture in 8-bit grey, row by row. */
export interface GreyFrame {
  width: number;
  height: number;
  luma: Uint8Array;
}

interface FrameWish {
  file: string;
  /** The frame shown at this time is read. */
  atMs: number;
  /** Scaled to this size when told; as stored (not turned) otherwise. */
  width?: number;
  height?: number;
}

/** Reads one frame of a file. */
export async function readFrame({ file, atMs, width = -1, height = -1 }: FrameWish) {
  const at = atMs / 1000;
  using graph = await openGraph(
    [
      `movie='${file}':seek_point=${Math.max(0, at - 0.15)}`,
      // `movie` tells the start of its last frame as its end, and `fps` would drop that frame.
      'tpad=stop_duration=1:stop_mode=clone',
      'settb=AVTB',
      // Half a millisecond late: the frame that begins at this very time is meant.
      `setpts=PTS-${at}/TB-500`,
      'fps=1000:start_time=0',
      'trim=end_frame=1',
      `scale=${width}:${height}`,
      'format=gray',
      'buffersink@v',
    ].join(','),
  );
  using frame = new Frame();
  frame.alloc();
  const code = await findSink(graph, 'buffersink@v').buffersinkGetFrame(frame);
  check(code, { doing: `read a frame of ${file} at ${atMs} ms` });
  // `toBuffer` leaves out the padding of the rows.
  const luma = new Uint8Array(frame.toBuffer());
  return { width: frame.width, height: frame.height, luma } satisfies GreyFrame;
}

/** The share (0 to 1) of pixels that differ clearly between two files at one time: whether a title can be seen. */
export async function measureDifference(files: [string, string], atMs: number): Promise<number> {
  const size = { width: 640, height: 360 };
  const [first, second] = await Promise.all(
    files.map((file) => readFrame({ file, atMs, ...size })),
  );
  if (!first || !second) return 0;
  const differing = first.luma.filter(
    (value, index) => Math.abs(value - (second.luma[index] ?? 0)) > 60,
  );
  return differing.length / first.luma.length;
}

interface LevelWish {
  file: string;
  /** Measures from here on, and only that long; the whole file otherwise. */
  atMs?: number;
  durationMs?: number;
  /** Measures this tone alone, to tell two tones in one mix apart. */
  frequencyHz?: number;
}

/** Measures the mean level of a file's sound in dBFS; silence is -Infinity. */
export async function measureLevel({ file, atMs = 0, durationMs, frequencyHz }: LevelWish) {
  const duration = durationMs === undefined ? '' : `:duration=${durationMs / 1000}`;
  using graph = await openGraph(
    [
      `amovie='${file}'`,
      'aformat=sample_fmts=fltp',
      ...(frequencyHz ? [`bandpass=f=${frequencyHz}:t=h:w=60`] : []),
      `atrim=start=${atMs / 1000}${duration}`,
      'astats=metadata=1:measure_perchannel=none:measure_overall=RMS_level',
      'abuffersink@a',
    ].join(','),
  );
  using frame = new Frame();
  frame.alloc();
  const sink = findSink(graph, 'abuffersink@a');
  let level = Number.NEGATIVE_INFINITY;
  for (;;) {
    const code = await sink.buffersinkGetFrame(frame);
    if (code === AVERROR_EOF) return level;
    check(code, { doing: `read the sound of ${file}` });
    const told = frame.getMetadata().get('lavfi.astats.Overall.RMS_level');
    if (told !== null && told !== '-inf') level = Number(told);
    frame.unref();
  }
}
