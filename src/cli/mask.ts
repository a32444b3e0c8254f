/** Keeps tokens out of everything that is printed, whatever they look like and however a backend repeats them. */
export interface Mask {
  /** From now on this value is masked. */
  hide(token: string): void;
  apply(text: string): string;
}

/** What looks like a token, although it is not one of ours in use: `nmv_usr_…`, and whatever stands behind `Bearer`. */
const LOOKS_LIKE_ONE = /\b(nmv_[a-z]+_)[\w-]{6,}|\b(bearer(?:\s|%20|\+)+)[^\s"'\\,;]{6,}/gi;

export function createMask(): Mask {
  const patterns = new Map<string, RegExp[]>();
  return {
    hide(token) {
      if (token !== '' && !patterns.has(token)) patterns.set(token, patternsOf(token));
    },
    apply(text) {
      let masked = text;
      for (const pattern of [...patterns.values()].flat()) masked = masked.replace(pattern, '…');
      return masked.replace(LOOKS_LIKE_ONE, '$1$2…');
    },
  };
}

/** A shorter token may be part of an ordinary word, and is masked only where it stands alone. */
const SHORT = 8;

/** All of a token, and what begins like one: a text that was shortened may end in the middle of it. */
function patternsOf(token: string): RegExp[] {
  const signs = Array.from(token, patternOfSign);
  if (signs.length < SHORT) return [new RegExp(`(?<!\\w)${signs.join('')}(?!\\w)`, 'g')];
  const beginning = signs.slice(0, SHORT).join('');
  return [new RegExp(signs.join(''), 'g'), new RegExp(`${beginning}[^\\s…]*`, 'g')];
}

/** A character as itself, percent-encoded, or escaped as in JSON or HTML, even several times over. */
function patternOfSign(sign: string): string {
  const code = sign.charCodeAt(0);
  const hex = hexIgnoringCase(code.toString(16).padStart(2, '0'));
  const plain = sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const entity = `&(?:amp;)*(?:#0*${code}|#[xX]0*${hex}${ENTITIES[sign] ?? ''});`;
  return `\\\\*(?:${entity}|${plain}|%(?:25)*${hex}|u00${hex})`;
}

const ENTITIES: Record<string, string> = {
  '"': '|quot',
  "'": '|apos',
  '&': '|amp',
  '<': '|lt',
  '>': '|gt',
};

/** The token itself is compared letter by letter; only the digits of an escape come in both cases. */
const hexIgnoringCase = (hex: string): string =>
  hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
