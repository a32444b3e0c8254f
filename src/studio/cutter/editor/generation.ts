import { findShape } from './canvas-rule.ts';
import { isTooLong, maskQuotes, unmaskQuotes } from './clauses.ts';
import { DURATION, parseDuration } from './numbers.ts';
import { type Phrase, showSeconds } from './phrase.ts';

const DEFAULT_DURATION_MS = 5000;
const MAX_DURATION_MS = 15_000;
/** Generated clips are 720p class. */
const SHARE_OF_1080 = 2 / 3;

/** A video a message asks for. */
export interface VideoWish {
  /** What it shows, in the user's words. */
  subject: string;
  durationMs: number;
  width: number;
  height: number;
  /** The message without the wish: edits to make afterwards. */
  rest: string;
}

const WISHES = [
  /\b(?:generate|create|make|produce)\s+(?:me\s+)?(?:an?\s+|another\s+|one\s+)?(?:[\w:-]+\s+){0,5}?(?:video|clip|film|promo|animation|movie)\s+(?:of|about|showing|that shows)\s+(?<subject>[^.,;!\n\uE000]+?)(?=\s+(?:with|and|then)\s|\s*[.,;!\n]|\s*$)/iu,
  new RegExp(
    `(?:生成|制作|创建|做)(?:一[个段条部])?(?:${DURATION}的?)?(?:(?:横屏|竖屏|方形)的?)?(?:关于|展示)?(?!成|一[个段条部]|(?:横屏|竖屏|方形)的?视频)(?<subject>[^，。；\\n\\d\\uE000]{1,30}?)(?:的?(?:横屏|竖屏|方形))?的?(?:视频|短片|动画)`,
    'u',
  ),
];
/** "a video of my uploads" is an edit, not a wish. */
const UPLOADS = /\bupload|\bclips?\b|\bfootage\b|\bfiles?\b|上传|素材|片段/iu;
const LENGTH = new RegExp(DURATION, 'iu');

/** Reads a message that asks for a video to be generated; null when it does not. */
export function readWish(message: string): VideoWish | null {
  if (isTooLong(message)) return null;
  const masked = maskQuotes(message);
  for (const pattern of WISHES) {
    const match = pattern.exec(masked.text);
    const subject = match?.groups?.['subject']?.trim() ?? '';
    if (!match || subject === '' || UPLOADS.test(subject)) continue;
    const length = LENGTH.exec(match[0]);
    const askedMs = length ? parseDuration(length[0]) : DEFAULT_DURATION_MS;
    const { width, height } = findShape(match[0]) ?? { width: 1920, height: 1080 };
    const rest = masked.text.replace(match[0], ' ');
    return {
      subject,
      durationMs: Math.min(MAX_DURATION_MS, Math.max(1000, askedMs)),
      width: width * SHARE_OF_1080,
      height: height * SHARE_OF_1080,
      rest: unmaskQuotes({ ...masked, text: rest }),
    };
  }
  return null;
}

/** Says openly what was made. */
export function describeGenerated({ subject, durationMs }: VideoWish): Phrase {
  const length = showSeconds(durationMs);
  return {
    en: `Generated "${subject}" (${length}, a test picture)`,
    zh: `已生成“${subject}”（${length}，测试画面）`,
  };
}
