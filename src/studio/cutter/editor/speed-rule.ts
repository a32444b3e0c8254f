import type { StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import { changeClips, findReference } from './clip-references.ts';
import { FIGURE, parseFigure } from './numbers.ts';
import { showSeconds } from './phrase.ts';
import { coverMatches, type EditResult, type EditRule } from './rule.ts';
import { measureTimeline } from '../timeline-length.ts';
import { settleTimeline } from './settle.ts';

const MIN_SPEED = 0.25;
const MAX_SPEED = 4;

/** Ways to name a speed; a pattern without a figure has its own. */
const SPEEDS: Array<{ pattern: RegExp; speed: (figure: number) => number }> = [
  { pattern: /(?<![\d.:])(\d+(?:\.\d+)?)\s*[x×](?![\dx])/iu, speed: (figure) => figure },
  { pattern: /\btwice as fast\b|\bdouble[\s-]+(?:the\s+)?speed\b/iu, speed: () => 2 },
  { pattern: /\bhalf[\s-]+(?:the\s+)?speed\b|\bhalf as fast\b/iu, speed: () => 0.5 },
  // Of Chinese: "once more as slow", "once more as fast".
  { pattern: /慢一倍/iu, speed: () => 0.5 },
  { pattern: /[快速]一倍/iu, speed: () => 2 },
  { pattern: /\b(?:normal|original|regular)\s+speed\b|正常速度|原速|恢复速度/iu, speed: () => 1 },
  { pattern: create(`${FIGURE}\\s+times\\s+slower`), speed: (figure) => 1 / figure },
  {
    pattern: create(`${FIGURE}\\s+times\\s+(?:faster|as fast|the speed|speed)`),
    speed: (figure) => figure,
  },
  {
    pattern: /\bspeed\b(?:\s+\S+){0,4}?\s+(?:to|by|of)\s+(\d+(?:\.\d+)?)(?!\s*%)/iu,
    speed: (figure) => figure,
  },
  {
    pattern: /\bspeed\b(?:\s+\S+){0,4}?\s+(?:to|by|of)\s+(\d+)\s*%/iu,
    speed: (figure) => figure / 100,
  },
  {
    pattern: create('([\\d.]+|[一二两三四半]+)\\s*倍(?:的)?(?:速度?|播放)?'),
    speed: (figure) => figure,
  },
  {
    pattern:
      /半速|慢放|慢动作|放慢|减速|慢一?点|\bslow[\s-]*(?:motion|mo)\b|\bslow(?:\s+\S+){0,3}\s+down\b|\bslower\b/iu,
    speed: () => 0.5,
  },
  { pattern: /加速|快放|快进|快一?点|\bspeed(?:\s+\S+){0,3}\s+up\b|\bfaster\b/iu, speed: () => 2 },
];

/** Plays the whole video faster or slower; 1 is as recorded. */
export const speedRule: EditRule = {
  name: 'speed',
  examples: {
    en: [
      'speed it up 2x',
      'play at 0.5x',
      'make it twice as fast',
      'slow it down to half speed',
      'speed up clip 1',
    ],
    zh: ['两倍速', '第一段慢放', '2倍速播放', '0.5倍速', '慢放'],
  },
  needsClip: true,
  read(clause) {
    for (const { pattern, speed } of SPEEDS) {
      const match = pattern.exec(clause.text);
      if (!match) continue;
      const wanted = speed(parseFigure(match[1] ?? '1'));
      return {
        ...coverMatches([match, findReference(clause)]),
        apply: ({ timeline }) => setSpeed(timeline, wanted, clause),
      };
    }
    return null;
  },
};

function setSpeed(timeline: StudioTimeline, wanted: number, clause: Clause): EditResult {
  if (!(wanted >= MIN_SPEED && wanted <= MAX_SPEED)) {
    const range = `${MIN_SPEED}x-${MAX_SPEED}x`;
    return { refusal: { en: `The speed can be ${range}`, zh: `速度可以是 ${range}` } };
  }
  const speed = Math.round(wanted * 1000) / 1000;
  const spedUp = changeClips(timeline, clause, (clip) => {
    const durationMs = Math.round((clip.durationMs * clip.speed) / speed);
    return { ...clip, speed, durationMs };
  });
  if ('refusal' in spedUp) return spedUp;
  const { clips, of } = spedUp;
  if (clips.every((clip, index) => clip.speed === timeline.clips[index]?.speed)) {
    return { refusal: { en: `The speed is ${speed}x already`, zh: `速度已经是 ${speed}x` } };
  }
  const changed = settleTimeline({ ...timeline, clips });
  const lengths = [timeline, changed].map((each) => showSeconds(measureTimeline(each)));
  return {
    timeline: changed,
    change: {
      en: `Set the speed${of.en} to ${speed}x (${lengths.join(' → ')})`,
      zh: `${of.zh}速度已设为 ${speed}x（${lengths.join(' → ')}）`,
    },
  };
}

function create(source: string): RegExp {
  return new RegExp(source, 'iu');
}
