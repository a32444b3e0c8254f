import { createHttp } from '../backend/http.ts';
import { createRetry } from '../backend/retry.ts';
import { SkillError } from '../system/errors.ts';
import type { Speech } from '../system/language.ts';
import { commonWords } from '../words/common.ts';
import { networkWords } from '../words/network.ts';
import type { Context } from '../operations/context.ts';
import { recallSpeech } from '../operations/speech.ts';
import { systemClock } from '../system/clock.ts';
import { createHeartbeat } from '../ports/heartbeat.ts';
import { standardError, standardOutput } from '../system/output.ts';
import { createRecordFiles } from '../ports/record-files.ts';
import { createReporter, type Reporter } from '../ports/reporter.ts';
import { readSettings } from '../system/settings.ts';
import { loadSkill } from '../backend/skill.ts';
import { createStore } from '../ports/store.ts';
import type { Arguments } from './arguments.ts';
import type { OnlineScript } from './definition.ts';

/** Runs a command that talks to the backend, and sets the exit code. */
export async function runOnline(
  script: OnlineScript,
  { given, speech }: { given: Arguments; speech: Speech },
): Promise<void> {
  const heartbeat = createHeartbeat(systemClock);
  const reporter = createReporter({
    ...given,
    speech,
    stdout: heartbeat.listen(standardOutput),
    stderr: heartbeat.listen(standardError),
  });
  const fallSilent = heartbeat.start(reporter);
  const unfinished: Context['unfinished'] = { next: undefined };
  const stop = listenForStop(unfinished);
  try {
    const context = await compose(given, { reporter, speech, unfinished, signal: stop.signal });
    try {
      await perform(script, given, { context, stopped: stop.stopped });
    } finally {
      await context.http.close();
    }
  } catch (error) {
    process.exitCode = reporter.fail(error);
  } finally {
    fallSilent();
    stop.release();
  }
}

/** Runs the command and prints its outcome; only then is what it told recorded as told. */
async function perform(
  script: OnlineScript,
  given: Arguments,
  { context, stopped }: { context: Context; stopped: Promise<never> },
): Promise<void> {
  const { reporter, signal, told } = context;
  try {
    await recallSpeech(context);
    reporter.conclude(await Promise.race([script.run(context, given), stopped]));
  } catch (error) {
    process.exitCode = reporter.fail(error);
  }
  // Stopped, or nobody was there to hear it: then nothing has been told.
  const isHeard = !signal.aborted && !standardOutput.isLost?.();
  if (told.length === 0 || !isHeard) return;
  const { recordTold } = await import('../operations/chat/instruction.ts');
  await recordTold(context, told);
}

/** Everything a command gets, built in one place. */
async function compose(
  given: Arguments,
  own: Pick<Context, 'reporter' | 'speech' | 'unfinished' | 'signal'>,
): Promise<Context> {
  const settings = readSettings();
  const skill = await loadSkill(settings.skillSource);
  const clock = systemClock;
  const { stateFolder, apiFolder, apiUrl, proxies, longestCallMs } = settings;
  const { reporter, signal } = own;
  const waitMs = given.waitMs ?? longestCallMs;
  const deadlineMs = waitMs === undefined ? undefined : clock.now() + waitMs;
  return {
    ...own,
    told: [],
    settings,
    skill,
    clock,
    store: createStore(
      createRecordFiles({ folder: stateFolder, onProblem: reporter.notice }),
      apiFolder,
    ),
    http: createHttp({
      apiUrl,
      proxies,
      clock,
      deadlineMs,
      headers: () => attributionHeaders(skill),
    }),
    retry: createRetry({
      clock,
      signal,
      deadlineMs,
      random: Math.random,
      onWait: (error, delayMs) => tellWait(reporter, error, delayMs),
    }),
    project: given.project,
    language: given.language,
    picture: given.picture === undefined ? undefined : await checkPicture(given.picture),
    deadlineMs,
  };
}

/** Few ask for one. */
async function checkPicture(given: string): Promise<string> {
  const { checkPicturePath } = await import('../ports/picture-file.ts');
  return checkPicturePath(given);
}

/** Only a wait that a person would notice is worth a line. */
function tellWait(reporter: Reporter, error: unknown, delayMs: number): void {
  const reason = error instanceof Error ? error.message : String(error);
  if (delayMs < 5_000) reporter.debug(`Trying again in ${delayMs} ms: ${reason}`);
  else reporter.progress(networkWords.patience(Math.round(delayMs / 1000)));
}

/** Left out of a request, they make an export fail with 402 (seed, "Cloud Render Pipeline Details"). */
const attributionHeaders = (skill: {
  name: string;
  version: string;
  platform: string;
}): Record<string, string> => ({
  'X-Skill-Source': skill.name,
  'X-Skill-Version': skill.version,
  'X-Skill-Platform': skill.platform,
});

/** Exit codes as shells give them: 128 and the signal's number. */
const STOP_SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** Whatever still holds the process after a stop is dropped after this long. */
const STOP_GRACE_MS = 700;

interface Stop {
  signal: AbortSignal;
  /** Rejects when the process is told to stop. */
  stopped: Promise<never>;
  release(): void;
}

function listenForStop(unfinished: Context['unfinished']): Stop {
  const controller = new AbortController();
  const stopped = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  // Nobody may be waiting any more when it comes.
  stopped.catch(() => {});
  const onStop = (name: NodeJS.Signals): void => {
    controller.abort(
      describeStop(STOP_SIGNALS[name as keyof typeof STOP_SIGNALS], unfinished.next),
    );
    setTimeout(() => process.exit(), STOP_GRACE_MS).unref();
  };
  const names = Object.keys(STOP_SIGNALS) as (keyof typeof STOP_SIGNALS)[];
  for (const name of names) process.once(name, onStop);
  return {
    signal: controller.signal,
    stopped,
    release: () => names.forEach((name) => process.off(name, onStop)),
  };
}

const describeStop = (exitCode: number, next: string | undefined): SkillError =>
  new SkillError('interrupted', commonWords.stopped(), {
    advice: next === undefined ? commonWords.sameAgain() : commonWords.nothingLost(),
    code: exitCode,
    next,
  });
