import type { Token } from './row.ts';
import { cutSubtitles } from '../subtitles.ts';
import { QUOTE_MARK } from './quotes.ts';
import { DURATION, NUMBER, readDuration, readNumber } from './times.ts';

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const ORDINAL = `(?:last|final|${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th))`;
const NOUN = '(?:clip|video|file|upload|image|photo|picture|segment|shot)';
const NOUN_ZH = '(?:片段|视频|素材|文件|图片|照片|镜头)';
const UNITS = '(?:s|x|p|px|ms|sec\\w*|min\\w*|deg\\w*|times|percent)\\b';

/** Colour names in both languages, as libav knows them. */
const COLORS = 'white yellow red blue green black orange purple pink cyan gold gray'.split(' ');
const COLORS_ZH = '白黄红蓝绿黑橙紫粉青金灰';
const RATIOS: Array<[ratio: string, source: string]> = [
  [
    '16:9',
    '16\\s*(?:[:/比]|by|x)\\s*9(?!\\d)|(?:landscape|widescreen|horizontal)(?:ly)?\\b|横屏|横版|横向|宽屏',
  ],
  ['9:16', '9\\s*(?:[:/比]|by|x)\\s*16(?!\\d)|(?:portrait|vertical)(?:ly)?\\b|竖屏|竖版|竖向'],
  ['1:1', '1\\s*(?:[:/比]|by|x)\\s*1(?!\\d)|square\\b|正方形|方形|方屏'],
  ['4:5', '4\\s*[:/比]\\s*5(?!\\d)'],
  ['4:3', '4\\s*[:/比]\\s*3(?!\\d)'],
];
/** Shorter side in pixels, by the name of a resolution. */
const LINES: Record<string, number> = {
  '8k': 4320,
  '4k': 2160,
  uhd: 2160,
  '2k': 1440,
  'full hd': 1080,
  hd: 720,
};

interface Value {
  pattern: RegExp;
  read(match: RegExpExecArray, quotes: string[]): Omit<Token, 'text' | 'at'> | null;
}

const value = (source: string, read: Value['read']): Value => ({
  pattern: new RegExp(`(?<![a-z\\d.](?=[a-z\\d]))(?:${source})`, 'iuy'),
  read,
});
const number = (source: string, name: string, of = (figure: number): number => figure): Value =>
  value(source, (match) => {
    const figure = match.slice(1).find((group) => group !== undefined) ?? '';
    return { name, value: of(readNumber(figure)) };
  });
const constant = (source: string, name: string, given: Token['value']): Value =>
  value(source, () => ({ name, value: given as number | string }));

function readOrdinal(words: string): number {
  if (/last|final|最后/iu.test(words)) return -1;
  const named = ORDINALS.findIndex((each) => new RegExp(`\\b${each}\\b`, 'iu').test(words));
  if (named >= 0) return named + 1;
  return readNumber(new RegExp(NUMBER, 'iu').exec(words)?.[0] ?? '0');
}
const clip = (source: string, name = 'REF'): Value =>
  value(source, ([words]) => ({ name, value: readOrdinal(words) }));

