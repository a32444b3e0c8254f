import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { Engine } from './engine.ts';
import { RenderError } from './errors.ts';
import { HOLD_LAST, nameInput, openPicture, openSound } from './inputs.ts';
import type { RenderInput } from './inputs.ts';
import { withJobFolder } from './job-folder.ts';
import type { FrameReply } from './protocol.ts';
import { sniffMedia } from './sniff.ts';
import { clampNumber, formatNumber, formatSeconds } from './values.ts';

/** A picture in 8-bit grey, row by row. */
export interface GreyFrame {
  width: number;
  height: number;
  luma: Uint8Array;
}

export interface ReadFrameOptions {
  file: string;
  /** The frame shown at this time is read. */
  atMs: number;
  /** Scaled to this size when told; as stored (not turned) otherwise. */
  width?: number;
  height?: number;
}

export interface MeasureLevelOptions {
  file: string;
  /** Measures from here on, and only that long; the whole file otherwise. */
  atMs?: number;
  durationMs?: number;
  /** Measures this tone alone, to tell two tones in one mix apart. */
  frequencyHz?: number;
}

/** Reads one frame of a file as the engine's decoder sees it. */
export async function readFrame(engine: Engine, options: ReadFrameOptions): Promise<GreyFrame> {
  const read = (input: RenderInput, folder: string): Promise<FrameReply> =>
    engine.ask({ command: 'frame', folder, graph: buildFrameGraph(input, options) });
  const { width, height, luma } = await withInput(engine, { file: options.file, read });
  return { width, height, luma: new Uint8Array(Buffer.from(luma, 'base64')) };
}

/** Measures the mean level of a file's sound in dBFS; silence is -Infinity. */
export async function measureLevel(engine: Engine, options: MeasureLevelOptions): Promise<number> {
  const read = (input: RenderInput, folder: string): Promise<number | null> =>
    engine.ask({ command: 'level', folder, graph: buildLevelGraph(input, options) });
  // JSON has no infinity: it arrives as null.
  return (await withInput(engine, { file: options.file, read })) ?? Number.NEGATIVE_INFINITY;
}

/** `fps` keeps the frame that began before the wanted time; every later one is beyond `trim`. */
function buildFrameGraph(input: RenderInput, { atMs, width, height }: ReadFrameOptions): string {
  const at = formatSeconds(Math.max(0, atMs));
  const size = [width, height].map((side) =>
    formatNumber(clampNumber(side ?? -1, { min: -1, max: 4096 })),
  );
  return [
    openPicture(input, { seekMs: Math.max(0, atMs - 150) }),
    HOLD_LAST,
    'settb=AVTB',
    // Half a millisecond late: the frame that begins at this very time is meant.
    `setpts=PTS-${at}/TB-500`,
    'fps=1000:start_time=0',
    'trim=end_frame=1',
    ...(width || height ? [`scale=${size.join(':')}`] : []),
    'format=gray',
    'buffersink@v',
  ].join(',');
}

function buildLevelGraph(input: RenderInput, options: MeasureLevelOptions): string {
  const { atMs = 0, durationMs, frequencyHz } = options;
  const duration = durationMs === undefined ? '' : `:duration=${formatSeconds(durationMs)}`;
  return [
    openSound(input),
    'aformat=sample_fmts=fltp',
    ...(frequencyHz ? [`bandpass=f=${formatNumber(frequencyHz)}:t=h:w=60`] : []),
    `atrim=start=${formatSeconds(atMs)}${duration}`,
    'astats=metadata=1:measure_perchannel=none:measure_overall=RMS_level',
    'abuffersink@a',
  ].join(',');
}

async function withInput<Result>(
  engine: Engine,
  { file, read }: { file: string; read: (input: RenderInput, folder: string) => Promise<Result> },
): Promise<Result> {
  const sniffed = sniffMedia(await readHead(file));
  if (!sniffed) throw new RenderError('unsupported', `${file} is no media file.`);
  const facts = await engine.probe(file, sniffed.demuxer);
  const name = nameInput(0, sniffed.demuxer);
  const files = [{ kind: 'media' as const, name, source: resolve(file) }];
  return withJobFolder({ parent: tmpdir(), files }, (folder) =>
    read({ name, media: { file, demuxer: sniffed.demuxer, facts } }, folder),
  );
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
