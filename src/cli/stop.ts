import { SkillError } from '../system/errors.ts';
import { commonWords } from '../words/common.ts';

/** Exit codes as shells give them: 128 and the signal's number. */
const STOP_SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** Whatever still holds the process after a stop is dropped after this long. */
const STOP_GRACE_MS = 700;

export interface Stop {
  /** Aborts when the process is told to stop. */
  signal: AbortSignal;
  /** Rejects at the same time, so that an outcome is told although something does not listen to the signal. */
  stopped: Promise<never>;
  /** Set once the process was told to stop. */
  readonly exitCode: number | undefined;
  /** What is told of a failure: once the process was told to stop, that it was, and how to go on. */
  explain(error: unknown, next: string | undefined): unknown;
  release(): void;
}

/** Listens for SIGINT and SIGTERM: the command says how to go on, and ends. What is on disk is right at any moment. */
export function listenForStop(): Stop {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  // Nobody may be waiting any more when it comes.
  stopped.catch(() => {});
  const onStop = (name: NodeJS.Signals): void => {
    exitCode = STOP_SIGNALS[name as keyof typeof STOP_SIGNALS];
    controller.abort(
      new SkillError('interrupted', commonWords.stopped(), { advice: commonWords.sameAgain() }),
    );
    setTimeout(() => process.exit(), STOP_GRACE_MS).unref();
  };
  const names = Object.keys(STOP_SIGNALS) as (keyof typeof STOP_SIGNALS)[];
  for (const name of names) process.once(name, onStop);
  return {
    signal: controller.signal,
    stopped,
    get exitCode() {
      return exitCode;
    },
    explain: (error, next) =>
      exitCode === undefined || next === undefined
        ? error
        : new SkillError('interrupted', commonWords.stopped(), {
            advice: commonWords.nothingLost(),
          }),
    release: () => names.forEach((name) => process.off(name, onStop)),
  };
}
