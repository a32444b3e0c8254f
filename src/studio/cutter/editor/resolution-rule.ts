import type { StudioCanvas } from '../timeline.ts';
import type { Phrase } from './phrase.ts';
import { coverMatches, type EditRule, findFirst } from './rule.ts';

const LIMIT = { short: 1080, long: 1920 };
const MIN_SIDE = 120;

const BY_LINES = /(?<![\d.])(\d{3,4})\s*p\b/iu;
const BY_SIDES = /(?<![\d.])(\d{3,4})\s*[x×*]\s*(\d{3,4})(?!\d)/iu;
const TOO_LARGE = /\b(?:4k|8k|2k|uhd|ultra\s*hd)\b/iu;
/** "export in 720p" is about the file, and for whoever exports. */
const EXPORT = /\b(?:export|download|render|save)\b|导出|下载|保存/iu;

/** Changes how many pixels the picture has. */
export const resolutionRule: EditRule = {
  name: 'resolution',
  examples: {
    en: ['make it 720p', 'set the resolution to 640x360', 'make it 4K'],
    zh: ['分辨率改为480p', '画面大小设为640x360'],
  },
  needsClip: true,
  read({ text }) {
    const match = findFirst(text, [BY_SIDES, BY_LINES, TOO_LARGE]);
    if (!match || EXPORT.test(text)) return null;
    const [first, second] = match.slice(1).map(Number);
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        const { canvas } = timeline;
        const wanted = second
          ? { width: first ?? 0, height: second }
          : scaleTo(canvas, first ?? 9999);
        const size = { width: toEven(wanted.width), height: toEven(wanted.height) };
        if (!isPossible(size)) return { refusal: OUT_OF_RANGE };
        const shown = `${size.width}x${size.height}`;
        if (size.width === canvas.width && size.height === canvas.height) {
          const zh = `分辨率已经是 ${shown}`;
          return { refusal: { en: `The resolution is ${shown} already`, zh } };
        }
        return {
          timeline: { ...timeline, canvas: { ...canvas, ...size } },
          change: { en: `Changed the resolution to ${shown}`, zh: `分辨率已改为 ${shown}` },
        };
      },
    };
  },
};

const OUT_OF_RANGE: Phrase = {
  en: 'The resolution can be up to 1080p (1920x1080 or 1080x1920)',
  zh: '分辨率最高为 1080p（1920x1080 或 1080x1920）',
};

/** "720p" is the shorter side, whichever way the picture stands. */
function scaleTo({ width, height }: StudioCanvas, lines: number) {
  const factor = lines / Math.min(width, height);
  return { width: width * factor, height: height * factor };
}

function isPossible({ width, height }: { width: number; height: number }): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return short >= MIN_SIDE && short <= LIMIT.short && long <= LIMIT.long;
}

function toEven(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
