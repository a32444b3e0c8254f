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

/**
 * Media the seed accepts, named by their ending. Chinese writes a name right behind the word before it, and goes on right behind
 * it: 上传clip.mp4然后导出.
 */
const FILES =
  /(?:(?<![\p{L}\p{N}])(?!\p{Script=Han}{0,10}(?:(?:上传|导入|(?:导出|保存|下载)[为成])[\p{L}\d]|(?:导出|下载|[为成把将])[a-z\d]))|(?<=上传|导入|(?:导出|保存|下载)[为成])(?![的了一])(?=[\p{L}\d])|(?<=导出|下载|[为成把将])(?=[a-z\d]))[\w\p{L}./\\:~-]{0,200}[\w\p{L}-]\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)(?![\w\p{Script=Latin}])/gu;
