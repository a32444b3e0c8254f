import type { StudioTimeline, StudioTitle } from '../timeline.ts';
import { findQuote } from './clauses.ts';
import { type Phrase, showSpan } from './phrase.ts';
import { type EditRule, findFirst } from './rule.ts';
import { measureTimeline, settleTimeline } from './settle.ts';
import { findColor, findPosition, findTimes } from './title-details.ts';

const DEFAULT_DURATION_MS = 3000;
const FADE_MS = 300;
const MAX_TEXT_LENGTH = 200;

const NOUN =
  /\b(?:titles?|captions?|subtitles?|headlines?|headings?|text|words)\b|标题|字幕|文字|文本|片名/iu;
const WRITE_VERB = /\b(?:write|say|show|display|overlay|put)\b|写上|显示|写/iu;
const CHANGE_VERB =
  /\b(?:change|rename|replace|update|make|move|set|recolou?r|turn)\b|改|换|修改|移到|移动|变成|设为|设置/iu;
const REMOVE = [
  /\b(?:remove|delete|drop|clear|get rid of|take (?:out|off|away))\b[^.]*?\b(?:titles?|captions?|subtitles?|text)\b/iu,
  /(?:去掉|删除|删掉|移除|清除|取消|不要)[^，。]{0,8}?(?:标题|字幕|文字|文本)|(?:标题|字幕|文字)(?:去掉|删除|删掉|移除)/u,
];
/** `add the title Hello World`, for those who leave out the quotation marks. */
const BARE_TEXT =
  /\b(?:add|put|insert|create)\b(?:\s+(?:a|an|the|another))?\s+(?:title|caption|subtitle|headline|text)\s+(?:(?:that\s+)?(?:says?|saying|reads?|reading|of)\s+)?(?<text>.+?)(?=\s+(?:for|at the|in|from|over)\s|[.;,!]?\s*$)|(?:加|添加|加上|加个|加入)(?:一个|个)?(?:标题|字幕|文字)\s*(?<zh>[^，。；,;\s][^，。；,;]*)/iu;

/** Shows a text over the picture. */
export const addTitleRule: EditRule = {
  name: 'add title',
  examples: {
    en: [
      'add the title "Hello 世界"',
      "add a title that says 'X' for the first 3 seconds at the top in yellow",
      'add the title Summer Days',
      'title: Our trip',
    ],
    zh: ['加标题“你好，世界”', '添加标题：夏天的风', '在底部加黄色字幕「完」，持续2秒'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const noun = NOUN.exec(text);
    const quote = findQuote(clause);
    if (quote && !noun && !WRITE_VERB.test(text)) return null;
    const bare = quote ? null : BARE_TEXT.exec(text);
    const words = quote?.quoted ?? bare?.groups?.['text'] ?? bare?.groups?.['zh'];
    if (words === undefined) return null;
    return {
      start: 0,
      end: text.length,
      apply({ timeline }) {
        if (words.trim() === '') return { refusal: EMPTY_TEXT };
        const title = composeTitle(words, text, timeline);
        return {
          timeline: settleTimeline({ ...timeline, titles: [...timeline.titles, title] }),
          change: describeTitle(title, { en: 'Added the title', zh: '已添加标题' }),
        };
      },
    };
  },
};

/** Changes the newest title: its text, colour or place. */
export const changeTitleRule: EditRule = {
  name: 'change title',
  examples: {
    en: ['change the title to "Goodbye"', 'move the title to the bottom', 'make the title red'],
    zh: ['把标题改成“再见”', '标题移到底部', '把标题改成红色'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    if (!NOUN.test(text) || !CHANGE_VERB.test(text)) return null;
    const words = findQuote(clause)?.quoted;
    const color = findColor(text);
    const position = findPosition(text);
    if (words === undefined && !color && !position) return null;
    return {
      start: 0,
      end: text.length,
      apply({ timeline }) {
        const last = timeline.titles.at(-1);
        if (!last) return { refusal: NO_TITLE };
        const title = {
          ...last,
          ...(words !== undefined && { text: words.slice(0, MAX_TEXT_LENGTH) }),
          ...(color && { color }),
          ...(position && { position }),
        };
        return {
          timeline: { ...timeline, titles: [...timeline.titles.slice(0, -1), title] },
          change: describeTitle(title, { en: 'Changed the title to', zh: '标题已改为' }),
        };
      },
    };
  },
};

export const removeTitleRule: EditRule = {
  name: 'remove title',
  examples: { en: ['remove the title', 'delete all captions'], zh: ['去掉标题', '把字幕删掉'] },
  needsClip: true,
  read({ text }) {
    const match =
      findFirst(text, REMOVE) ?? /把?(?:标题|字幕|文字)(?:都)?(?:删掉|去掉|删除|移除)/u.exec(text);
    if (!match) return null;
    return {
      start: match.index,
      end: match.index + match[0].length,
      apply({ timeline }) {
        if (timeline.titles.length === 0) return { refusal: NO_TITLE };
        return {
          timeline: { ...timeline, titles: [] },
          change: { en: 'Removed the title', zh: '已去掉标题' },
        };
      },
    };
  },
};

const EMPTY_TEXT: Phrase = { en: 'What should the title say?', zh: '标题写什么呢？' };
const NO_TITLE: Phrase = { en: 'There is no title yet', zh: '现在还没有标题' };

function composeTitle(words: string, clause: string, timeline: StudioTimeline): StudioTitle {
  const lengthMs = measureTimeline(timeline);
  const times = findTimes(clause, { lengthMs, defaultMs: Math.min(DEFAULT_DURATION_MS, lengthMs) });
  // A title asked for beyond the end would vanish; it is shown at the end instead.
  const startMs =
    times.startMs < lengthMs ? times.startMs : Math.max(0, lengthMs - times.durationMs);
  return {
    text: words.slice(0, MAX_TEXT_LENGTH),
    startMs,
    durationMs: Math.min(times.durationMs, lengthMs - startMs),
    position: findPosition(clause) ?? 'center',
    color: findColor(clause) ?? 'white',
    fadeMs: FADE_MS,
  };
}

function describeTitle(title: StudioTitle, lead: Phrase): Phrase {
  const { text, color, position, startMs, durationMs } = title;
  const span = showSpan(startMs, durationMs);
  return {
    en: `${lead.en} "${text}" (${color}, ${position}, ${span})`,
    zh: `${lead.zh}“${text}”（${color}，${position}，${span}）`,
  };
}
