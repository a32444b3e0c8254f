import { CLIP } from './clip-references.ts';
import { DURATION, LOOSE_DURATION } from './numbers.ts';
import type { EditRule } from './rule.ts';
import { createTrimRule } from './trim-rule.ts';

const DROP = '(?:cut|remove|delete|drop|skip|trim|chop|take|lose|snip)';
const DROP_ZH = '(?:去掉|删掉|删除|剪掉|切掉|裁掉|移除|跳过|去除)';
const KEEP_ZH = '(?:只?保留|只留|只要|只用|截取|取|留下)';
const CUT_ZH = '(?:剪辑?|截|裁剪?|缩短|剪短|修剪|控制)';
const WHAT_ZH = `(?:视频|片段|${CLIP})?的?`;
const THE = '(?:\\s+(?:off|out|away))?\\s+(?:the\\s+)?';

/** Keeps a stretch from the middle: "keep from 2s to 5s". */
const keepRangeRule = createTrimRule({
  name: 'keep range',
  examples: {
    en: ['keep only from 2s to 5s', 'trim it from 2 to 5 seconds', 'keep between 2s and 5s'],
    zh: ['只保留2秒到5秒', '截取从2秒到5秒'],
  },
  patterns: [
    `\\b(?:keep|trim|use|crop|extract)\\b(?:\\s+\\S+){0,4}?\\s+(?:from|between)\\s+${LOOSE_DURATION}\\s*(?:to|and|until|-|–)\\s*${DURATION}`,
    `(?:${KEEP_ZH}|${CUT_ZH})(?:视频)?(?:从)?(?:第)?${LOOSE_DURATION}(?:到|至|-)(?:第)?${DURATION}`,
  ],
  choose: ([startMs = 0, endMs = 0], lengthMs) => ({ startMs, endMs: Math.min(endMs, lengthMs) }),
  keeps: true,
});

const dropRangeRule = createTrimRule({
  name: 'drop range',
  examples: {
    en: ['remove the part from 2s to 5s', 'cut out from 2 to 5 seconds'],
    zh: ['删掉2秒到5秒', '去掉第2秒到第5秒'],
  },
  patterns: [
    `\\b(?:remove|delete|drop|cut out|take out)\\b(?:\\s+\\S+){0,4}?\\s+(?:from|between)\\s+${LOOSE_DURATION}\\s*(?:to|and|until|-|–)\\s*${DURATION}`,
    `\\b(?:remove|delete|drop|cut(?:\\s+out)?)\\s+seconds?\\s+${LOOSE_DURATION}\\s*(?:to|-|–)\\s*${LOOSE_DURATION}`,
    `${DROP_ZH}(?:视频)?(?:从)?(?:第)?${LOOSE_DURATION}(?:到|至|-)(?:第)?${DURATION}`,
  ],
  choose: ([startMs = 0, endMs = 0], lengthMs) => ({ startMs, endMs: Math.min(endMs, lengthMs) }),
  keeps: false,
});

