/** What a row's words mean as an operation, in either language: music, fades, the picture and titles. */
import type { Operation, Ratio } from '../operations/operation.ts';
import { isContradictory, readDetails } from './looks.ts';
import type { Meanings } from './row.ts';
import type { Reading } from './token.ts';

/** Volumes by name. */
const SOFT = 0.15;
const LOUD = 0.6;

/** How music is to sound, from all that is said of it. */
export function readMusic(reading: Reading): Operation {
  const named = reading.has('SOFT') ? SOFT : reading.has('LOUD') ? LOUD : undefined;
  const volume = reading.number('PCT') ?? named;
  const file = reading.word('SONG');
  const time = reading.time ?? 1;
  const fades = { in: reading.names.includes('IN '), out: reading.names.includes('OUT ') };
  const isFaded = reading.has('FADE');
  return {
    op: 'music',
    ...(file !== undefined && { file }),
    ...(volume !== undefined && { volume }),
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

const text = (reading: Reading): string => reading.word('TEXT') ?? '';
export const kind = (reading: Reading): { of?: 'subtitles' } =>
  reading.has('SUBTITLES', 'SUBTITLE') ? { of: 'subtitles' } : {};

/** "at the beginning" of a title that is added is where it is anyway; of one that is changed, it moves. */
export const addTitle = (reading: Reading): Meanings =>
  isContradictory(reading) ? null : { op: 'title', text: text(reading), ...readDetails(reading) };

export function changeTitle(reading: Reading): Meanings {
  if (isContradictory(reading)) return null;
  const words = reading.word('TEXT');
  return {
    op: 'change-title',
    ...kind(reading),
    ...(words !== undefined && { text: words }),
    ...readDetails(reading),
  };
}

export function addSubtitles(reading: Reading): Meanings {
  if (isContradictory(reading)) return null;
  const { position, side, color, size, scale, fade } = readDetails(reading);
  const looks = { position, side, color, size, scale, fade };
  const given = Object.entries(looks).filter(([, value]) => value !== undefined);
  const cues = reading.word('CUES');
  return {
    op: 'subtitles',
    ...(cues !== undefined && { text: cues }),
    ...Object.fromEntries(given),
  };
}
