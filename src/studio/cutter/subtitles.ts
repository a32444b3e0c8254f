/** One subtitle of a file: what is said, and when. */
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
}

const STAMP = '(?:(\\d{1,2}):)?(\\d{1,2}):(\\d{1,2})(?:[.,](\\d{1,3}))?';
/** `00:00:01,000 --> 00:00:02,500`; hours and milliseconds may be missing, settings may follow. */
const TIMES = new RegExp(`^\\s*${STAMP}\\s*-{1,2}>\\s*${STAMP}`);
const NUMBER_LINE = /^\s*\d{1,6}\s*$/;
/** What surrounds a pasted file and is none of its text. */
const WRAPPING = /^\s*(?:`{3,}\w*|WEBVTT.*)\s*$/;
/** Tags, and the override blocks of ASS (`{\\an8}`) and MicroDVD (`{y:i}`) that SRT files carry along. */
const MARKUP = /<[^<>]{0,80}>|\{(?:\\|[a-z]:)[^{}]{0,500}\}/gi;

/** Takes a pasted SRT (or WebVTT) file out of a message; null when there is none. */
export function cutSubtitles(message: string) {
  if (!message.includes('->')) return null;
  const lines = message.split(/\r\n|[\r\n]/);
  const first = lines.findIndex(isTimes);
  if (first < 0) return null;
  const begin = NUMBER_LINE.test(lines[first - 1] ?? '') ? first - 1 : first;
  const last = lines.findLastIndex(isTimes);
  const blank = lines.findIndex((line, at) => at > last && line.trim() === '');
  const end = blank < 0 ? lines.length : blank;
  return {
    before: joinText(lines.slice(0, begin)),
    file: lines.slice(begin, end).join('\n'),
    after: joinText(lines.slice(end)),
  };
}

function isTimes(line: string): boolean {
  return TIMES.test(line);
}

function joinText(lines: string[]): string {
  return lines.filter((line) => !WRAPPING.test(line)).join('\n');
}

/** Reads an SRT file as people paste it: numbers, blank lines and order do not matter. */
export function parseSubtitles(file: string): Cue[] {
  const cues: Array<Cue & { lines: string[] }> = [];
  for (const line of file.split(/\r\n|[\r\n]/)) {
    const times = TIMES.exec(line);
    if (times) {
      const [startMs, endMs] = [readStamp(times.slice(1, 5)), readStamp(times.slice(5, 9))];
      // The number above these times is not the text of the subtitle before.
      if (NUMBER_LINE.test(cues.at(-1)?.lines.at(-1) ?? '')) cues.at(-1)?.lines.pop();
      cues.push({ startMs, endMs, text: '', lines: [] });
    } else if (line.trim() !== '' && !WRAPPING.test(line)) cues.at(-1)?.lines.push(line);
  }
  return cues
    .map(({ startMs, endMs, lines }) => {
      const text = lines.map((line) => line.replace(MARKUP, '').trim()).join('\n');
      return { startMs, endMs, text: text.trim() };
    })
    .filter(({ startMs, endMs, text }) => endMs > startMs && text !== '')
    .sort((one, other) => one.startMs - other.startMs);
}

function readStamp([hours, minutes, seconds, fraction]: Array<string | undefined>): number {
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number((fraction ?? '0').padEnd(3, '0'));
}
