/** Keeps tokens out of everything that is printed, whatever they look like and however a backend repeats them. */
export interface Mask {
  /** From now on this value is masked. */
  hide(token: string): void;
  apply(text: string): string;
}

/** What looks like a token, although it is not one of ours in use: `nmv_usr_…`, and whatever stands behind `Bearer`. */
const LOOKS_LIKE_ONE = /\b(nmv_[a-z]+_)[\w-]{6,}|\b(bearer(?:\s|%20|\+)+)[^\s"'\\,;]{6,}/gi;

export function createMask(): Mask {
  const patterns = new Map<string, RegExp>();
  return {
    hide(token) {
      if (token !== '' && !patterns.has(token)) patterns.set(token, patternOf(token));
    },
    apply(text) {
      let masked = text;
      for (const pattern of patterns.values()) masked = masked.replace(pattern, '…');
      return masked.replace(LOOKS_LIKE_ONE, '$1$2…');
    },
  };
}

/** A shorter token may be part of an ordinary word, and is masked only where it stands alone. */
const SHORT = 8;

/**
 * A token's characters one after another, each as itself, percent-encoded, or escaped as in a JSON string, even several
 * times over.
 */
function patternOf(token: string): RegExp {
  const characters = Array.from(token, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
    const plain = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return `\\\\*(?:${plain}|%(?:25)*${hexIgnoringCase(hex)}|u00${hexIgnoringCase(hex)})`;
  }).join('');
  return token.length < SHORT
    ? new RegExp(`(?<![\\w])${characters}(?![\\w])`, 'g')
    : new RegExp(characters, 'g');
}

/** The token itself is compared letter by letter; only the digits of an escape come in both cases. */
const hexIgnoringCase = (hex: string): string =>
  hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
