import { expect } from 'vitest';

import { type GreyFrame, measureLevel, readFrame } from '../../../scripts/dev/frames.ts';
import { brightnessAt } from '../render-support.ts';
import type { Check } from './facts.ts';

const PLACES: Record<string, [x: number, y: number]> = {
  center: [0.5, 0.5],
  left: [0.25, 0.5],
  right: [0.75, 0.5],
  top: [0.5, 0.08],
  bottom: [0.5, 0.92],
  'top-left': [0.1, 0.08],
  'bottom-right': [0.9, 0.92],
};
/** Brighter than the dark clip, and than a black plate on it. */
const INK = 64;

/** The tones of the samples, and how loud each file is by itself. */
export interface Tones {
  [name: string]: { frequencyHz: number; level: number };
}

/** Holds a rendered file against one fact of the table. */
export async function inspect({
  file,
  check,
  tones,
}: {
  file: string;
  check: Check;
  tones: Tones;
}): Promise<void> {
  const what = JSON.stringify(check);
  if (check.kind === 'level') {
    const { source, sign, decibels, ...part } = check;
    const tone = tones[source];
    const level = await measureLevel({
      file,
      atMs: part.atMs,
      durationMs: part.durationMs,
      ...(tone && { frequencyHz: tone.frequencyHz }),
    });
    const relative = level - (tone?.level ?? 0);
    // A neighbouring tone is still heard through the band filter, 35 dB down.
    if (decibels === Number.NEGATIVE_INFINITY)
      expect(relative, what).toBeLessThan(tone ? -28 : -70);
    else if (sign === '<') expect(relative, what).toBeLessThan(decibels);
    else expect(Math.abs(relative - decibels), `${what}: ${relative}`).toBeLessThan(1.5);
    return;
  }
  const frame = await readFrame({ file, atMs: check.atMs });
  if (check.kind === 'ink') expect(findInk(frame, check.place), what).toBe(check.place);
  else {
    const [x, y] = PLACES[check.place] ?? [0.5, 0.5];
    const luma = brightnessAt(frame, x, y);
    if (check.sign === '<') expect(luma, what).toBeLessThan(check.luma);
    else expect(Math.abs(luma - check.luma), `${what}: ${luma}`).toBeLessThan(14);
  }
}

/** Which third of the picture letters are in, and which half if they are in one alone. */
function findInk({ width, height, luma }: GreyFrame, wanted: string): string {
  const found = new Set<string>();
  for (const [at, value] of luma.entries()) {
    if (value < INK) continue;
    const row = Math.floor((3 * Math.floor(at / width)) / height);
    const side = wanted.includes('-') ? (at % width < width / 2 ? '-left' : '-right') : '';
    found.add((['top', 'center', 'bottom'][row] ?? '') + side);
  }
  return [...found].join(' and ') || 'none';
}
