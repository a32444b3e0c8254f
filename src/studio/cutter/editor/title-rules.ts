import type { StudioTimeline, StudioTitle } from '../timeline.ts';
import { findQuoted, type Quoted } from './clauses.ts';
import { type Phrase, showSpan } from './phrase.ts';
import { coverWord, type EditRule, findFirst } from './rule.ts';
import { measureTimeline } from '../timeline-length.ts';
import { settleTimeline } from './settle.ts';
import { findStyle, findTimes, type TitleTimes, tellsTimes } from './title-details.ts';

const DEFAULT_DURATION_MS = 3000;
const FADE_MS = 300;
const MAX_TEXT_LENGTH = 200;

/** What a text on the picture is called. */
export const TITLE_NOUN =
  /\b(?:titles?|captions?|subtitles?|headlines?|headings?|text|words)\b|标题|字幕|文字|文本|片名/iu;
const ADD_VERB = /\b(?:add|put|insert|create|write|show|overlay)\b|加|写|显示|插入/iu;
const WRITE_VERB =
  /\b(?:write|say|show|display|overlay|put)\b|写上|显示|写|(?:加上?|打上?|放上?)(?=\s*\uE000)/iu;
const CHANGE_VERB =
  /\b(?:change|rename|replace|update|make|move|set|recolou?r|turn|show|keep|extend)\b|改|换|修改|移到|移动|变成|设为|设置|放到|放在|显示|延长|放大|缩小|调|用/iu;
/** With a quoted text these make a title; "show" and "change" may as well be about the one there is. */
const NEW_TITLE = /\b(?:add|put|insert|create|write|show|overlay)\b|加|插入|写/iu;
const SUBTITLE_NOUN = /\b(?:sub|closed\s+cap|cap)(?:titles?|tions?)\b|字幕/iu;
const REMOVE = [
  /\b(?:remove|delete|drop|clear|get rid of|take (?:out|off|away))\b[^.]*?\b(?:titles?|captions?|subtitles?|text)\b/iu,
  /(?:去掉|删除|删掉|移除|清除|取消|不要)[^，。]{0,8}?(?:标题|字幕|文字|文本)|(?:标题|字幕|文字)(?:都|给)?(?:去掉|删除|删掉|移除)/u,
];
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
    const quoted = findQuoted(clause);
    const asked = TITLE_NOUN.test(text)
      ? quoted.length > 0 || ADD_VERB.test(text)
      : WRITE_VERB.test(text) && quoted.length > 0;
    if (!asked) return null;
    return {
      start: findStart(text),
      end: text.length,
      apply({ timeline }) {
        const written = quoted.filter(({ words }) => words.trim() !== '');
        if (written.length === 0) return { refusal: EMPTY_TEXT };
        const titles = written.map((each) => composeTitle(each, timeline));
        return {
          timeline: settleTimeline({ ...timeline, titles: [...timeline.titles, ...titles] }),
          change: describeTitles(titles, { en: 'Added the title', zh: '已添加标题' }),
        };
      },
    };
  },
};

