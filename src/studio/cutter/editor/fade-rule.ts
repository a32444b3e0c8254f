import type { StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import { chooseTarget, findReference, NO_SUCH_CLIP } from './clip-references.ts';
import { NO_MUSIC } from './music.ts';
import { ADDING, MUSIC_NOUN } from './music-rules.ts';
import { DURATION, parseDuration } from './numbers.ts';
import { type Phrase, showSeconds } from './phrase.ts';
import { coverMatches, type EditResult, type EditRule } from './rule.ts';

const DEFAULT_FADE_MS = 1000;
const MAX_FADE_MS = 10_000;

const FADE =
  /\bfad(?:e|es|ing|ed)[\s-]+(?:(?:the|video|clip|music|bgm|background|it|picture|sound|audio|song)\s+)*(?:(in|out|to black|from black)\b(?:\s*(?:and|\/|&|-)\s*(in|out)\b)?)/iu;
const FADE_ZH = /淡入[^\d，。]{0,6}?淡出|淡入|淡出|渐显|渐隐/u;
const LENGTH = new RegExp(DURATION, 'iu');

/** Lets picture and sound, or the music alone, come and go softly. */
export const fadeRule: EditRule = {
  name: 'fade',
  examples: {
    en: ['fade in', 'fade out over 2 seconds', 'fade in and out', 'fade out the music'],
    zh: ['淡入', '淡出2秒', '淡入淡出', '音乐淡出'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const match = FADE.exec(text) ?? FADE_ZH.exec(text);
    if (!match) return null;
    const words = match[0].toLowerCase();
    const length = LENGTH.exec(text);
    const asked = length ? parseDuration(length[0]) : DEFAULT_FADE_MS;
    const fadeMs = Math.min(asked, MAX_FADE_MS);
    const fade = {
      ...(/\bin\b|from black|淡入|渐显/u.test(words) && { fadeInMs: fadeMs }),
      ...(/\bout\b|to black|淡出|渐隐/u.test(words) && { fadeOutMs: fadeMs }),
    };
    const noun = MUSIC_NOUN.exec(text);
    return {
      // "add music with a fade out" still has its music to add.
      ...coverMatches(ADDING.test(text) ? [match] : [match, length, noun ?? findReference(clause)]),
      apply: ({ timeline }) =>
        noun ? fadeMusic(timeline, fade) : fadeVideo(timeline, { fade, clause }),
    };
  },
};

interface Fade {
  fadeInMs?: number;
  fadeOutMs?: number;
}

/** The video fades in with its first clip and out with its last; a clip that is named, by itself. */
function fadeVideo(
  timeline: StudioTimeline,
  { fade, clause }: { fade: Fade; clause: Clause },
): EditResult {
  const target = chooseTarget(timeline.clips, clause);
  const [first, last] = [target?.clips[0], target?.clips.at(-1)];
  if (!target || !first || !last) return { refusal: NO_SUCH_CLIP };
  const { fadeInMs, fadeOutMs } = limitFade(fade, {
    first: first.durationMs,
    last: last.durationMs,
  });
  const clips = timeline.clips.map((clip) => ({
    ...clip,
    ...(clip === first && fadeInMs !== undefined && { fadeInMs }),
    ...(clip === last && fadeOutMs !== undefined && { fadeOutMs }),
  }));
  const name = target.of.en === '' ? null : first.name;
  const change = describeFade(
    { fadeInMs, fadeOutMs },
    { en: name ?? 'the video', zh: name === null ? '视频' : `${name} ` },
  );
  return { timeline: { ...timeline, clips }, change };
}

function fadeMusic(timeline: StudioTimeline, fade: Fade): EditResult {
  if (timeline.music.length === 0) return { refusal: NO_MUSIC };
  const durationMs = timeline.music[0]?.durationMs ?? 0;
  const limited = limitFade(fade, { first: durationMs, last: durationMs });
  const music = timeline.music.map((entry) => ({ ...entry, ...limited }));
  return {
    timeline: { ...timeline, music },
    change: describeFade(limited, { en: 'the music', zh: '音乐' }),
  };
}

/** No fade is longer than what it fades. */
function limitFade({ fadeInMs, fadeOutMs }: Fade, most: { first: number; last: number }): Fade {
  return {
    ...(fadeInMs !== undefined && { fadeInMs: Math.min(fadeInMs, most.first) }),
    ...(fadeOutMs !== undefined && { fadeOutMs: Math.min(fadeOutMs, most.last) }),
  };
}

function describeFade(
  { fadeInMs, fadeOutMs }: { fadeInMs?: number | undefined; fadeOutMs?: number | undefined },
  target: Phrase,
): Phrase {
  const parts = [
    ...(fadeInMs === undefined ? [] : [{ en: 'in', zh: '淡入', length: showSeconds(fadeInMs) }]),
    ...(fadeOutMs === undefined ? [] : [{ en: 'out', zh: '淡出', length: showSeconds(fadeOutMs) }]),
  ];
  return {
    en: `Faded ${target.en} ${parts.map(({ en, length }) => `${en} (${length})`).join(' and ')}`,
    zh: `${target.zh}已${parts.map(({ zh, length }) => `${zh}（${length}）`).join('并')}`,
  };
}
