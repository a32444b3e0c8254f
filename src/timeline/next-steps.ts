import type { SuggestedAction } from '../intent/gui-phrases.ts';
import type { Text } from '../words/text.ts';
import { isExportable, type Timeline } from './timeline.ts';
import { nextStepWords } from '../words/next-steps.ts';

/** An edit that has landed. */
export interface Edit {
  message: string;
  before: Timeline;
  after: Timeline;
  /** What the editor pointed to. */
  suggests: SuggestedAction | null;
}

/** Picks what the user could sensibly say next: one or two wishes for the timeline, and the export. */
export function suggestNextSteps({ before, after, ...edit }: Edit): Text[] {
  if (!isExportable(after)) return [];
  const change: Change = { ...edit, before: readFacts(before), after: readFacts(after) };
  const wishes = WISHES.filter(({ fits }) => fits(change)).map(({ words }) => words());
  return [...wishes.slice(0, 2), nextStepWords.export()];
}

interface Facts {
  hasMusic: boolean;
  hasTitle: boolean;
  lengthMs: number;
  /** 0 to 1, of the loudest music. */
  volume: number;
  shape: 'landscape' | 'other';
}

interface Change extends Pick<Edit, 'message' | 'suggests'> {
  before: Facts;
  after: Facts;
}

interface Wish {
  words: () => Text;
  /** True when it makes sense now and is not what was just done, or undone. */
  fits(change: Change): boolean;
}

/** A clip for a social feed is shorter. */
const LONG_MS = 20_000;
/** Background music above this may drown what is said. */
const LOUD = 0.3;

/** The most likely first. */
const WISHES: Wish[] = [
  {
    words: nextStepWords.addMusic,
    fits: ({ before, after }) => !after.hasMusic && !before.hasMusic,
  },
  {
    words: nextStepWords.quieterMusic,
    fits: ({ before, after }) => after.volume > LOUD && !before.hasMusic,
  },
  {
    words: nextStepWords.addTitle,
    fits: ({ before, after }) => !after.hasTitle && !before.hasTitle,
  },
  {
    words: nextStepWords.trim,
    fits: ({ before, after }) =>
      after.lengthMs > LONG_MS && (before.lengthMs === after.lengthMs || before.lengthMs === 0),
  },
  {
    words: nextStepWords.quieterMusic,
    fits: ({ before, after }) => after.volume > LOUD && before.volume === after.volume,
  },
  {
    words: nextStepWords.makeVertical,
    fits: ({ before, after }) =>
      after.shape === 'landscape' && (before.shape === after.shape || before.lengthMs === 0),
  },
  {
    words: nextStepWords.fadeOut,
    // A last touch, unless the editor holds the video for finished. No timeline shows a fade.
    fits: ({ message, suggests }) =>
      suggests !== 'export' && !/\bfad(?:e|es|ed|ing)\b|淡入|淡出|渐显|渐隐/i.test(message),
  },
];

function readFacts({ tracks, durationMs, canvas }: Timeline): Facts {
  const music = tracks.filter(({ kind }) => kind === 'audio').flatMap(({ segments }) => segments);
  return {
    hasMusic: music.length > 0,
    hasTitle: tracks.some(({ kind }) => kind === 'title'),
    lengthMs: durationMs,
    volume: music.reduce((loudest, { volume = 1 }) => Math.max(loudest, volume), 0),
    shape: canvas && canvas.width > canvas.height ? 'landscape' : 'other',
  };
}
