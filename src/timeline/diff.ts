import { formatSeconds } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import {
  describeSegment,
  formatRange,
  formatVolume,
  nameSegment,
  trackSpan,
  type Segment,
  type Timeline,
  type Track,
  type TrackKind,
} from './timeline.ts';
import { timelineWords } from '../words/timeline.ts';

/**
 * Says what changed between two timelines, one sentence a change: `Title added: "Paradise" (0-3s)`,
 * `BGM volume 80% → 35%`, `Video trimmed 30s → 10s`. Empty when nothing visible did.
 */
export function diffTimelines(before: Timeline, after: Timeline): Text[] {
  const kinds: TrackKind[] = ['video', 'audio', 'title', 'other'];
  return [
    ...kinds.flatMap((kind) => diffTracks(pairTracks(kind, before, after))),
    ...diffCanvas(before.canvas, after.canvas),
  ];
}

interface TrackPair {
  kind: TrackKind;
  before: Track | undefined;
  after: Track | undefined;
}

/**
 * The backend gives tracks no identity. Those that hold the same things belong together, the most alike first; the others
 * are paired by their order.
 */
function pairTracks(kind: TrackKind, before: Timeline, after: Timeline): TrackPair[] {
  const ofKind = ({ tracks }: Timeline): Track[] => tracks.filter((track) => track.kind === kind);
  const [old, now] = [ofKind(before), ofKind(after)];
  const partners = matchTracks(old, now);
  const taken = new Set(partners.values());
  const left = old.filter((_, index) => !taken.has(index));
  const pairs = now.map((track, index): TrackPair => {
    const partner = partners.get(index);
    return { kind, before: partner === undefined ? left.shift() : old[partner], after: track };
  });
  return [...pairs, ...left.map((track): TrackPair => ({ kind, before: track, after: undefined }))];
}

/** For each track of now, by index, the one of before that shares its labels. */
function matchTracks(old: Track[], now: Track[]): Map<number, number> {
  const [oldCounts, nowCounts] = [old.map(countTrack), now.map(countTrack)];
  const candidates = oldCounts
    .flatMap((one, from) => nowCounts.map((other, to) => ({ from, to, ...compare(one, other) })))
    .filter(({ labels }) => labels > 0)
    .sort(
      (one, other) =>
        other.labels - one.labels ||
        other.contents - one.contents ||
        Math.abs(one.from - one.to) - Math.abs(other.from - other.to),
    );
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  for (const { from, to } of candidates) {
    if (taken.has(from) || partners.has(to)) continue;
    taken.add(from);
    partners.set(to, from);
  }
  return partners;
}

type Counts = Map<string, number>;

interface TrackCounts {
  labels: Counts;
  /** Segments as they are, with their times and volume. */
  contents: Counts;
}

const countTrack = ({ segments }: Track): TrackCounts => ({
  labels: countEach(segments.map(({ label }) => label.en)),
  contents: countEach(segments.map((segment) => JSON.stringify(segment))),
});

function countEach(keys: string[]): Counts {
  const counts: Counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const compare = (one: TrackCounts, other: TrackCounts): { labels: number; contents: number } => ({
  labels: shareOf(one.labels, other.labels),
  contents: shareOf(one.contents, other.contents),
});

/** How much of two tracks is the same: 0 for nothing, 1 for everything. */
function shareOf(one: Counts, other: Counts): number {
  const total = (counts: Counts): number => [...counts.values()].reduce((sum, n) => sum + n, 0);
  const shared = [...one].reduce((sum, [key, n]) => sum + Math.min(n, other.get(key) ?? 0), 0);
  return shared === 0 ? 0 : (2 * shared) / (total(one) + total(other));
}

const diffTracks = (pairs: TrackPair[]): Text[] =>
  pairs.flatMap(({ kind, before, after }) => [
    ...diffLength(kind, before, after),
    ...diffSegments(kind, before?.segments ?? [], after?.segments ?? []),
  ]);

/** A video track's length is told as a whole: its segments shift when one of them is cut. */
function diffLength(kind: TrackKind, before: Track | undefined, after: Track | undefined): Text[] {
  if (kind !== 'video' || !before || !after) return [];
  const from = trackLength(before);
  const to = trackLength(after);
  const [old, now] = [`${formatSeconds(from)}s`, `${formatSeconds(to)}s`];
  if (old === now) return [];
  return [to < from ? timelineWords.trimmed(old, now) : timelineWords.extended(old, now)];
}

function trackLength(track: Track): number {
  const { startMs, endMs } = trackSpan(track);
  return endMs - startMs;
}

function diffSegments(kind: TrackKind, before: Segment[], after: Segment[]): Text[] {
  const pairs = pairSegments(before, after);
  return pairs.flatMap(([old, now]) => {
    if (!old && now) return [timelineWords.added(kind, describeSegment(kind, now))];
    if (old && !now) return [timelineWords.removed(kind, describeSegment(kind, old))];
    return old && now ? diffSegment(kind, old, now) : [];
  });
}

type SegmentPair = [Segment | undefined, Segment | undefined];

/** Same label first, in order; what is left over is paired by position when both sides have one (a renamed segment). */
function pairSegments(before: Segment[], after: Segment[]): SegmentPair[] {
  const left = [...before];
  const pairs = after.map((now): SegmentPair => {
    const index = left.findIndex(({ label }) => label.en === now.label.en);
    return index === -1 ? [undefined, now] : [left.splice(index, 1)[0], now];
  });
  for (const pair of pairs) pair[0] ??= left.shift();
  return [...pairs, ...left.map((old): SegmentPair => [old, undefined])];
}

function diffSegment(kind: TrackKind, old: Segment, now: Segment): Text[] {
  const changes: Text[] = [];
  if (old.label.en !== now.label.en) {
    const names = { from: nameSegment(kind, old), to: nameSegment(kind, now) };
    changes.push(timelineWords.renamed(kind, names));
  }
  const times = { kind, from: formatRange(old), to: formatRange(now) };
  if (kind !== 'video' && times.from !== times.to) changes.push(timelineWords.timing(times));
  const volumes = { kind, from: volumeOf(old), to: volumeOf(now) };
  if (volumes.from !== volumes.to) changes.push(timelineWords.volume(volumes));
  return changes;
}

const volumeOf = ({ volume }: Segment): string => formatVolume(volume ?? 1);

function diffCanvas(before: Timeline['canvas'], after: Timeline['canvas']): Text[] {
  if (!before || !after) return [];
  if (before.width === after.width && before.height === after.height) return [];
  return [timelineWords.pictureSize(formatSize(before), formatSize(after))];
}

const formatSize = ({ width, height }: { width: number; height: number }): string =>
  `${width}×${height}`;