/** Changes the newest title (or all subtitles): the text, looks or times. */
export const changeTitleRule: EditRule = {
  name: 'change title',
  examples: {
    en: [
      'change the title to "Goodbye"',
      'move the title to the bottom left',
      'make the title red and bigger',
      'show the title from 2 to 5 seconds',
    ],
    zh: ['把标题改成“再见”', '标题移到底部', '把标题改成红色', '标题改为从2秒到5秒'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const words = findQuoted(clause)[0]?.words;
    if (!TITLE_NOUN.test(text) || !CHANGE_VERB.test(text)) return null;
    if (words !== undefined && NEW_TITLE.test(text)) return null;
    const hasStyle = Object.keys(findStyle(text)).length > 0;
    if (words === undefined && !hasStyle && !tellsTimes(text)) return null;
    return {
      start: 0,
      end: text.length,
      apply({ timeline }) {
        const chosen = chooseTitles(timeline, text);
        if (chosen.length === 0) return { refusal: NO_TITLE };
        const lengthMs = measureTimeline(timeline);
        const change = (title: StudioTitle): StudioTitle => ({
          ...title,
          ...(words !== undefined && { text: words.slice(0, MAX_TEXT_LENGTH) }),
          ...findStyle(text, title.size),
          ...(!title.subtitle &&
            tellsTimes(text) &&
            fitTimes(findTimes(text, { lengthMs, usual: title }), lengthMs)),
        });
        const titles = timeline.titles.map((each) => (chosen.includes(each) ? change(each) : each));
        return {
          timeline: settleTimeline({ ...timeline, titles }),
          change:
            chosen.length > 1
              ? { en: `Changed ${chosen.length} subtitles`, zh: `已修改 ${chosen.length} 条字幕` }
              : describeTitles(chosen.map(change), {
                  en: 'Changed the title to',
                  zh: '标题已改为',
                }),
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
    const match = findFirst(text, REMOVE);
    if (!match) return null;
    return {
      ...coverWord(match, TITLE_NOUN),
      apply({ timeline }) {
        const meansSubtitles = SUBTITLE_NOUN.test(match[0]);
        const rest = timeline.titles.filter(({ subtitle = false }) => subtitle !== meansSubtitles);
        // "captions" may well be titles, and the other way round: what there is, is meant.
        const titles = rest.length === timeline.titles.length ? [] : rest;
        const count = timeline.titles.length - titles.length;
        if (count === 0) return { refusal: NO_TITLE };
        return {
          timeline: { ...timeline, titles },
          change: {
            en: count === 1 ? 'Removed the title' : `Removed ${count} titles`,
            zh: count === 1 ? '已去掉标题' : `已去掉 ${count} 个标题`,
          },
        };
      },
    };
  },
};

function chooseTitles({ titles }: StudioTimeline, text: string): StudioTitle[] {
  const subtitles = titles.filter(({ subtitle }) => subtitle);
  if (SUBTITLE_NOUN.test(text) && subtitles.length > 0) return subtitles;
  const last = titles.findLast(({ subtitle }) => !subtitle) ?? titles.at(-1);
  return last ? [last] : [];
}

const EMPTY_TEXT: Phrase = {
  en: 'What should the title say? Put the text in quotes, or paste an SRT file',
  zh: '标题写什么呢？请把文字放在引号里，或者粘贴 SRT 字幕',
};
const NO_TITLE: Phrase = { en: 'There is no title yet', zh: '现在还没有标题' };

function composeTitle({ words, about }: Quoted, timeline: StudioTimeline): StudioTitle {
  const lengthMs = measureTimeline(timeline);
  const usual = { startMs: 0, durationMs: Math.min(DEFAULT_DURATION_MS, lengthMs) };
  const times = findTimes(about, { lengthMs, usual });
  return {
    text: words.slice(0, MAX_TEXT_LENGTH),
    ...fitTimes(times, lengthMs),
    position: 'center',
    color: 'white',
    fadeMs: FADE_MS,
    ...findStyle(about),
  };
}

/** A title asked for beyond the end would vanish; it is shown at the end instead. */
function fitTimes({ startMs, durationMs }: TitleTimes, lengthMs: number): TitleTimes {
  const fitted = startMs < lengthMs ? startMs : Math.max(0, lengthMs - durationMs);
  return { startMs: fitted, durationMs: Math.min(durationMs, lengthMs - fitted) };
}

/** Where the words about the title begin: at its verb or noun, so that steps before it stay. */
function findStart(text: string): number {
  return Math.min(
    ...[ADD_VERB, WRITE_VERB, TITLE_NOUN].map((word) => word.exec(text)?.index ?? text.length),
  );
}

function describeTitles(titles: StudioTitle[], lead: Phrase): Phrase {
  const each = titles.map(({ text, color, position, side, size, startMs, durationMs }) => {
    const place = side ? `${position} ${side}` : position;
    const looks = size ? [color, place, `size ${size}`] : [color, place];
    const details = [...looks, showSpan(startMs, durationMs)];
    return { en: `"${text}" (${details.join(', ')})`, zh: `“${text}”（${details.join('，')}）` };
  });
  return {
    en: `${lead.en} ${each.map(({ en }) => en).join(', ')}`,
    zh: `${lead.zh}${each.map(({ zh }) => zh).join('、')}`,
  };
}
