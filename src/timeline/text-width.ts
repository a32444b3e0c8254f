/** How wide text is drawn, roughly and rather too wide than too narrow: no font can be asked here. */

const FULL =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]/u;
const NARROW = /[ijlI.,:;'|! ]/;
const WIDE = /[mwMW@—]/;

/** In the units of the font's size. */
export const measureText = (text: string, size: number): number =>
  Array.from(text).reduce((width, sign) => width + widthOf(sign), 0) * size;

function widthOf(sign: string): number {
  if (FULL.test(sign)) return 1;
  if (NARROW.test(sign)) return 0.35;
  return WIDE.test(sign) ? 0.95 : 0.62;
}

/** The text, with an ellipsis where it would be wider than the room there is. */
export function fitText(text: string, size: number, room: number): string {
  if (measureText(text, size) <= room) return text;
  const signs = Array.from(text);
  let width = measureText('…', size);
  const count = signs.findIndex((sign) => (width += measureText(sign, size)) > room);
  return `${signs.slice(0, Math.max(1, count)).join('')}…`;
}
