/** Numbers and lengths of time as people write them in both languages. */
const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ENGLISH = new Map([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, (at + 2) * 10] as const),
]);
const CHINESE = '零一二三四五六七八九';

const ONES = SMALL.slice(1, 10).join('|');
const SPELLED = `(?:${TENS.join('|')})(?:[\\s-](?:${ONES})\\b)?|${SMALL.join('|')}`;
const SPELLED_ZH = '[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?';

/** Source of a pattern for a number: `2.5`, `forty-five`, `十五`. */
export const NUMBER = `(?:\\d+(?:\\.\\d+)?|\\.\\d+|(?:${SPELLED})(?![a-z])|${SPELLED_ZH})`;

/** Reads what `NUMBER` matched. */
export function readNumber(text: string): number {
  if (/^[\d.]+$/.test(text)) return Number(text);
  const [tens = '', ones] = text.toLowerCase().split(/[\s-]/);
  const spelled = ENGLISH.get(tens);
  if (spelled !== undefined) return spelled + (ENGLISH.get(ones ?? '') ?? 0);
  const [whole = '', fraction] = text.split('点');
  const decimals = [...(fraction ?? '')].map((each) => CHINESE.indexOf(each)).join('');
  return readChinese(whole) + (decimals === '' ? 0 : Number(`0.${decimals}`));
}

const digit = (each: string): number =>
  each === '两' ? 2 : Math.max(0, CHINESE.indexOf(each.at(-1) ?? '零'));

/** Up to a hundred-odd, which is as far as video edits are spelled out. */
function readChinese(text: string): number {
  const [hundreds, rest = ''] = text.includes('百') ? text.split('百') : [undefined, text];
  const [tens, ones = ''] = rest.includes('十') ? rest.split('十') : [undefined, rest];
  return (
    (hundreds === undefined ? 0 : digit(hundreds || '一') * 100) +
    (tens === undefined ? 0 : digit(tens || '一') * 10) +
    digit(ones)
  );
}

const UNITS: Array<[seconds: number, source: string]> = [
  [3600, '(?:hours?|hrs?|h)(?![a-z])|个?半?小时'],
  [60, '(?:minutes?|mins?|m)(?![a-z])|分(?!之|辨)钟?'],
  [1, '(?:seconds?|secs?|s)(?![a-z])|秒钟?'],
  [0.001, '(?:milliseconds?|ms)(?![a-z])|毫秒'],
];
const HALF_MORE = '(?:\\s+and\\s+a\\s+half(?![a-z])|半钟?)';
/** `a` is one; "a second clip" is no time. */
const AMOUNT = `(?:${NUMBER}(?:\\s+and\\s+a\\s+half)?|half(?:\\s+an?)?|an?(?=\\s)|半个?)`;
const NOT_A_NOUN = '(?!\\s+(?:clip|video|title|caption|subtitle|photo|image|song|track|file)\\b)';

const part = (unit: string): string => `${AMOUNT}[\\s-]*(?:${unit})${HALF_MORE}?`;
const [HOURS, MINUTES, SECONDS, MILLISECONDS] = UNITS.map(([, unit]) => part(unit));
const NEXT = '\\s*(?:and\\s+|,\\s*)?';
const CLOCK = '\\d{1,3}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?![\\d:])';

/** Source of a pattern for a length of time: `10s`, `1:02:30`, `a minute and a half`, `一分半`. */
export const DURATION = `(?:${CLOCK}|${HOURS}(?:${NEXT}${MINUTES})?(?:${NEXT}${SECONDS})?|${MINUTES}(?:${NEXT}${SECONDS})?|${MILLISECONDS}|${SECONDS}${NOT_A_NOUN})`;

const PARTS = new RegExp(
  `(${AMOUNT})[\\s-]*(?:${UNITS.map(([, unit]) => `(${unit})`).join('|')})(${HALF_MORE})?`,
  'giu',
);

/** Reads what `DURATION` matched, in seconds. */
export function readDuration(text: string): number {
  if (/^\d+:/.test(text)) {
    return text.split(':').reduce((total, each) => total * 60 + Number(each), 0);
  }
  let total = 0;
  for (const [, amount = '', ...rest] of text.matchAll(PARTS)) {
    const index = rest.slice(0, 4).findIndex((unit) => unit !== undefined);
    const halfUnit = rest[index]?.includes('半') ? 0.5 : 0;
    const more = rest[4] === undefined ? 0 : 0.5;
    total += (readAmount(amount) + halfUnit + more) * (UNITS[index]?.[0] ?? 1);
  }
  return Math.round(total * 1000) / 1000;
}

function readAmount(text: string): number {
  if (/^(?:half|半)/iu.test(text)) return 0.5;
  if (/^an?$/iu.test(text)) return 1;
  const number = new RegExp(`^${NUMBER}`, 'iu').exec(text)?.[0] ?? '';
  return readNumber(number) + (number.length < text.length ? 0.5 : 0);
}
