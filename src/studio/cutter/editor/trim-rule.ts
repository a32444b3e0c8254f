import type { StudioClip, StudioTimeline } from '../timeline.ts';
import { chooseTarget, findReference, NO_SUCH_CLIP } from './clip-references.ts';
import { cutClip, dropSpan, keepSpan, type Span } from './cuts.ts';
import { parseDuration } from './numbers.ts';
import { type Phrase, showSeconds, showSpan } from './phrase.ts';
import { coverMatches, type EditResult, type EditRule, findFirst } from './rule.ts';
import { measureTimeline } from '../timeline-length.ts';
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
    read(clause) {
      const match = findFirst(clause.text, patterns);
      // "show the title from 0 to 3 seconds" is about the title.
      if (!match || TITLE_NOUN.test(match[0])) return null;
      const times = match.slice(1).filter((group) => group !== undefined);
      return {
        ...coverMatches([match, findReference(clause)]),
        apply({ timeline }) {
          const target = chooseTarget(timeline.clips, clause);
          if (!target) return { refusal: NO_SUCH_CLIP };
          const clip = target.of.en === '' ? null : (target.clips[0] ?? null);
          const lengthMs = clip?.durationMs ?? measureTimeline(timeline);
          const span = choose(times.map(parseDuration), lengthMs);
          return shorten(timeline, { span, keeps, clip, lengthMs });
        },
      };
    },
  };
}

interface Cut {
  span: Span;
  keeps: boolean;
  /** The one clip to shorten, if it is not the whole video. */
  clip: StudioClip | null;
  /** Of the clip or the video. */
  lengthMs: number;
}

function shorten(timeline: StudioTimeline, cut: Cut): EditResult {
  const { span, keeps, clip, lengthMs } = cut;
  const cutMs = Math.max(0, span.endMs - span.startMs);
  const leftMs = keeps ? cutMs : lengthMs - cutMs;
  if (leftMs < MIN_LENGTH_MS) return { refusal: NOTHING_LEFT };
  if (leftMs === lengthMs) return { refusal: describeUnchanged(lengthMs) };
  const change = describeCut(cut, leftMs);
  if (clip) return { timeline: cutClip(timeline, clip, listParts(cut)), change };
  return { timeline: keeps ? keepSpan(timeline, span) : dropSpan(timeline, span), change };
}

function listParts({ span, keeps, lengthMs }: Cut): Span[] {
  if (keeps) return [span];
  const around = [
    { startMs: 0, endMs: span.startMs },
    { startMs: span.endMs, endMs: lengthMs },
  ];
  return around.filter(({ startMs, endMs }) => endMs > startMs);
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

function describeCut({ span, keeps, clip, lengthMs }: Cut, leftMs: number): Phrase {
  const part = showSpan(span.startMs, span.endMs - span.startMs);
  const lengths = `${showSeconds(lengthMs)} → ${showSeconds(leftMs)}`;
  const what = { en: clip?.name ?? 'the video', zh: clip ? `${clip.name} ` : '' };
  if (keeps) {
    const zh = `${what.zh}已剪到 ${part}（${lengths}）`;
    return { en: `Trimmed ${what.en} to ${part} (${lengths})`, zh };
  }
  const of = clip ? ` of ${clip.name}` : '';
  return { en: `Cut out ${part}${of} (${lengths})`, zh: `${what.zh}已剪掉 ${part}（${lengths}）` };
}
