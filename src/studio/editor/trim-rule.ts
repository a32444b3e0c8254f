import type { StudioTimeline } from '../timeline.ts';
import { dropSpan, keepSpan, type Span } from './cuts.ts';
import { parseDuration } from './numbers.ts';
import { type Phrase, showSeconds, showSpan } from './phrase.ts';
import { type EditResult, type EditRule, findFirst } from './rule.ts';
import { measureTimeline } from './settle.ts';
import { TITLE_NOUN } from './title-rules.ts';

/** Nothing shorter can be told from a mistake. */
const MIN_LENGTH_MS = 100;

export interface TrimRuleOptions {
  name: string;
  examples: EditRule['examples'];
  patterns: string[];
  /** The stretch of a video of `lengthMs` to keep or drop. */
  choose(timesMs: number[], lengthMs: number): Span;
  keeps: boolean;
}

/** A rule that shortens the video; its patterns' groups are the times it names. */
export function createTrimRule({
  name,
  examples,
  choose,
  keeps,
  ...rest
}: TrimRuleOptions): EditRule {
  const patterns = rest.patterns.map((pattern) => new RegExp(pattern, 'iu'));
  return {
    name,
    examples,
    needsClip: true,
    read({ text }) {
      const match = findFirst(text, patterns);
      // "show the title from 0 to 3 seconds" is about the title.
      if (!match || TITLE_NOUN.test(match[0])) return null;
      const groups = match.slice(1).filter((group) => group !== undefined);
      return {
        start: match.index,
        end: match.index + match[0].length,
        apply({ timeline }) {
          const span = choose(groups.map(parseDuration), measureTimeline(timeline));
          return shorten(timeline, span, keeps);
        },
      };
    },
  };
}

function shorten(timeline: StudioTimeline, span: Span, keeps: boolean): EditResult {
  const lengthMs = measureTimeline(timeline);
  const cutMs = Math.max(0, span.endMs - span.startMs);
  const leftMs = keeps ? cutMs : lengthMs - cutMs;
  if (leftMs < MIN_LENGTH_MS) return { refusal: NOTHING_LEFT };
  if (leftMs === lengthMs) return { refusal: describeUnchanged(lengthMs) };
  return {
    timeline: keeps ? keepSpan(timeline, span) : dropSpan(timeline, span),
    change: describeCut({ span, leftMs, lengthMs }, keeps),
  };
}

const NOTHING_LEFT: Phrase = {
  en: 'That would leave nothing of the video',
  zh: '这样视频就什么都不剩了',
};

function describeUnchanged(lengthMs: number): Phrase {
  const length = showSeconds(lengthMs);
  return {
    en: `The video is only ${length} long, so there is nothing to cut`,
    zh: `视频只有 ${length}，没有可剪的部分`,
  };
}

function describeCut(
  { span, leftMs, lengthMs }: { span: Span; leftMs: number; lengthMs: number },
  keeps: boolean,
): Phrase {
  const part = showSpan(span.startMs, span.endMs - span.startMs);
  const lengths = `${showSeconds(lengthMs)} → ${showSeconds(leftMs)}`;
  if (keeps)
    return { en: `Trimmed the video to ${part} (${lengths})`, zh: `已剪到 ${part}（${lengths}）` };
  return { en: `Cut out ${part} (${lengths})`, zh: `已剪掉 ${part}（${lengths}）` };
}
