import { isDeepStrictEqual } from 'node:util';

import { measureTimeline, type StudioTimeline, type StudioTitle } from '../timeline.ts';
import { parseSubtitles } from '../subtitles.ts';
import type { Refusal, Result } from './change.ts';
import type { Op, Uploads } from './operation.ts';
import { settleTimeline } from './settle.ts';

const DEFAULT_MS = 3000;
const FADE_MS = 300;
const MAX_TEXT_LENGTH = 200;
/** Of a title that does not tell, in lines of a picture of 1080. */
const USUAL_SIZE = 70;
const SUBTITLE_SIZE = 54;
/** Each is a step of the render, like every title. */
const MAX_CUES = 200;

type Looks = Pick<Op<'title'>, 'position' | 'side' | 'color' | 'size' | 'scale' | 'fade'>;
type Times = Pick<Op<'title'>, 'from' | 'to' | 'for'>;

/** Shows a text over the picture. */
export function title(timeline: StudioTimeline, wish: Op<'title'>, uploads: Uploads): Result {
  const undrawable = checkText([wish.text], uploads);
  if (undrawable) return undrawable;
  const lengthMs = measureTimeline(timeline);
  const usual: StudioTitle = {
    text: wish.text,
    startMs: 0,
    durationMs: Math.min(DEFAULT_MS, lengthMs),
    position: 'center',
    color: 'white',
    fadeMs: FADE_MS,
  };
  const times = readTimes(wish, { usual, lengthMs });
  if ('why' in times) return times;
  const added = { ...usual, ...times, ...readLooks(wish) };
  const changed = settleTimeline({ ...timeline, titles: [...timeline.titles, added] });
  const shown = changed.titles.at(-1) ?? added;
  return { timeline: changed, change: { did: 'title', title: shown } };
}

/** Changes the newest title, or all subtitles: text, looks or times. */
export function changeTitle(
  timeline: StudioTimeline,
  wish: Op<'change-title'>,
  uploads: Uploads,
): Result {
  const undrawable = checkText(wish.text === undefined ? [] : [wish.text], uploads);
  if (undrawable) return undrawable;
  const chosen = choose(timeline, wish.of);
  if (chosen.length === 0) return { why: 'no-title' };
  const lengthMs = measureTimeline(timeline);
  const changed: StudioTitle[] = [];
  for (const each of chosen) {
    const times = readTimes(each.subtitle ? {} : wish, { usual: each, lengthMs });
    if ('why' in times) return times;
    const text = wish.text === undefined ? {} : { text: wish.text };
    changed.push({ ...each, ...times, ...text, ...readLooks(wish, each.size) });
  }
  const titles = timeline.titles.map((each) => changed[chosen.indexOf(each)] ?? each);
  const settled = settleTimeline({ ...timeline, titles });
  if (isDeepStrictEqual(settled, timeline)) return { already: 'title' };
  const first = settled.titles[timeline.titles.findIndex((each) => each === chosen[0])];
  if (first && chosen.length === 1) {
    return { timeline: settled, change: { did: 'title-changed', title: first } };
  }
  const looks = readLooks(wish, chosen[0]?.size);
  return {
    timeline: settled,
    change: { did: 'subtitles-changed', count: chosen.length, looks },
  };
}

export function removeTitles(timeline: StudioTimeline, { of }: Op<'remove-titles'>): Result {
  const isMeant = ({ subtitle = false }: StudioTitle) => subtitle === (of === 'subtitles');
  const meant = timeline.titles.filter(isMeant);
  // "captions" may well be titles, and the other way round: what there is, is meant.
  const gone = meant.length > 0 ? meant : timeline.titles;
  if (gone.length === 0) return { why: 'no-title' };
  const titles = timeline.titles.filter((each) => !gone.includes(each));
  return {
    timeline: { ...timeline, titles },
    change: { did: 'titles-removed', texts: gone.map(({ text }) => text) },
  };
}

