import { batchWords } from '../words/batch.ts';
import { startProgressBar } from '../media/progress-bar.ts';
import type { Reporter } from './reporter.ts';

/** Tells how a batch gets on: a live bar on a terminal, elsewhere a line at each notable step; always on stderr. */
export interface BatchProgress {
  /** What an item, named by its place ("2/6 a.mp4"), is doing. */
  tell(place: string, line: string): void;
  /** One more item has come to its end. */
  advance(place: string, line: string): void;
  stop(): void;
}

export async function startBatchProgress(
  reporter: Reporter,
  total: number,
): Promise<BatchProgress> {
  const tell = (place: string, line: string): void =>
    reporter.progress(batchWords.progress(place, line));
  if (!reporter.live) return { tell, advance: tell, stop: () => {} };
  const bar = await startProgressBar('{bar} {value}/{total} {doing}', total, { doing: '' });
  let ended = 0;
  const show = (place: string, line: string): void =>
    bar.update(ended, { doing: `${place}: ${line}` });
  return {
    tell: show,
    advance(place, line) {
      ended += 1;
      show(place, line);
    },
    stop: () => bar.stop(),
  };
}
