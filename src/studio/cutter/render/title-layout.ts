import type { PictureSize } from '../render-size.ts';
import type { StudioTitle } from '../timeline.ts';
import { hasGlyph, LINE_HEIGHT, measureText } from './fonts.ts';

const MAX_CHARACTERS = 2000;
/** Between two lines, in ems. */
const LINE_GAP = 0.1;
/** Of a title that does not tell its own, in lines of 1080. */
const USUAL_SIZE = 70.2;
/** Shares of the picture: how wide and how high the text may become, and its distance to the edge. */
const SAFE = { width: 0.88, height: 0.84, margin: 0.08 } as const;

/** A title with its place: all in pixels of the picture. */
export interface PlacedTitle {
  title: StudioTitle;
  lines: string[];
  /** Of an em. */
  size: number;
  lineGap: number;
  /** From the text to the edge of the dark plate around it. */
  padding: number;
  /** The text without its plate. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Gives each title that shows anything its lines and its place, above or below the ones it would cover. */
export function layOutTitles(titles: StudioTitle[], picture: PictureSize): PlacedTitle[] {
  const placed: PlacedTitle[] = [];
  for (const title of titles) {
    const text = cleanText(title.text);
    if (text === '' || !(title.durationMs > 0)) continue;
    placed.push(makeRoom(fitTitle({ ...title, text }, picture), { placed, picture }));
  }
  return placed;
}

/** The characters of a title that none of the fonts can draw, each once. */
export function findUndrawable(text: string): string[] {
  return [...new Set(cleanText(text))].filter(
    (character) => character.trim() !== '' && !hasGlyph(character),
  );
}

/** Drops what is never drawn: control and direction characters, joiners, variation selectors. */
function cleanText(text: string): string {
  return [
    ...text
      .normalize()
      .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
      .replace(/[^\S\n\u3000]/g, ' '),
  ]
    .filter(
      (character) => character === '\n' || !/[\p{Cc}\p{Cf}\p{Cs}\ufe0e\ufe0f]/u.test(character),
    )
    .slice(0, MAX_CHARACTERS)
    .join('')
    .trim();
}

/** Shrinks the letters until the wrapped text fits the height; the rest is cut at the smallest size. */
function fitTitle(title: StudioTitle, { width, height }: PictureSize): PlacedTitle {
  // A tall picture is narrow: its letters follow the width.
  const base = Math.min(height, width * 1.2);
  let size = Math.max(8, Math.round((base * (title.size ?? USUAL_SIZE)) / 1080));
  const smallest = Math.min(size, Math.max(8, Math.round(base * 0.028)));
  for (;;) {
    const lines = wrapText(title.text, (width * SAFE.width) / size);
    const maxLines = Math.max(
      1,
      Math.floor((height * SAFE.height) / (size * (LINE_HEIGHT + LINE_GAP))),
    );
    if (lines.length <= maxLines || size <= smallest) {
      return placeTitle(title, { lines: lines.slice(0, maxLines), size, width, height });
    }
    size = Math.max(smallest, Math.floor(size * 0.9));
  }
}

function placeTitle(
  title: StudioTitle,
  { lines, size, ...picture }: PictureSize & { lines: string[]; size: number },
): PlacedTitle {
  const lineGap = Math.round(size * LINE_GAP);
  const width = Math.ceil(Math.max(...lines.map(measureText)) * size);
  const height = lines.length * Math.round(size * LINE_HEIGHT + lineGap);
  const across = (picture.width * (1 - SAFE.width)) / 2;
  const down = picture.height * SAFE.margin;
  const left = {
    left: across,
    center: (picture.width - width) / 2,
    right: picture.width - across - width,
  };
  const top = {
    top: down,
    center: (picture.height - height) / 2,
    bottom: picture.height - down - height,
  };
  return {
    title,
    lines,
    size,
    lineGap,
    padding: Math.round(size / 3),
    left: Math.round(left[title.side ?? 'center']),
    top: Math.round(top[title.position]),
    width,
    height,
  };
}

/** Moves a title away from the edge until it covers none of those before it; back to its place if it runs out of room. */
function makeRoom(
  wanted: PlacedTitle,
  { placed, picture }: { placed: PlacedTitle[]; picture: PictureSize },
): PlacedTitle {
  const { padding, height, title } = wanted;
  let { top } = wanted;
  for (;;) {
    const covered = placed.find((other) => overlaps({ ...wanted, top }, other));
    if (!covered) return { ...wanted, top };
    const gap = padding + covered.padding;
    const below = covered.top + covered.height + gap;
    top = title.position === 'top' ? below : covered.top - gap - height;
    if (top < padding || top + height + padding > picture.height) return wanted;
  }
}

/** Whether both show at one time, and the plate of one covers the other's. */
function overlaps(one: PlacedTitle, other: PlacedTitle): boolean {
  const gap = one.padding + other.padding;
  const [a, b] = [one.title, other.title];
  return (
    meet([a.startMs, a.durationMs], [b.startMs, b.durationMs]) &&
    meet([one.left, one.width + gap], [other.left, other.width + gap]) &&
    meet([one.top, one.height + gap], [other.top, other.height + gap])
  );
}

/** Whether two stretches, each a start and a length, share more than an edge. */
function meet([at, length]: [number, number], [otherAt, otherLength]: [number, number]): boolean {
  return at < otherAt + otherLength && otherAt < at + length;
}

/** A character that may be cut from its neighbour on either side: Chinese, kana, full-width forms. */
const WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
/** Punctuation that must not begin a line. */
const CLOSING = /[，。！？、；：）》」』”’…,.!?;:)\]}%]/u;

/**
 * Breaks text into lines of at most `maxEms`: at spaces between words, anywhere between Chinese
 * characters, inside a word only when it alone is too long. Line breaks of the text are kept.
 */
export function wrapText(text: string, maxEms: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, maxEms));
}

function wrapParagraph(paragraph: string, maxEms: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of splitPieces(paragraph, maxEms)) {
    if (line !== '' && measureText((line + piece).trimEnd()) > maxEms) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** Cuts a paragraph into pieces that stay whole: a word with its spaces, or one wide character. */
function splitPieces(paragraph: string, maxEms: number): string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const character of paragraph) {
    const isWide = WIDE.test(character) && !CLOSING.test(character);
    const last = pieces.at(-1) ?? '';
    const isTooLong = measureText(last.trimEnd() + character) > maxEms;
    const startsWord = last.endsWith(' ') && character !== ' ';
    const joins = isOpen ? !isWide && !startsWord : CLOSING.test(character) || character === ' ';
    if (pieces.length > 0 && joins && !isTooLong) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
    // Closing punctuation ends a wide character's piece; only words go on.
    if (isWide) isOpen = false;
    else if (!joins || isTooLong) isOpen = true;
  }
  return pieces;
}