const dropStartRule = createTrimRule({
  name: 'drop start',
  examples: {
    en: ['cut the first 2 seconds', 'remove 2s from the start', 'trim off the first two seconds'],
    zh: ['去掉前2秒', '把开头的两秒剪掉', '去掉第二段的前2秒'],
  },
  patterns: [
    `\\b${DROP}${THE}(?:first|opening|initial)\\s+${DURATION}`,
    `\\b${DROP}\\s+(?:off\\s+)?${DURATION}\\s+(?:off|from|at)\\s+(?:the\\s+)?(?:start|beginning|front)`,
    `${DROP_ZH}${WHAT_ZH}(?:最?开头|最?前面?|开始)的?${DURATION}`,
    `(?:开头|前面?)的?${DURATION}(?:都|给)?${DROP_ZH}`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({ startMs: 0, endMs: Math.min(timeMs, lengthMs) }),
  keeps: false,
});

const dropEndRule = createTrimRule({
  name: 'drop end',
  examples: {
    en: ['cut the last 2 seconds', 'remove 2s from the end', 'make it 2 seconds shorter'],
    zh: ['去掉最后2秒', '把结尾的两秒剪掉', '缩短2秒'],
  },
  patterns: [
    `\\b${DROP}${THE}(?:last|final|ending)\\s+${DURATION}`,
    `\\b${DROP}\\s+(?:off\\s+)?${DURATION}\\s+(?:off|from|at)\\s+(?:the\\s+)?(?:end|back|tail)`,
    `${DROP_ZH}${WHAT_ZH}(?:最后面?|结尾|末尾|后面?)的?${DURATION}`,
    `(?:最后|结尾|末尾|后面?)的?${DURATION}(?:都|给)?${DROP_ZH}`,
    `\\b(?:shorten|trim|cut|reduce)\\b(?:\\s+\\S+){0,4}?\\s+by\\s+${DURATION}`,
    `${DURATION}\\s+shorter\\b`,
    `(?:缩短|剪短|减少)了?${DURATION}`,
    // "the first 3 seconds and the last 2": what stood before is blank, having been read.
    `^\\s+(?:and|[,和与及])\\s*(?:the\\s+)?(?:last|final|最后|结尾|末尾|后)的?\\s*${DURATION}`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({
    startMs: Math.max(0, lengthMs - timeMs),
    endMs: lengthMs,
  }),
  keeps: false,
});

const WHAT = '(?:everything|all|anything|the\\s+(?:part|rest|video|footage))';

const dropAfterRule = createTrimRule({
  name: 'drop after',
  examples: {
    en: ['remove everything after 5 seconds', 'cut the rest after 0:05'],
    zh: ['删掉5秒以后的内容', '5秒之后都不要'],
  },
  patterns: [
    `\\b${DROP}(?:\\s+(?:off|out))?\\s+${WHAT}\\s+after\\s+(?:the\\s+first\\s+)?${DURATION}`,
    `${DROP_ZH}(?:视频)?第?${DURATION}(?:以后|之后|后面)`,
    `第?${DURATION}(?:以后|之后|后面)的?(?:内容|部分|视频)?(?:都|全部)?(?:不要|${DROP_ZH})`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({ startMs: 0, endMs: Math.min(timeMs, lengthMs) }),
  keeps: true,
});

const dropBeforeRule = createTrimRule({
  name: 'drop before',
  examples: { en: ['delete the part before 3 seconds'], zh: ['删掉3秒以前的内容'] },
  patterns: [
    `\\b${DROP}(?:\\s+(?:off|out))?\\s+${WHAT}\\s+(?:before|until)\\s+${DURATION}`,
    `${DROP_ZH}(?:视频)?第?${DURATION}(?:以前|之前|前面)`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({ startMs: 0, endMs: Math.min(timeMs, lengthMs) }),
  keeps: false,
});

const keepEndRule = createTrimRule({
  name: 'keep end',
  examples: {
    en: ['keep only the last 5 seconds', 'trim it to the last 5 seconds'],
    zh: ['只保留最后5秒', '截取后5秒'],
  },
  patterns: [
    `\\b(?:keep|use|only)(?:\\s+only|\\s+just|\\s+keep|\\s+use)?\\s+(?:the\\s+)?(?:last|final)\\s+${DURATION}`,
    `\\b(?:trim|cut|shorten|crop)\\b(?:\\s+\\S+){0,5}?\\s+to\\s+(?:the\\s+)?(?:last|final)\\s+${DURATION}`,
    `(?:${KEEP_ZH}|${CUT_ZH}(?:到|成|至))${WHAT_ZH}(?:最后|后面?|结尾|末尾)的?${DURATION}`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({
    startMs: Math.max(0, lengthMs - timeMs),
    endMs: lengthMs,
  }),
  keeps: true,
});

const trimRule = createTrimRule({
  name: 'trim',
  examples: {
    en: [
      'trim to 5 seconds',
      'trim it to the first 5 seconds',
      'cut the video down to 5s',
      'keep only the first five seconds',
      'make it 5 seconds long',
      'trim the second clip to 3 seconds',
    ],
    zh: ['剪到5秒', '把city.mp4剪到3秒', '只保留前5秒', '把视频缩短到五秒', '时长改为5秒'],
  },
  patterns: [
    `\\b(?:trim|cut|shorten|reduce|limit|clip|crop|edit|bring|make|get)\\b(?:\\s+(?!from\\b|between\\b)\\S+){0,6}?\\s+(?:to|is|be)\\s+(?:only\\s+|just\\s+|exactly\\s+|be\\s+)?(?:the\\s+first\\s+)?${DURATION}`,
    `\\b(?:keep|use|take|show|only)(?:\\s+only|\\s+just|\\s+keep|\\s+use)?\\s+(?:the\\s+)?first\\s+${DURATION}`,
    `\\bmake\\s+(?:it|this|the\\s+(?:video|clip))\\s+${DURATION}(?:\\s+long)?(?!\\s+(?:shorter|longer|faster|slower|later|earlier))`,
    `${CUT_ZH}(?:视频)?(?:到|成|至|为|在)?(?:只有|只剩)?前?${DURATION}`,
    `${KEEP_ZH}${WHAT_ZH}(?:前面?|最?开头)的?${DURATION}`,
    `(?:时长|长度)(?:改|设|调|剪|控制)?(?:为|到|成|在|置为)?${DURATION}`,
  ],
  choose: ([timeMs = 0], lengthMs) => ({ startMs: 0, endMs: Math.min(timeMs, lengthMs) }),
  keeps: true,
});

/** All ways to shorten a video, the most specific first. */
export const TRIM_RULES: EditRule[] = [
  keepRangeRule,
  dropRangeRule,
  dropAfterRule,
  dropBeforeRule,
  dropStartRule,
  dropEndRule,
  keepEndRule,
  trimRule,
];
