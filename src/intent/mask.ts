/** Stands in for one unit of what is not to be read as words. Whole runs are one token. */
export const QUOTED = '\ue001';
export const LINK = '\ue002';
export const FILE = '\ue003';

/** Blanks quoted text, addresses and file names: content, not wishes. Same length, so that positions stay. */
export const mask = (text: string): string =>
  blank(blank(blank(text, QUOTES, QUOTED), LINKS, LINK), FILES, FILE);

const blank = (text: string, what: RegExp, placeholder: string): string =>
  text.replace(what, (found) => placeholder.repeat(found.length));

/** No opening mark inside: one that is never closed would be looked after from each of many. */
const QUOTES =
  /"[^"\n]{0,1000}"|“[^“”\n]{0,1000}”|„[^“”\n]{0,1000}[“”]|«[^«»\n]{0,1000}»|「[^「」\n]{0,1000}」|『[^『』\n]{0,1000}』|《[^《》\n]{0,1000}》|(?<![\p{Script=Latin}\d])'[^'\n]{0,1000}'(?![\p{Script=Latin}\d])/gu;

/** A sentence's own punctuation is no part of the address before it, nor what Chinese writes on without a space. */
const LINKS =
  /https?:\/\/(?:(?![,;:!?)][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[^\s"'<>\ue001。、])*(?<![.,;:!?)\]])/gu;

/** Chinese words that a name stands right behind: the first whatever its letters, the others only before Latin ones. */
const BEFORE_ANY_NAME = '上传|导入|(?:导出|保存|下载)[为成]';
const BEFORE_LATIN_NAME = '导出|下载|[为成把将]';
/** A name begins at a word, unless that begins with one of those; and right behind them. */
const STARTS_WORD = `(?<![\\p{L}\\p{N}])(?!\\p{Script=Han}{0,10}(?:(?:${BEFORE_ANY_NAME})[\\p{L}\\d]|(?:${BEFORE_LATIN_NAME})[a-z\\d]))`;
const FOLLOWS_CHINESE = `(?<=${BEFORE_ANY_NAME})(?![的了一])(?=[\\p{L}\\d])|(?<=${BEFORE_LATIN_NAME})(?=[a-z\\d])`;

/** Media the seed accepts, named by their ending. Chinese goes on right behind a name: 上传clip.mp4然后导出. */
const FILES = new RegExp(
  `(?:${STARTS_WORD}|${FOLLOWS_CHINESE})[\\w\\p{L}./\\\\:~-]{0,200}[\\w\\p{L}-]\\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)(?![\\w\\p{Script=Latin}])`,
  'gu',
);
