import type { StudioTitle } from '../timeline.ts';
import { DURATION, LOOSE_DURATION, parseDuration } from './numbers.ts';

/** Colour names in both languages, as libav knows them. */
const COLORS: Record<string, string> = {
  white: '白',
  yellow: '黄',
  red: '红',
  blue: '蓝',
  green: '绿',
  black: '黑',
  orange: '橙',
  purple: '紫',
  pink: '粉',
  cyan: '青',
  gold: '金',
  gray: '灰',
};

/** The colour a clause names, if any. */
function findColor(text: string): string | undefined {
  const hex = /#[0-9a-f]{6}\b/iu.exec(text)?.[0];
  if (hex) return hex.toLowerCase();
  if (/\bgrey\b/iu.test(text)) return 'gray';
  return Object.keys(COLORS).find(
    (name) =>
      new RegExp(`\\b${name}\\b`, 'iu').test(text) ||
      new RegExp(`${COLORS[name]}色`, 'u').test(text),
  );
}

const POSITIONS: Array<[StudioTitle['position'], RegExp]> = [
  ['top', /\btop\b|\bupper\b|顶部|上方|上面|顶端|上部|[左右]上/iu],
  ['bottom', /\bbottom\b|\blower\b|底部|下方|下面|底端|下部|[左右]下/iu],
  ['center', /\b(?:center|centre|middle)\b|中间|居中|中央|中部/iu],
];
const SIDES: Array<[NonNullable<StudioTitle['side']>, RegExp]> = [
  ['left', /(?:\bthe|\btop|bottom|upper|lower|center|middle)[\s-]+left\b|左[上下边侧]|靠左/iu],
  ['right', /(?:\bthe|\btop|bottom|upper|lower|center|middle)[\s-]+right\b|右[上下边侧]|靠右/iu],
];

/** In lines of a picture of 1080, as the draft has it. */
const USUAL_SIZE = 70;
const SIZE =
  /\bsize\s*(?:of|to|:|=)?\s*(\d{1,3})\b|\b(\d{1,3})\s*(?:pt|px|points?|pixels?)\b|字号(?:改为|设为|为|改成)?(\d{1,3})|(\d{1,3})号字?/iu;
const SIZES: Array<[RegExp, (current: number) => number]> = [
  [/\b(?:bigger|larger)\b|大一?[点些]|放大|更大/iu, (current) => Math.round(current * 1.4)],
  [/\bsmaller\b|小一?[点些]|缩小|更小/iu, (current) => Math.round(current * 0.7)],
  [/\b(?:huge|giant|enormous)\b|特大|巨大/iu, () => 160],
  [/\b(?:large|big)\b|大号|大字|大标题/iu, () => 110],
  [/\b(?:small|tiny)\b|小号|小字|小标题/iu, () => 45],
];

const NO_FADE = /\b(?:no|without)\s+(?:a\s+|any\s+)?fad(?:e|ing)\b|(?:不要|没有|无)淡/iu;
const FADE = new RegExp(
  `${DURATION}\\s+fade(?:[\\s-]?(?:in|out|and))*|\\bfad(?:e|es|ing)\\b(?:[\\s-]+(?:in|out|and)\\b)*(?:\\s+(?:for|over|of|in)\\s+${DURATION})?|淡[入出](?:淡出)?(?:${DURATION})?`,
  'iu',
);
const DEFAULT_FADE_MS = 1000;

export type TitleStyle = Partial<
  Pick<StudioTitle, 'color' | 'position' | 'side' | 'size' | 'fadeMs'>
>;

/** What a clause says of a title's looks; sizes may be relative to the one it has. */
export function findStyle(text: string, currentSize = USUAL_SIZE): TitleStyle {
  const color = findColor(text);
  const position = POSITIONS.find(([, words]) => words.test(text))?.[0];
  const side = SIDES.find(([, words]) => words.test(text))?.[0];
  const figure = SIZE.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  const size = figure
    ? Number(figure)
    : SIZES.find(([words]) => words.test(text))?.[1](currentSize);
  const fade = FADE.exec(text);
  const fadeMs = parseDuration(fade?.slice(1).find((group) => group !== undefined) ?? '');
  return {
    ...(color && { color }),
    ...(position && { position }),
    ...(side && { side }),
    ...(size && { size: Math.min(500, Math.max(8, size)) }),
    ...(fade && { fadeMs: NO_FADE.test(text) ? 0 : fadeMs || DEFAULT_FADE_MS }),
  };
}

export interface TitleTimes {
  startMs: number;
  durationMs: number;
}

const RANGE = new RegExp(
  `(?:from|between|从|在)?\\s*(?:第)?${LOOSE_DURATION}\\s*(?:to|until|till|and|-|–|~|到|至)\\s*(?:第)?${DURATION}`,
  'iu',
);
const LENGTH = new RegExp(
  `(?:for|lasting|during|last(?:s|ing)?|over)\\s+(?:the\\s+)?(?:first\\s+)?${DURATION}|(?:持续|显示|停留|展示|前)(?:的?时[间长])?(?:改|设|调|延长)?[为成到至]?\\s*${DURATION}|${DURATION}\\s*(?:long|的?(?:标题|字幕))|first\\s+${DURATION}`,
  'iu',
);
const START = new RegExp(
  `(?:starting\\s+(?:at|from)|start(?:s|ing)?\\s+at|at|from|after)\\s+${DURATION}|(?:从)?第\\s*${DURATION}|从\\s*${DURATION}`,
  'iu',
);
const WHOLE = /\b(?:whole|entire|throughout|all the way|full)\b|全程|整个视频|一直|始终/iu;
const AT_END = /\b(?:at|near)\s+the\s+(?:very\s+)?end\b|最后|末尾|片尾|结尾/iu;
/** "the last 3 seconds"; in "make the title last 3 seconds" it is a verb. */
const LAST = new RegExp(
  `(?:(?<!\\b(?:titles?|captions?|subtitles?|text|it)\\s+)last|final|最后|末尾|片尾)\\s*${DURATION}`,
  'iu',
);

/** Whether a clause says when a title shows. */
export function tellsTimes(text: string): boolean {
  const rest = text.replace(FADE, ' ');
  return [WHOLE, RANGE, LAST, LENGTH, START, AT_END].some((pattern) => pattern.test(rest));
}

/** When a title shows: what the clause says of it, else as by `usual`. */
export function findTimes(
  clause: string,
  { lengthMs, usual }: { lengthMs: number; usual: TitleTimes },
): TitleTimes {
  const text = clause.replace(FADE, ' ');
  if (WHOLE.test(text)) return { startMs: 0, durationMs: lengthMs };
  const range = RANGE.exec(text);
  if (range) {
    const startMs = parseDuration(range[1] ?? '');
    return { startMs, durationMs: Math.max(0, parseDuration(range[2] ?? '') - startMs) };
  }
  const tail = LAST.exec(text);
  if (tail) {
    const durationMs = Math.min(lengthMs, parseDuration(tail[1] ?? ''));
    return { startMs: lengthMs - durationMs, durationMs };
  }
  const length = findMs(LENGTH, text);
  if (AT_END.test(text)) {
    const durationMs = Math.min(lengthMs, length ?? usual.durationMs);
    return { startMs: lengthMs - durationMs, durationMs };
  }
  return {
    startMs: findMs(START, text) ?? usual.startMs,
    durationMs: length ?? usual.durationMs,
  };
}

function findMs(pattern: RegExp, text: string): number | undefined {
  const match = pattern.exec(text);
  const found = match?.slice(1).find((group) => group !== undefined);
  return found === undefined ? undefined : parseDuration(found);
}
