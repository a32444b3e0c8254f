/** What a row's words mean as an operation, in either language. */
import type { Operation, Ratio } from '../operations/operation.ts';
import type { Reading } from './row.ts';

type Part = { from?: number | undefined; to?: number | undefined };
const part =
  (read: (reading: Reading) => Part) =>
  (op: 'trim' | 'cut') =>
  (reading: Reading): Operation | null =>
    reading.isEach ? null : ({ op, ...read(reading), ...reading.of } as Operation);

/** `to: 5` is the first five seconds, `from: -5` the last five. */
export const first = part(({ time }) => ({ to: time }));
export const last = part(({ time }) => ({ from: -(time ?? 0) }));
export const range = part(({ times: [from, to] }) => ({ from, to }));
export const after = part(({ time }) => ({ from: time }));
/** The same of both ends. */
export function bothEnds(reading: Reading): Operation[] | null {
  const [start, end] = [first('cut')(reading), last('cut')(reading)];
  return start && end && [start, end];
}

export function placeNamed(reading: Reading) {
  const files = reading.clips.filter((name) => typeof name === 'string');
  return files.length === 0 ? { op: 'place' as const } : { op: 'place' as const, files };
}

export function showFirstOrLast(reading: Reading) {
  const [clip = 0] = reading.clips;
  const to = reading.has('FIRST', 'START', 'FRONT') ? ('first' as const) : ('last' as const);
  return [
    { op: 'slides' as const, seconds: reading.time ?? 0, of: clip },
    { op: 'move' as const, clip, to },
  ];
}

/** What "louder" and "quieter" are, when nobody says how much. */
export const LOUDER = 1.5;
export const QUIETER = 0.5;

/** "2x", "150%", "half". */
export function readFactor(reading: Reading): number {
  return reading.all<number>('X', 'PCT', 'NUM')[0] ?? (reading.has('HALF') ? 0.5 : 1);
}

/** "to 50%" is a speed; "by 50%" and "50% faster" are a difference. */
const isTarget = ({ names }: Reading): boolean => /(?:TO|BECOME|AT) |SPEED $/.test(names);
const isPercent = (reading: Reading): boolean => reading.has('PCT');

/** "faster by 50%" is 1.5 times, "2x faster" and "faster by 2x" are twice. */
export function faster(reading: Reading): Operation {
  if (reading.number('X') === 1) return { op: 'speed', factor: 2, ...reading.of };
  const by = isPercent(reading) && !isTarget(reading) ? 1 : 0;
  return { op: 'speed', factor: by + readFactor(reading), ...reading.of };
}

/** "slower by 25%" is 0.75 times, "2x slower" and "slow down by 2x" are half, "slow down to 0.5x" is half. */
export function slower(reading: Reading): Operation {
  if (reading.number('X') === 1) return { op: 'speed', factor: 0.5, ...reading.of };
  const given = readFactor(reading);
  const isShare = isTarget(reading) || (!isPercent(reading) && given < 1);
  const factor = isShare ? given : isPercent(reading) ? 1 - given : 1 / given;
  return { op: 'speed', factor: Math.round(factor * 1000) / 1000, ...reading.of };
}

export const speedTo = (reading: Reading): Operation => ({
  op: 'speed',
  factor: readFactor(reading),
  ...reading.of,
});

/** The volume of the music where it is named, else that of the clips' own sound. */
export const volume =
  (to: number) =>
  (reading: Reading): Operation =>
    reading.has('MUSIC') ? { op: 'music-volume', to } : { op: 'volume', to, ...reading.of };
export const volumeTo = (reading: Reading): Operation =>
  volume(reading.number('PCT') ?? 1)(reading);
export const louder =
  (by: number) =>
  (reading: Reading): Operation =>
    reading.has('MUSIC') ? { op: 'music-louder', by } : { op: 'louder', by, ...reading.of };

/** Volumes by name. */
const SOFT = 0.15;
const LOUD = 0.6;

/** How music is to sound, from all that is said of it. */
export function readMusic(reading: Reading): Operation {
  const named = reading.has('SOFT', 'LESS') ? SOFT : reading.has('LOUD') ? LOUD : undefined;
  const share = reading.number('PCT') ?? named;
  const file = reading.word('SONG');
  const time = reading.time ?? 1;
  const fades = { in: reading.names.includes('IN '), out: reading.names.includes('OUT ') };
  const isFaded = reading.has('FADE');
  return {
    op: 'music',
    ...(file !== undefined && { file }),
    ...(share !== undefined && { volume: share }),
    ...(isFaded && /FADE (?:IN AND OUT|IN) /.test(reading.names) && fades.in && { in: time }),
    ...(isFaded && fades.out && { out: time }),
    ...(reading.has('ONCE') && { loop: false }),
    ...(reading.has('LOOP') && { loop: !reading.has('NOT', 'NO') }),
  };
}

export function readFade(reading: Reading): { in?: number; out?: number } {
  const seconds = reading.time ?? 1;
  const isIn =
    reading.has('FROM_BLACK', 'IN_AND_OUT') ||
    /(?:FADE|REF|VIDEO|IT|MUSIC|CLIPS|PICTURE) IN (?!TIME)|FADE IN /.test(reading.names);
  const isOut = reading.has('TO_BLACK', 'IN_AND_OUT', 'OUT');
  return { ...(isIn && { in: seconds }), ...(isOut && { out: seconds }) };
}

export function readCrossFade(reading: Reading): Operation {
  const [one, other] = reading.clips;
  return {
    op: 'cross-fade',
    seconds: reading.time ?? 1,
    ...(one !== undefined && other !== undefined && { between: [one, other] }),
  };
}

export function readShape(reading: Reading): Operation {
  return { op: 'shape', ratio: (reading.word('RATIO') ?? '9:16') as Ratio };
}

export function readPixels(reading: Reading): Operation {
  const [size] = reading.all<{ width: number; height: number }>('PIXELS');
  if (size) return { op: 'resolution', ...size };
  return { op: 'lines', lines: reading.number('LINES') ?? 0 };
}

export function readTurn(reading: Reading): Operation {
  const usual = reading.has('UPSIDE') ? 180 : 90;
  const degrees = reading.number('DEG') ?? reading.number('NUM') ?? usual;
  const isLeft = reading.has('COUNTER', 'LEFT');
  return { op: 'rotate', degrees: isLeft ? -degrees : degrees, ...reading.of };
}
