import { measureText } from './fonts.ts';

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
