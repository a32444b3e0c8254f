import type { Ratio } from '../operations/operation.ts';
import { stripPoliteness } from './guards.ts';
import { listTokens } from './lexer.ts';
import type { Masked } from './quotes.ts';

const DEFAULT_MS = 5000;
const MAX_MS = 15_000;

/** A video a message asks for. */
export interface VideoWish {
  /** What it shows, in the user's words. */
  subject: string;
  durationMs: number;
  ratio: Ratio;
  /** The message without the wish: edits to make afterwards. */
  rest: Masked;
}

const WISHES = [
  /\b(?:generate|create|make|produce)\s+(?:me\s+)?(?:an?\s+|another\s+|one\s+)?(?<form>(?:[\w:-]+\s+){0,5}?)(?:video|clip|film|promo|animation|movie)\s+(?:of|about|showing|that shows)\s+(?<subject>[^.,;!?\n\uE000]+?)(?=\s+(?:with|and|then)\s|\s*[.,;!?\n]|\s*$)/iu,
  /(?:生成|制作|创建|做)(?:一[个段条部])?(?<form>(?:[\d.]+|[一二两三四五六七八九十半]+)\s*(?:秒钟?|分钟?))?的?(?<shape>(?:横屏|竖屏|方形)的?)?(?:关于|展示)?(?!成|一[个段条部]|(?:横屏|竖屏|方形)的?视频)(?<subject>[^，。；\n\d\uE000]{1,30}?)(?:的?(?<shape2>横屏|竖屏|方形))?的?(?:视频|短片|动画)/u,
];
/** "a video of my uploads" is an edit, not a wish. */
const UPLOADS = /\bupload|\bclips?\b|\bfootage\b|\bfiles?\b|上传|素材|片段/iu;
const NOT_WISHED = /\b(?:don't|do\s+not|never|not|stop)\b|别|不要|不用|勿/iu;

/** Reads a message that asks for a video to be generated; null when it does not, or asks for the opposite. */
export function readWish(masked: Masked): VideoWish | null {
  const text = stripPoliteness(masked.text);
  if (text === null) return null;
  for (const pattern of WISHES) {
    const match = pattern.exec(text);
    const subject = match?.groups?.['subject']?.trim() ?? '';
    if (!match || subject === '' || UPLOADS.test(subject)) continue;
    if (NOT_WISHED.test(text.slice(0, match.index))) continue;
    const { form = '', shape = '', shape2 = '' } = match.groups ?? {};
    const tokens = listTokens({ text: `${form} ${shape} ${shape2}`, quotes: [] }, []);
    const value = (name: string) => tokens.find((token) => token.name === name)?.value;
    const askedMs = Number(value('TIME') ?? DEFAULT_MS / 1000) * 1000;
    return {
      subject,
      durationMs: Math.min(MAX_MS, Math.max(1000, askedMs)),
      ratio: (value('RATIO') ?? '16:9') as Ratio,
      rest: { ...masked, text: text.replace(match[0], ' ') },
    };
  }
  return null;
}
