import { findQuoted } from './clauses.ts';
import { findByName } from './clip-references.ts';
import type { Phrase } from './phrase.ts';
import { coverMatches, type EditRule } from './rule.ts';
import { showSubtitles } from './show-subtitles.ts';

const FILE = /[^\s,，。;；:：、"!?\uE000]{1,80}?\.(?:srt|vtt)(?![a-z0-9])/iu;
/** The same where the words around it were taken for the text of a title. */
const QUOTED_FILE = /^[^\n]{1,100}\.(?:srt|vtt)$/iu;
const ADD =
  /\b(?:add|use|load|apply|import|insert|include|burn(?:\s+in)?)\b[^\n.,;]{0,60}?\b(?:subtitles|captions|(?:subtitle|caption|srt)\s+file|srt)\b|(?:添加|加上|加入|加|导入|插入|烧录|压入).{0,12}?字幕(?:文件)?|(?:使用|用|套用).{0,8}?(?:(?:上传|SRT|文件).{0,8}?字幕|字幕文件)(?:.{0,6}字幕)?/iu;
const REMOVING = /\b(?:remove|delete|drop|without)\b|去掉|删|不要|移除/iu;

/** Shows an uploaded subtitle file: the one that is named, or the newest. */
export const subtitleFileRule: EditRule = {
  name: 'subtitle file',
  examples: {
    en: ['add subtitles from subs.srt', 'add the uploaded subtitles'],
    zh: ['用 subs.srt 添加字幕', '用上传的字幕文件加字幕'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const quotes = findQuoted(clause).map(({ words }) => words);
    const quoted = quotes.find((words) => QUOTED_FILE.test(words));
    const named = FILE.exec(text);
    // What else is quoted is the text of a title: then only a file's name tells that subtitles are meant too.
    const asked = quotes.length === 0 ? ADD.exec(text) : null;
    const name = named?.[0] ?? quoted;
    if ((name === undefined && !asked) || REMOVING.test(text)) return null;
    return {
      ...(quoted === undefined ? coverMatches([named, asked]) : { start: 0, end: text.length }),
      apply({ timeline, subtitles }) {
        const file =
          name === undefined ? subtitles.at(-1) : findByName(subtitles, name.toLowerCase());
        if (!file) return { refusal: subtitles.length === 0 ? NO_FILE : NO_SUCH_FILE };
        return showSubtitles(timeline, { text: file.readText(), about: text });
      },
    };
  },
};

const NO_FILE: Phrase = {
  en: 'There are no subtitles yet: upload an .srt file, or paste its text into the message',
  zh: '还没有字幕：请上传 .srt 文件，或者把字幕内容粘贴到消息里',
};
const NO_SUCH_FILE: Phrase = {
  en: 'There is no subtitle file of that name',
  zh: '没有这个名字的字幕文件',
};
