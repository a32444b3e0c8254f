import { findQuoted } from './clauses.ts';
import { coverMatches, type EditRule } from './rule.ts';
import { showSubtitles } from './show-subtitles.ts';
import { cutSubtitles } from './subtitles.ts';

/** Shows subtitles that were pasted into the message. */
export const subtitleRule: EditRule = {
  name: 'subtitles',
  examples: {
    en: ['add these subtitles:\n1\n00:00:01,000 --> 00:00:03,000\nHello\n'],
    zh: ['加上字幕：\n1\n00:00:01,000 --> 00:00:03,000\n你好，世界\n'],
  },
  needsClip: true,
  read(clause) {
    const text = findQuoted(clause).find(({ words }) => cutSubtitles(words) !== null)?.words;
    if (text === undefined) return null;
    return {
      ...coverMatches([/^.*$/su.exec(clause.text)]),
      apply: ({ timeline }) => showSubtitles(timeline, { text, about: clause.text }),
    };
  },
};
