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
export function findColor(text: string): string | undefined {
  const hex = /#[0-9a-f]{6}\b/iu.exec(text)?.[0];
  if (hex) return hex.toLowerCase();
  if (/\bgrey\b/iu.test(text)) return 'gray';
  return Object.keys(COLORS).find(
    (name) =>
      new RegExp(`\\b${name}\\b`, 'iu').test(text) ||
      new RegExp(`${COLORS[name]}色`, 'u').test(text),
  );
}

/** The place on screen a clause names, if any. */
export function findPosition(text: string): StudioTitle['position'] | undefined {
  if (/\btop\b|\bupper\b|顶部|上方|上面|顶端|上部/iu.test(text)) return 'top';
  if (/\bbottom\b|\blower\b|底部|下方|下面|底端|下部/iu.test(text)) return 'bottom';
  if (/\b(?:center|centre|middle)\b|中间|居中|中央|中部/iu.test(text)) return 'center';
  return undefined;
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
  `(?:for|lasting|during|last(?:s|ing)?|over)\\s+(?:the\\s+)?(?:first\\s+)?${DURATION}|(?:持续|显示|停留|展示|前)\\s*${DURATION}|${DURATION}\\s*(?:long|的?(?:标题|字幕))|first\\s+${DURATION}`,
  'iu',
);
const START = new RegExp(
  `(?:starting\\s+(?:at|from)|start(?:s|ing)?\\s+at|at|from|after)\\s+${DURATION}|(?:从)?第\\s*${DURATION}|从\\s*${DURATION}`,
  'iu',
);
const WHOLE = /\b(?:whole|entire|throughout|all the way|full)\b|全程|整个视频|一直|始终/iu;
const LAST = new RegExp(`(?:last|final|最后|末尾|片尾)\\s*${DURATION}`, 'iu');

/** When a title shows: what the clause says of it, else the first `defaultMs`. */
export function findTimes(
  text: string,
  { lengthMs, defaultMs }: { lengthMs: number; defaultMs: number },
): TitleTimes {
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
  return { startMs: findMs(START, text) ?? 0, durationMs: length ?? defaultMs };
}

function findMs(pattern: RegExp, text: string): number | undefined {
  const match = pattern.exec(text);
  const found = match?.slice(1).find((group) => group !== undefined);
  return found === undefined ? undefined : parseDuration(found);
}
