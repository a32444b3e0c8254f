const WORDS: Record<string, number> = {
  half: 0.5,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
};
const CHINESE_DIGITS = '零一二三四五六七八九';

const NUMBER = `\\d+(?:\\.\\d+)?|${Object.keys(WORDS).join('|')}|[零一二两三四五六七八九十百半]+`;
const UNIT = 'milliseconds?|ms|毫秒|minutes?|mins?|分钟?|seconds?|secs?|s|秒钟?';

/** Source of a pattern for a length of time, `10s`, `1:30`, `half a minute`, `十秒`; one group. */
export const DURATION = `((?:\\d+:\\d{2})|(?:(?:${NUMBER})(?:\\s*(?:an?|个))?[\\s-]*(?:${UNIT})(?![a-z]))(?:\\s*(?:${NUMBER})\\s*(?:秒钟?|seconds?|secs?|s)(?![a-z]))?)`;

/** The same, or a figure whose unit follows later: the 2 of `from 2 to 5 seconds`; one group. */
export const LOOSE_DURATION = `(${DURATION.slice(1, -1)}|\\d+(?:\\.\\d+)?)`;

/** Source of a pattern for a plain number in figures or words; one group. */
export const FIGURE = `(${NUMBER})`;

const DURATION_PART = new RegExp(`(${NUMBER})(?:\\s*(?:an?|个))?[\\s-]*(${UNIT})`, 'giu');

/** Reads what a duration pattern matched, as milliseconds; a bare figure is in seconds. */
export function parseDuration(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const clock = /^(\d+):(\d{2})$/.exec(text.trim());
  if (clock) return (Number(clock[1]) * 60 + Number(clock[2])) * 1000;
  let totalMs = 0;
  for (const [, figure = '', unit = ''] of text.matchAll(DURATION_PART)) {
    totalMs += parseFigure(figure) * unitToMs(unit.toLowerCase());
  }
  return Math.round(totalMs);
}

/** Reads what `FIGURE` matched: `2.5`, `five`, `十五`, `半`. */
export function parseFigure(text: string): number {
  const plain = Number(text);
  if (!Number.isNaN(plain)) return plain;
  return WORDS[text.toLowerCase()] ?? parseChinese(text);
}

function unitToMs(unit: string): number {
  if (unit.startsWith('ms') || unit.startsWith('milli') || unit === '毫秒') return 1;
  return unit.startsWith('m') || unit.startsWith('分') ? 60_000 : 1000;
}

/** Up to a hundred-odd, which is as far as video edits are spelled out. */
function parseChinese(text: string): number {
  if (text === '半') return 0.5;
  const [hundreds, rest] = text.includes('百') ? text.split('百') : ['', text];
  const [tens, ones] = rest?.includes('十') ? rest.split('十') : ['', rest];
  const tensValue = rest?.includes('十') ? digit(tens || '一') : 0;
  return digit(hundreds ?? '') * 100 + tensValue * 10 + digit(ones ?? '');
}

function digit(character: string): number {
  if (character === '两') return 2;
  return Math.max(0, CHINESE_DIGITS.indexOf(character.at(-1) ?? '零'));
}

/** Words for louder and softer: those of sound alone, and those that need to be told of what. */
const CHANGES: Array<[factor: number, ofSound: RegExp, ofAnything: RegExp]> = [
  [
    1.5,
    /\blouder\b|\btoo\s+quiet\b|大声/iu,
    /\bturn(?:\s+\S+){0,3}?\s+up\b|\b(?:raise|increase|boost)\b|大一?[点些]|调[大高]|提高|太小/iu,
  ],
  [
    0.5,
    /\b(?:quieter|softer)\b|\btoo\s+loud\b|小声/iu,
    /\bturn(?:\s+\S+){0,3}?\s+down\b|\b(?:lower|reduce|decrease)\b|[小低]一?[点些]|调[小低]|降低|太[大响吵]/iu,
  ],
];

/** Finds a word for louder or softer; `factor` is what it does to a volume. */
export function findChange(text: string, namesSound: boolean) {
  for (const [factor, ofSound, ofAnything] of CHANGES) {
    const match = ofSound.exec(text) ?? (namesSound ? ofAnything.exec(text) : null);
    if (match) return { factor, match };
  }
  return null;
}

/** Reads `35%`, `百分之三十五`; null when there is none. */
export function findPercent(text: string): { share: number; match: RegExpExecArray } | null {
  const match =
    /(\d+(?:\.\d+)?)\s*(?:%|％|percent\b)|百分之([零一二两三四五六七八九十百]+|\d+)/iu.exec(text);
  if (!match) return null;
  return { share: parseFigure(match[1] ?? match[2] ?? '0') / 100, match };
}
