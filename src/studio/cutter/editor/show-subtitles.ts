import type { StudioTimeline, StudioTitle } from '../timeline.ts';
import { type Phrase, showSpan } from './phrase.ts';
import type { EditResult } from './rule.ts';
import { settleTimeline } from './settle.ts';
import { parseSubtitles } from './subtitles.ts';
import { findStyle } from './title-details.ts';

/** Each is a step of the render, like every title. */
const MAX_CUES = 200;
const SIZE = 54;

/** Shows the subtitles of an SRT text at the bottom, in place of those before; `about` tells their looks. */
export function showSubtitles(
  timeline: StudioTimeline,
  { text, about }: { text: string; about: string },
): EditResult {
  const cues = parseSubtitles(text);
  if (cues.length === 0) return { refusal: NO_CUES };
  const style = findStyle(about);
  const subtitles = cues.map((cue): StudioTitle => ({
    text: cue.text.slice(0, 200),
    startMs: cue.startMs,
    durationMs: cue.endMs - cue.startMs,
    fadeMs: 0,
    position: 'bottom',
    color: 'white',
    size: SIZE,
    ...style,
    subtitle: true,
  }));
  const others = timeline.titles.filter(({ subtitle }) => !subtitle);
  const changed = settleTimeline({ ...timeline, titles: [...others, ...subtitles] });
  const shown = changed.titles.filter(({ subtitle }) => subtitle);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return { refusal: TOO_LATE };
  if (shown.length > MAX_CUES) return { refusal: TOO_MANY };
  const endMs = last.startMs + last.durationMs;
  const span = showSpan(first.startMs, endMs - first.startMs);
  return {
    timeline: changed,
    change: describe({ span, shown: shown.length, all: cues.length }),
  };
}

const NO_CUES: Phrase = {
  en: 'I found no subtitle with a text in that',
  zh: '没有找到有文字的字幕',
};
const TOO_MANY: Phrase = {
  en: `That is more than ${MAX_CUES} subtitles, which is the most I can show`,
  zh: `字幕太多，最多 ${MAX_CUES} 条`,
};
const TOO_LATE: Phrase = {
  en: 'All of these subtitles begin after the end of the video',
  zh: '这些字幕都在视频结束之后',
};

function describe({ span, shown, all }: { span: string; shown: number; all: number }): Phrase {
  const late = all - shown;
  const en = late === 0 ? '' : `; ${late} more begin after the end and were left out`;
  const zh = late === 0 ? '' : `；另有 ${late} 条在视频结束之后，未添加`;
  return {
    en: `Added ${shown} ${shown === 1 ? 'subtitle' : 'subtitles'} at the bottom (${span})${en}`,
    zh: `已添加 ${shown} 条字幕（${span}）${zh}`,
  };
}
