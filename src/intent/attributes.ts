import type { PlanStep } from './plan-step.ts';
import { is } from './kinds.ts';
import type { Word } from './words.ts';

/** What the words of an export say of its video. */
export type Attributes = Pick<PlanStep, 'out' | 'resolution' | 'unavailable'>;

/** `read` gives a word as it was written. */
export function readAttributes(words: Word[], read: (word: Word) => string): Attributes {
  const text = words.map((word) => word.text).join(' ');
  const out = findOut(words, read);
  const resolution = findResolution(text);
  const [unavailable] = UNAVAILABLE.exec(text) ?? [];
  return {
    ...(out !== undefined && { out }),
    ...(resolution !== undefined && { resolution }),
    ...(unavailable !== undefined && { unavailable: unavailable.toUpperCase() }),
  };
}

const NAMES = /(?:^|\s)(?:as|to|into|named|called|als|como|comme)$|[为成叫]$/;

/** "save it as final.mp4", 导出为final.mp4; in "export clip.mp4" the name says what is exported. */
function findOut(words: Word[], read: (word: Word) => string): string | undefined {
  const at = words.findIndex(
    (word, index) => is(word, 'file') && NAMES.test(words[index - 1]?.text ?? ''),
  );
  const name = at === -1 ? '' : read(words[at] as Word);
  return /\.mp4$/i.test(name) && !name.startsWith('~') ? name : undefined;
}

/** Exports are MP4 (interface.md, `--format`). */
const UNAVAILABLE = /(?<![a-z\d])(?:gif|mov|webm|mkv|avi|[248]k|uhd)(?![a-z\d])/;

/** The size an export names: `1080p`, `1080x1920`, or the one its shape means. */
function findResolution(text: string): string | undefined {
  const size = /(?<!\d)(\d{3,4})\s?[x×*]\s?(\d{3,4})(?!\d)/.exec(text);
  if (size) return `${size[1]}x${size[2]}`;
  const lines = /(?<!\d)(?:1080|720)p(?![a-z\d])/.exec(text)?.[0] ?? findNamed(text);
  if (/portrait|vertical|9:16|竖|縦|세로/.test(text))
    return lines === '720p' ? '720x1280' : '1080x1920';
  if (/landscape|horizontal|16:9|横屏|横版/.test(text))
    return lines === '720p' ? '1280x720' : '1920x1080';
  return lines;
}

const findNamed = (text: string): string | undefined =>
  /(?<![a-z\d])(?:full hd|1080)(?![a-z\d])|全高清/.test(text)
    ? '1080p'
    : /(?<![a-z\d])720(?![a-z\d])/.test(text)
      ? '720p'
      : undefined;
