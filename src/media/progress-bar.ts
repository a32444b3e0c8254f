/** A live bar on a terminal, on stderr. */
export interface ProgressBar {
  update(value: number, words: Record<string, string>): void;
  stop(): void;
}

/** `format` may hold `{bar}`, `{value}`, `{total}` and the words. */
export async function startProgressBar(
  format: string,
  total: number,
  words: Record<string, string>,
): Promise<ProgressBar> {
  const { SingleBar } = await import('../vendor/cli-progress.ts');
  const bar = new SingleBar({
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    stopOnComplete: false,
    hideCursor: true,
    linewrap: false,
    // Signals are ours to handle.
    gracefulExit: false,
    stream: process.stderr,
  });
  bar.start(total, 0, words);
  return { update: (value, current) => bar.update(value, current), stop: () => bar.stop() };
}
