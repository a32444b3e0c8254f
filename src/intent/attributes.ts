import { UNAVAILABLE } from './actions.ts';
import { is } from './kinds.ts';
import type { PlanStep } from './plan-step.ts';
import type { Word } from './words.ts';

/** What the words of an export say of its video. */
export type Attributes = Pick<PlanStep, 'out' | 'resolution' | 'unavailable' | 'media'>;

/** `read` gives a word as it was written. */
export function readAttributes(words: Word[], read: (word: Word) => string): Attributes {
  const text = words.map((word) => word.text).join(' ');
  const out = findOut(words, read);
  const resolution = findResolution(text);
  const media = findMedia(words);
  const [unavailable] = UNAVAILABLE.exec(text) ?? [];
  return {
    ...(out && { out }),
    ...(media && { media }),
    ...(resolution && { resolution }),
    ...(unavailable && { unavailable: unavailable.toUpperCase() }),
  };
}

const NAMES = /(?:^|\s)(?:as|to|into|named|called|als|como|comme)$|[为成叫到]$/;

/** "save it as final.mp4", 导出为final.mp4; in "export clip.mp4" the name says what is exported. */
function findOut(words: Word[], read: (word: Word) => string): string | undefined {
  const isName = (word: Word, at: number): boolean =>
    is(word, 'file') && NAMES.test(words[at - 1]?.text ?? '');
  const name = words.filter(isName).map(read)[0] ?? '';
  return /\.mp4$/i.test(name) ? name : undefined;
}

const MEDIA: [words: RegExp, type: string][] = [
  [/clip|片段/, 'video'],
  [/photo|pict|image|shot|图|照/, 'image'],
  [/media|asset|素材/, ''],
  [/./, 'audio'],
];

/** "the original", "the generated music", "the audio file": the session's own, as it is. "The music video" is the video. */
function findMedia(said: Word[]): string | undefined {
  // "export when the music is added"
  const end = said.findIndex((word) => is(word, 'before', 'after'));
  const words = end === -1 ? said : said.slice(0, end);
  const find = (pattern: RegExp): string =>
    words.find(({ text }) => pattern.test(text))?.text ?? '';
  const generated = find(/^(?:generated|生成的)/) && 'generated';
  const origin = find(/^(?:originals?|sources?|raw|uploaded|原|原始)$/) ? 'original' : generated;
  const named = words.find((word) => is(word, 'media'))?.text ?? (generated && find(/^clips?$/));
  const isVideo = words.some(
    (word) => is(word, 'video') && !/^(?:clips?|files?|文件)$/.test(word.text),
  );
  // "Export only the audio" is about the video's.
  if (
    find(/^(?:only|只)$/) ||
    words.some((word) => is(word, 'size')) ||
    (isVideo && origin !== 'original')
  )
    return undefined;
  if (named === '') return origin === 'original' ? origin : undefined;
  const [, type] = MEDIA.find(([pattern]) => pattern.test(named)) ?? [];
  return [origin, type].filter(Boolean).join(' ') || 'all';
}

/** The size an export names: `1080p`, `1080x1920`, or the one its shape means. */
function findResolution(text: string): string | undefined {
  const size = /(?<!\d)(\d{3,4})\s?[x×*]\s?(\d{3,4})(?!\d)/.exec(text);
  if (size) return `${size[1]}x${size[2]}`;
  const isSmall = /(?<![a-z\d])720p?(?![a-z\d])/.test(text);
  if (/portrait|vertical|9:16|竖|縦|세로/.test(text)) return isSmall ? '720x1280' : '1080x1920';
  if (/landscape|horizontal|16:9|横屏|横版/.test(text)) return isSmall ? '1280x720' : '1920x1080';
  if (isSmall) return '720p';
  return /(?<![a-z\d])(?:1080p?|full hd)(?![a-z\d])|全高清/.test(text) ? '1080p' : undefined;
}