/** Shows pasted subtitles in place of those before. */
export function subtitles(
  timeline: StudioTimeline,
  wish: Op<'subtitles'>,
  uploads: Uploads,
): Result {
  const cues = parseSubtitles(wish.text ?? '');
  if (cues.length === 0) return { why: 'no-cues' };
  const undrawable = checkText(
    cues.map((cue) => cue.text),
    uploads,
  );
  if (undrawable) return undrawable;
  const added = cues.map((cue): StudioTitle => ({
    text: cue.text.slice(0, MAX_TEXT_LENGTH),
    startMs: cue.startMs,
    durationMs: cue.endMs - cue.startMs,
    fadeMs: 0,
    position: 'bottom',
    color: 'white',
    size: SUBTITLE_SIZE,
    ...readLooks(wish, SUBTITLE_SIZE),
    subtitle: true,
  }));
  const others = timeline.titles.filter(({ subtitle }) => !subtitle);
  const changed = settleTimeline({ ...timeline, titles: [...others, ...added] });
  const shown = changed.titles.filter(({ subtitle }) => subtitle);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return { why: 'late-cues' };
  if (shown.length > MAX_CUES) return { why: 'too-many-cues' };
  const [startMs, endMs] = [first.startMs, last.startMs + last.durationMs];
  const late = cues.length - shown.length;
  return {
    timeline: changed,
    change: { did: 'subtitles', count: shown.length, late, looks: first, startMs, endMs },
  };
}

/** A text that no font can draw would be charged for and never be seen. */
function checkText(texts: string[], { findUndrawable }: Uploads): Refusal | null {
  const missing = new Set(findUndrawable ? texts.flatMap(findUndrawable) : []);
  return missing.size > 0 ? { why: 'undrawable', characters: [...missing].slice(0, 20) } : null;
}

function choose({ titles }: StudioTimeline, of: Op<'change-title'>['of']): StudioTitle[] {
  const cues = titles.filter(({ subtitle }) => subtitle);
  if (of === 'subtitles' && cues.length > 0) return cues;
  const last = titles.findLast(({ subtitle }) => !subtitle) ?? titles.at(-1);
  return last ? [last] : [];
}

function readLooks(
  { position, side, color, size, scale, fade }: Looks,
  currentSize = USUAL_SIZE,
): Partial<StudioTitle> {
  const scaled = scale === undefined ? size : Math.round((size ?? currentSize) * scale);
  return {
    ...(color && { color }),
    ...(position && { position }),
    ...(side && { side }),
    ...(scaled !== undefined && { size: Math.min(500, Math.max(8, scaled)) }),
    ...(fade !== undefined && { fadeMs: Math.round(fade * 1000) }),
  };
}

/** What is not told stays as in `usual`; a title is never shown beyond the end of the video. */
function readTimes(
  { from, to, for: length }: Times,
  { usual, lengthMs }: { usual: StudioTitle; lengthMs: number },
): Pick<StudioTitle, 'startMs' | 'durationMs'> | Refusal {
  const wantedMs =
    length === 'rest'
      ? lengthMs
      : length === undefined
        ? usual.durationMs
        : Math.round(length * 1000);
  if (to === 'end') {
    const startMs = from === undefined ? lengthMs - wantedMs : Math.round(from * 1000);
    if (startMs >= lengthMs) return { why: 'past-the-end', lengthMs };
    return { startMs: Math.max(0, startMs), durationMs: lengthMs - Math.max(0, startMs) };
  }
  const startMs = from === undefined ? usual.startMs : Math.round(from * 1000);
  if (startMs >= lengthMs) return { why: 'past-the-end', lengthMs };
  const durationMs = to === undefined ? wantedMs : Math.round(to * 1000) - startMs;
  if (durationMs <= 0) return { why: 'nothing-left' };
  return { startMs, durationMs: Math.min(durationMs, lengthMs - startMs) };
}
