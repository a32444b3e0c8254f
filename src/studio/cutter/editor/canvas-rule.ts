import { coverMatches, type EditRule } from './rule.ts';

/** Shapes by name; the longest side is of the 1080p class. */
const SHAPES = [
  {
    ratio: '16:9',
    width: 1920,
    height: 1080,
    pattern: /16\s*[:：/比]\s*9|\b(?:landscape|widescreen|horizontal)\b|横屏|横版|横向|宽屏/iu,
  },
  {
    ratio: '9:16',
    width: 1080,
    height: 1920,
    pattern:
      /9\s*[:：/比]\s*16|\b(?:portrait|vertical)\b|\bfor\s+(?:phones?|mobile|tiktok|reels|shorts)\b|竖屏|竖版|竖向|适合手机/iu,
  },
  {
    ratio: '1:1',
    width: 1080,
    height: 1080,
    pattern: /(?<!\d)1\s*[:：/比]\s*1(?!\d)|\bsquare\b|正方形|方形|方屏/iu,
  },
  { ratio: '4:5', width: 1080, height: 1350, pattern: /(?<!\d)4\s*[:：/比]\s*5(?!\d)/iu },
  { ratio: '4:3', width: 1440, height: 1080, pattern: /(?<!\d)4\s*[:：/比]\s*3(?!\d)/iu },
] as const;

/** Changes the picture's shape. */
export const canvasRule: EditRule = {
  name: 'aspect ratio',
  examples: {
    en: [
      'make it 9:16',
      'change the aspect ratio to 1:1',
      'make it vertical for phones',
      'landscape please',
    ],
    zh: ['改成竖屏', '方形画面', '横屏', '比例改为9:16'],
  },
  needsClip: true,
  read({ text }) {
    const shape = findShape(text);
    if (!shape) return null;
    const { ratio, width, height, match } = shape;
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        const { canvas } = timeline;
        if (canvas.width * height === canvas.height * width) {
          const zh = `画面比例已经是 ${ratio}`;
          return { refusal: { en: `The aspect ratio is ${ratio} already`, zh } };
        }
        return {
          timeline: { ...timeline, canvas: { ...canvas, width, height } },
          change: {
            en: `Changed the aspect ratio to ${ratio} (${width}x${height})`,
            zh: `画面比例已改为 ${ratio}（${width}x${height}）`,
          },
        };
      },
    };
  },
};

export interface Shape {
  ratio: string;
  width: number;
  height: number;
  match: RegExpExecArray;
}

/** The shape a text names, if any. */
export function findShape(text: string): Shape | null {
  for (const { pattern, ...shape } of SHAPES) {
    const match = pattern.exec(text);
    if (match) return { ...shape, match };
  }
  return null;
}
