import { formatSeconds } from '../words/format.ts';
import { joinTexts, type Text } from '../words/text.ts';
import { timelineWords } from '../words/timeline.ts';

/** The edited video as the skill speaks of it. The draft's short keys are read in `draft.ts` only. */
export interface Timeline {
  tracks: Track[];
  durationMs: number;
  canvas: { width: number; height: number } | undefined;
  /** Frames per second, where the draft says so. */
  rate?: number | undefined;
}

export type TrackKind = 'video' | 'audio' | 'title' | 'other';

export interface Track {
  kind: TrackKind;
  segments: Segment[];
}

export interface Segment {
  /** A clip's name or a title's text. */
  label: Text;
  startMs: number;
  endMs: number;
  /** 0 to 1; only where the draft says so. */
  volume: number | undefined;
  /** Where in its media it begins, and the media's address, where the draft says so. */
  sourceStartMs?: number | undefined;
  url?: string | undefined;
  /** How many times as fast as its media it runs, where that is not once. */
  speed?: number | undefined;
  /** How a title looks, in the draft's own words. */
  look?: { position?: string; color?: string } | undefined;
}

export const EMPTY_TIMELINE: Timeline = { tracks: [], durationMs: 0, canvas: undefined };

/** A draft can be exported when at least one track has a segment (wire-contract.md 4.1). */
export const isExportable = (timeline: Timeline): boolean => timeline.tracks.length > 0;

/**
 * The timeline in one line, as the seed shows it:
 * `Timeline (2 tracks): 1. Video: city (0-10s) 2. BGM: Lo-fi (0-10s, 35%)`.
 */
export function summarizeTimeline({ tracks }: Timeline): Text {
  if (tracks.length === 0) return timelineWords.empty();
  const lines = tracks.map((track, index) => joinTexts([`${index + 1}. `, describeTrack(track)]));
  return timelineWords.timeline(tracks.length, joinTexts(lines, ' '));
}

/** `BGM: Lo-fi (0-10s, 35%)`. */
const describeTrack = ({ kind, segments }: Track): Text =>
  timelineWords.track(
    kind,
    segments.map((segment) => describeSegment(kind, segment)),
  );

/** `"Urban Dreams" (0-3s)`; the volume is told for sound only. */
export function describeSegment(kind: TrackKind, segment: Segment): Text {
  const volume =
    kind === 'audio' && segment.volume !== undefined ? `, ${formatVolume(segment.volume)}` : '';
  return joinTexts([nameSegment(kind, segment), ` (${formatRange(segment)}${volume})`]);
}

/** On one line; a title's text is quoted. */
export function nameSegment(kind: TrackKind, { label }: Segment): Text {
  const name = { en: joinLines(label.en), zh: joinLines(label.zh) };
  return kind === 'title' ? joinTexts(['"', name, '"']) : name;
}

const joinLines = (text: string): string => text.replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ');

export const formatRange = ({ startMs, endMs }: { startMs: number; endMs: number }): string =>
  `${formatSeconds(startMs)}-${formatSeconds(endMs)}s`;

export const formatVolume = (volume: number): string => `${Math.round(volume * 100)}%`;

/** From where a track begins to where it ends. */
export const trackSpan = ({ segments }: Track): { startMs: number; endMs: number } => ({
  startMs: segments.reduce((first, { startMs }) => Math.min(first, startMs), Infinity),
  endMs: segments.reduce((last, { endMs }) => Math.max(last, endMs), 0),
});

/** Segments that overlap lie in lanes of their own: for each the first lane, from 0, that is free where it starts. */
export function assignLanes(segments: Segment[]): number[] {
  const laneEnds: number[] = [];
  return segments.map(({ startMs, endMs }) => {
    const free = laneEnds.findIndex((laneEndMs) => laneEndMs <= startMs);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = endMs;
    return lane;
  });
}
