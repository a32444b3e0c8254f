import { MARKS } from './marks.ts';
import type { Segment, Timeline } from './timeline.ts';
import type { Word } from '../words/text.ts';

interface Cue {
  startMs: number;
  endMs: number;
  /** Without empty lines, which end a cue. */
  lines: string[];
  look: Segment['look'];
}

/** The titles in the order they appear; those that are shown together are cues of their own, which overlap. */
function listCues({ tracks }: Timeline, word: Word): Cue[] {
  return tracks
    .filter(({ kind }) => kind === 'title')
    .flatMap(({ segments }) => segments)
    .map(({ label, startMs, endMs, look }) => ({
      startMs,
      endMs,
      look,
      lines: word(label)
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    }))
    .filter(({ startMs, endMs, lines }) => endMs > startMs && lines.length > 0)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

/** True for a timeline without a title that is seen: players refuse a SubRip file without cues. */
export const hasNoCues = (timeline: Timeline, word: Word): boolean =>
  listCues(timeline, word).length === 0;

/** The titles as SubRip. An arrow in a text would look like a time. */
export function writeSrt(timeline: Timeline, word: Word): string {
  const cues = listCues(timeline, word).map(({ startMs, endMs, lines }, index) =>
    [
      String(index + 1),
      `${formatTime(startMs, ',')} --> ${formatTime(endMs, ',')}`,
      ...lines.map((line) => line.replaceAll('-->', '→')),
      '',
    ].join('\n'),
  );
  return `${cues.join('\n')}${MARKS['.srt']}`;
}

/** The titles as WebVTT, with their place and one of the colours that every player knows. */
export function writeVtt(timeline: Timeline, word: Word): string {
  const cues = listCues(timeline, word).map(({ startMs, endMs, lines, look }) => {
    const line = LINES.get(look?.position ?? '');
    const settings = line === undefined ? '' : ` line:${line}`;
    const text = lines.map(escapeVtt).join('\n');
    return [
      `${formatTime(startMs, '.')} --> ${formatTime(endMs, '.')}${settings}`,
      COLORS.has(look?.color ?? '') ? `<c.${look?.color}>${text}</c>` : text,
      '',
    ].join('\n');
  });
  return ['WEBVTT', '', MARKS['.vtt'], '', ...cues].join('\n');
}

/** Where a title stands, as a share of the picture's height. */
const LINES = new Map([
  ['top', '10%'],
  ['center', '50%'],
  ['bottom', '90%'],
]);

/** WebVTT's own classes; other colours would need a style sheet, with which some readers find no cue at all. */
const COLORS = new Set(['white', 'lime', 'cyan', 'red', 'yellow', 'magenta', 'blue', 'black']);

const escapeVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `00:01:02,500`. */
function formatTime(ms: number, mark: ',' | '.'): string {
  const whole = Math.round(ms);
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3_600_000),
    Math.floor(whole / 60_000) % 60,
    Math.floor(whole / 1000) % 60,
  ].map((part) => String(part).padStart(2, '0'));
  return `${hours}:${minutes}:${seconds}${mark}${String(whole % 1000).padStart(3, '0')}`;
}
