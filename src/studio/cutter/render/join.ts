import { formatNumber, FPS, sampleAt } from './frames.ts';
import type { PlacedClip } from './sources.ts';

/**
 * Joins the pictures `[v0]`, `[v1]`...: the parts of a graph, the last of which is to be followed by
 * what is done with all of them. There are `count` branches: one for each clip, and the rest up to the end, if there is one. Pictures and sounds are joined apart: each has its exact length.
 */
export function joinPictures(clips: PlacedClip[], count: number): string[] {
  return joinBranches(clips, {
    letter: 'v',
    count,
    // xfade wants a constant rate and the same clock on both sides; concat tells neither.
    afterConcat: `fps=${FPS},`,
    crossFade: ({ overlap, firstFrame }) => {
      const [length, offset] = [overlap, firstFrame].map((at) => formatNumber(at / FPS));
      return `xfade=transition=fade:duration=${length}:offset=${offset},`;
    },
  });
}

/** Joins the sounds `[a0]`, `[a1]`... in the same way. */
export function joinSounds(clips: PlacedClip[], count: number): string[] {
  return joinBranches(clips, {
    letter: 'a',
    count,
    afterConcat: '',
    crossFade: ({ overlap }) => `acrossfade=ns=${sampleAt(overlap)},`,
  });
}

interface Joints {
  letter: 'v' | 'a';
  count: number;
  afterConcat: string;
  crossFade(clip: PlacedClip): string;
}

/** Branches up to the next cross-fade are concatenated, and what comes of that is cross-faded. */
function joinBranches(clips: PlacedClip[], joints: Joints): string[] {
  const { letter, count } = joints;
  const parts: string[] = [];
  /** The label of a part; one that is more than a label becomes a line of the graph. */
  const nameOf = (part: string, name: string): string => {
    if (part.endsWith(']')) return part;
    parts.push(`${part}${letter === 'v' ? 'null' : 'anull'}[${name}]`);
    return `[${name}]`;
  };
  const starts = clips.flatMap(({ overlap }, at) => (at > 0 && overlap > 0 ? [at] : []));
  let joined = concatBranches(joints, { start: 0, end: starts[0] ?? count });
  for (const [at, start] of starts.entries()) {
    const run = concatBranches(joints, { start, end: starts[at + 1] ?? count });
    const both = nameOf(joined, `${letter}x${at}`) + nameOf(run, `${letter}y${at}`);
    joined = both + joints.crossFade(clips[start] as PlacedClip);
  }
  return [...parts, joined];
}

function concatBranches(
  { letter, count, afterConcat }: Joints,
  { start, end }: { start: number; end: number },
): string {
  const labels = Array.from({ length: end - start }, (_, at) => `[${letter}${start + at}]`).join(
    '',
  );
  if (end - start === 1) return labels;
  const kind = letter === 'v' ? 'v=1:a=0' : 'v=0:a=1';
  // Alone, it is joined to nothing, and its clock does not matter.
  return `${labels}concat=n=${end - start}:${kind},${end - start === count ? '' : afterConcat}`;
}
