import { changeClips, findReference } from './clip-references.ts';
import { FIGURE, parseFigure } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { coverMatches, type EditRule } from './rule.ts';

const TURN =
  /\brotat(?:e|ed|ing|ion)\b|\bturn\b(?=.{0,40}(?:degrees?\b|°|clockwise|sideways))|\bupside[\s-]down\b|旋转|[左右]转|转(?=[\d九一二两]+十?度)|倒过来|上下颠倒/iu;
const DEGREES = new RegExp(`${FIGURE}\\s*(?:°|degrees?\\b|deg\\b|度)`, 'iu');
const HALF_TURN = /upside|倒/iu;
const TO_THE_LEFT =
  /\b(?:counter|anti)[\s-]?clockwise\b|\bccw\b|\b(?:to\s+the\s+)?left\b|逆时针|[向往]左|左转/iu;
const TO_THE_RIGHT =
  /(?<!counter[\s-]?|anti[\s-]?)clockwise\b|\b(?:to\s+the\s+)?right\b|顺时针|[向往]右|右转/iu;

/** Turns the picture by a quarter, a half or three quarters; the canvas turns with it. */
export const rotateRule: EditRule = {
  name: 'rotate',
  examples: {
    en: ['rotate 90 degrees', 'rotate it to the left', 'turn the second clip upside down'],
    zh: ['顺时针旋转90度', '逆时针旋转九十度', '第一段旋转180度'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const verb = TURN.exec(text);
    if (!verb) return null;
    const degrees = DEGREES.exec(text);
    const [left, right] = [TO_THE_LEFT.exec(text), TO_THE_RIGHT.exec(text)];
    const asked = degrees ? parseFigure(degrees[1] ?? '') : HALF_TURN.test(verb[0]) ? 180 : 90;
    const turn = (left ? 360 - (asked % 360) : asked) % 360;
    return {
      ...coverMatches([verb, degrees, left, right, findReference(clause)]),
      apply({ timeline }) {
        if (turn === 0 || turn % 90 !== 0) return { refusal: ONLY_QUARTERS };
        const changed = changeClips(timeline, clause, (clip) => ({
          ...clip,
          rotation: ((clip.rotation ?? 0) + turn) % 360,
        }));
        if ('refusal' in changed) return changed;
        const { clips, of, isAll } = changed;
        const { canvas } = timeline;
        const turned =
          turn % 180 !== 0 && isAll
            ? { ...canvas, width: canvas.height, height: canvas.width }
            : canvas;
        return {
          timeline: { ...timeline, clips, canvas: turned },
          change: describeTurn(turn, { of, size: `${turned.width}x${turned.height}` }),
        };
      },
    };
  },
};

const ONLY_QUARTERS: Phrase = {
  en: 'The picture can be rotated by 90, 180 or 270 degrees',
  zh: '画面可以旋转 90、180 或 270 度',
};

function describeTurn(turn: number, { of, size }: { of: Phrase; size: string }): Phrase {
  return {
    en: `Rotated the picture${of.en} by ${turn} degrees clockwise (${size})`,
    zh: `${of.zh}画面已顺时针旋转 ${turn} 度（${size}）`,
  };
}