/** Everything with a value, the most specific first. */
export const VALUES: Value[] = [
  constant('\\s*\\n\\s*|[,;!:，。；！、：]|\\.(?!\\d)', 'COMMA', ''),
  constant('[-–—~→]+(?=\\s*\\d)', 'TO', ''),
  value(QUOTE_MARK, ([, at], quotes) => {
    const text = quotes[Number(at)] ?? '';
    return { name: cutSubtitles(text) ? 'CUES' : 'TEXT', value: text };
  }),
  value('#[0-9a-f]{6}\\b', ([color]) => ({ name: 'COLOR', value: color.toLowerCase() })),
  ...RATIOS.map(([ratio, source]) => constant(source, 'RATIO', ratio)),
  value('(\\d{2,4})\\s*[x×*]\\s*(\\d{2,4})(?!\\d)', ([, width, height]) => ({
    name: 'PIXELS',
    value: { width: Number(width), height: Number(height) },
  })),
  number('(\\d{3,4})\\s*p(?![a-z])', 'LINES'),
  ...Object.entries(LINES).map(([name, lines]) =>
    constant(`${name.replace(' ', '\\s+')}(?![a-z])`, 'LINES', lines),
  ),
  value(`${NUMBER}\\s*(?:%|percent\\b)`, ([words]) => ({
    name: 'PCT',
    value: readNumber(words.replace(/\s*(?:%|percent)$/i, '')) / 100,
  })),
  number(`百分之(${NUMBER})`, 'PCT', (figure) => figure / 100),
  constant(
    'half\\s+(?:the\\s+|its\\s+|of\\s+the\\s+)?(?=volume)|一半(?:的)?(?=音量)|(?<=音量(?:调到|调低到|降到|减到|减))一半',
    'PCT',
    0.5,
  ),
  number(`(${NUMBER})[\\s-]*(?:°|degrees?\\b|deg\\b|度)`, 'DEG'),
  number(
    `size\\s*(?:of|to|:|=)?\\s*(\\d{1,3})\\b|(\\d{1,3})\\s*(?:pt|px|points?|pixels?)\\b|字号(?:改为|设为|为|改成|调到|是)?(\\d{1,3})|(\\d{1,3})号字?`,
    'SIZE',
  ),
  clip(`${ORDINAL}\\s+(?:uploaded\\s+)?${NOUN}\\b`),
  clip(
    `(?:${NOUN}|number)\\s+#?(?:\\d{1,2}(?![\\d.:%°]|\\s*(?:°|${UNITS}))|(?:one|two|three|four|five|six)\\b(?!\\s*(?:${UNITS}|and\\s+a\\s+half)))`,
  ),
  clip(
    `(?:第[一二两三四五六七八九十\\d]{1,2}|最后一)[个段张条部](?:的?${NOUN_ZH})?|${NOUN_ZH}[一二三四五六七八九\\d](?![\\d.:%]|秒|分|倍|度)`,
  ),
  value(DURATION, ([words]) => ({ name: 'TIME', value: readDuration(words) })),
  // "second 2", 第2秒 is a time as well.
  number(`seconds?\\s+(\\d+(?:\\.\\d+)?)(?!\\s*(?:${UNITS}|clip))`, 'TIME'),
  constant('triple', 'X', 3),
  constant('(?:twice|double|two-fold)(?![a-z])', 'X', 2),
  number(`(${NUMBER})\\s*(?:[x×](?![a-z\\d])|times\\b|-?fold\\b|倍)`, 'X'),
  number('[x×]\\s*(\\d+(?:\\.\\d+)?)', 'X'),
  constant('(?<=(?:first|last|final)\\s)second\\s+and\\s+a\\s+half', 'TIME', 1.5),
  constant('(?<=(?:first|last|final)\\s)second(?![a-z])', 'TIME', 1),
  constant('(?<=(?:first|last|final)\\s)minute(?![a-z])', 'TIME', 60),
  constant('lower(?=[\\s-]+(?:left|right|part|third|corner|half))', 'BOTTOM', ''),
  clip(`(?:${ORDINALS.slice(1).join('|')})\\b|\\d{1,2}(?:st|nd|rd|th)\\b`, 'ORD'),
  value(
    `(${COLORS.join('|')}|grey)\\b(?!\\s*(?:(?:and|&)\\s*white|bars|borders|edges|bands|stripes))`,
    ([, name = '']) => ({
      name: 'COLOR',
      value: name.toLowerCase().replace('grey', 'gray'),
    }),
  ),
  ...COLORS.map((name, at) => constant(`${COLORS_ZH[at]}色`, 'COLOR', name)),
  constant(
    '(?<=\\b(?:titles?|captions?|subtitles?|text|headline|it|video|clip)\\s)last(?=\\s+(?:for\\s+)?(?:only\\s+)?[\\da-z.]+[\\s-]*s)',
    'LAST_FOR',
    '',
  ),
  constant('first\\b', 'FIRST', 1),
  constant(
    '(?:last|final)\\b(?!\\s+(?:edit|change|step|action|modification|operation|thing))',
    'LAST',
    -1,
  ),
  number(`(\\d+(?:\\.\\d+)?)(?![a-z%\\d])|(${NUMBER})(?:(?=\\s*[到至])|(?![\\p{L}%]))`, 'NUM'),
];

const EXTENSIONS: Array<[name: string, source: string]> = [
  ['REF', 'mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp'],
  ['SONG', 'mp3|wav|m4a|aac'],
  // Subtitles are pasted: a name of such a file says no more than the word.
  ['SUBTITLES', 'srt|vtt'],
];

/** A file that was uploaded, by its whole name, or what looks like a file's name. */
export function findFileName(text: string, at: number, files: string[]): Token | null {
  const rest = text.slice(at, at + 200).toLowerCase();
  const known = files.filter((name) => name.includes('.') && rest.startsWith(name.toLowerCase()));
  const longest = known.toSorted((one, other) => other.length - one.length)[0];
  const plain = /^[\w()@~-][\w().@~-]{0,80}\.[a-z0-9]{3,4}(?![a-z0-9])/i.exec(rest)?.[0];
  const name = longest ?? plain;
  if (name === undefined || /[a-z0-9]/i.test(text[at - 1] ?? '')) return null;
  const kind = EXTENSIONS.find(([, source]) => new RegExp(`\\.(?:${source})$`, 'i').test(name));
  return kind ? { name: kind[0], value: name, text: text.slice(at, at + name.length), at } : null;
}
