import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import type { Engine, RenderedFacts } from '../../src/studio/cutter/render/engine.ts';
import type { GreyFrame } from '../../scripts/dev/frames.ts';
import type { RenderMedia } from '../../src/studio/cutter/render/plan.ts';
import { sniffMedia } from '../../src/studio/cutter/render/sniff.ts';
import type {
  MediaFacts,
  StudioClip,
  StudioMusic,
  StudioTimeline,
  StudioTitle,
} from '../../src/studio/cutter/timeline.ts';
import { png, times as repeat } from './hostile/bytes.ts';

export const SMALL = { width: 320, height: 180 } as const;

/** A clip, one second of the given media unless told otherwise. */
export function clipOf(mediaId: string, changes: Partial<StudioClip> = {}): StudioClip {
  const times = { sourceStartMs: 0, durationMs: 1000, fadeInMs: 0, fadeOutMs: 0 };
  return { mediaId, name: mediaId, speed: 1, volume: 1, ...times, ...changes };
}

export function musicOf(mediaId: string, changes: Partial<StudioMusic> = {}): StudioMusic {
  const times = { startMs: 0, durationMs: 1000, fadeInMs: 0, fadeOutMs: 0 };
  return { mediaId, name: mediaId, volume: 1, ...times, ...changes };
}

export function titleOf(text: string, changes: Partial<StudioTitle> = {}): StudioTitle {
  const times = { startMs: 0, durationMs: 1000, fadeMs: 0 };
  return { text, position: 'center', color: 'white', ...times, ...changes };
}

export function timelineOf(parts: Partial<Omit<StudioTimeline, 'canvas'>>): StudioTimeline {
  return { canvas: SMALL, clips: [], music: [], titles: [], ...parts };
}

/** Media that need not exist, for tests that only compile. */
export function mediaOf(facts: Partial<MediaFacts> = {}, demuxer = 'mov'): RenderMedia {
  const known = { durationMs: 5000, ...SMALL, rotation: 0 } as const;
  return {
    file: '/media/upload',
    demuxer,
    facts: { type: 'video', hasAudio: true, ...known, ...facts },
  };
}

/** A folder that is removed when the test or file is over. */
export async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'render-test-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Sniffs and probes a file, as the server does with an upload. */
export async function openMedia(engine: Engine, file: string): Promise<RenderMedia> {
  const { demuxer } = (await sniffMedia(await readFile(file))) ?? { demuxer: 'none' };
  return { file, demuxer, facts: await engine.probe(file, demuxer) };
}

/** Compiles and renders a timeline into a file of its own; the file goes when the test is over. */
export async function renderTimeline(
  engine: Engine,
  timeline: StudioTimeline,
  options: { media?: Record<string, RenderMedia>; width?: number; height?: number },
): Promise<RenderedFacts & { file: string }> {
  const folder = await makeFolder();
  onTestFinished(() => removeFolder(folder));
  const { media = {}, ...size } = options;
  const plan = compileTimeline(timeline, { media, output: { ...SMALL, ...size } });
  const file = join(folder, 'out.mp4');
  return { ...(await engine.render(plan, { outputFile: file })), file };
}

/** The share of pixels at least so bright, in rows from `top` to `bottom` (shares of the height). */
export function shareOfBright(
  frame: GreyFrame,
  { top = 0, bottom = 1, level = 180 }: { top?: number; bottom?: number; level?: number } = {},
): number {
  const rows = [Math.round(top * frame.height), Math.round(bottom * frame.height)] as const;
  const region = frame.luma.subarray(rows[0] * frame.width, rows[1] * frame.width);
  return region.filter((luma) => luma >= level).length / region.length;
}

/** How bright one place is: the mean of 5 x 5 pixels around it, in shares of width and height. */
export function brightnessAt(frame: GreyFrame, x: number, y: number): number {
  let sum = 0;
  for (let row = -2; row <= 2; row += 1) {
    const start = (Math.round(y * frame.height) + row) * frame.width + Math.round(x * frame.width);
    for (let column = -2; column <= 2; column += 1) sum += frame.luma[start + column] ?? 0;
  }
  return sum / 25;
}

/** Mean absolute difference of two frames of one size, in steps of 255. */
export function difference(one: GreyFrame, other: GreyFrame): number {
  const total = one.luma.reduce((sum, luma, at) => sum + Math.abs(luma - (other.luma[at] ?? 0)), 0);
  return total / one.luma.length;
}

/** Writes an opaque 8-bit grey PNG: its left (or right) half white, the other black. */
export async function writeHalfWhitePng(
  file: string,
  size: { width: number; height: number; side?: 'left' | 'right' },
): Promise<void> {
  const { width, height, side } = size;
  const row = Buffer.alloc(width + 1);
  const middle = 1 + width / 2;
  if (side === 'right') row.fill(255, middle);
  else row.fill(255, 1, middle);
  await writeFile(file, png({ width, height, rows: repeat(height, row) }));
}

/** Copies an MP4 with its picture marked as lying: to be turned clockwise by 90 degrees. */
export async function copyTurned(source: string, target: string): Promise<void> {
  const bytes = await readFile(source);
  // The matrix lies 40 bytes behind the name of a version 0 track header; video is the first track.
  const at = bytes.indexOf('tkhd') + 4 + 40;
  [0, 1, 0, -1, 0, 0, 0, 0, 0x4000].forEach((value, index) => {
    bytes.writeInt32BE(value * 0x10000, at + index * 4);
  });
  await writeFile(target, bytes);
}
