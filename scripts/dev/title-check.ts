/** Tells whether something was drawn over a picture: a title that nobody can see is no title. */
import { readFrame } from './frames.ts';

/** The share (0 to 1) of pixels that differ clearly between two files at one time, both scaled to 640×360. */
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
