import type { PlacedClip } from './branch.ts';

/** Decoding what lies between two clips is cheaper than opening the file once more, up to here. */
const MAX_GAP_MS = 10_000;

/** How the branches of a graph begin. */
interface Sources {
  /** Of the labels that the branches end in: `[v0]`, `[v1]`... */
  letter: 'v' | 'a';
  /** Opens the file of a clip, read from where that clip begins; `null` when the clip needs no file. */
  open(clip: PlacedClip): string | null;
  /** What makes the clip of it. */
  build(clip: PlacedClip): string;
}

/**
 * Begins a branch for each clip. Clips in a row that read onwards in one file share a source, so that
 * a video cut sixty times is opened and decoded once. In any other order a shared source would have to
 * keep decoded pictures until their turn comes.
 */
export function shareSources(clips: PlacedClip[], { letter, open, build }: Sources): string[] {
  const runs: { source: string | null; clips: PlacedClip[] }[] = [];
  for (const clip of clips) {
    const source = open(clip);
    const run = runs.at(-1);
    if (source !== null && run?.source && readsOn(run.clips.at(-1)!, clip)) run.clips.push(clip);
    else runs.push({ source, clips: [clip] });
  }
  const split = letter === 'v' ? 'split' : 'asplit';
  let at = 0;
  return runs.flatMap((run) => {
    const branches = run.clips.map((clip) => ({ at: at++, filters: build(clip) }));
    if (branches.length === 1) {
      const source = run.source === null ? '' : `${run.source},`;
      return branches.map((branch) => `${source}${branch.filters}[${letter}${branch.at}]`);
    }
    const labels = branches.map((branch) => `[${letter}s${branch.at}]`);
    return [
      `${run.source},${split}=${labels.length}${labels.join('')}`,
      ...branches.map(
        (branch, index) => `${labels[index]}${branch.filters}[${letter}${branch.at}]`,
      ),
    ];
  });
}

/** Whether a clip begins in the same file at or soon after the end of the one before it. */
function readsOn(before: PlacedClip, next: PlacedClip): boolean {
  if (before.input !== next.input) return false;
  const { sourceStartMs, durationMs, speed } = before.clip;
  const gapMs = next.clip.sourceStartMs - (sourceStartMs + durationMs * speed);
  return gapMs > -1 && gapMs <= MAX_GAP_MS;
}
