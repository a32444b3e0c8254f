import { loadSkill } from '../backend/attribution.ts';
import { SkillError } from '../system/errors.ts';
import { systemClock } from '../system/clock.ts';
import { keepCompiled } from '../system/compile-cache.ts';
import { takeLock } from '../system/lock.ts';
import { standardError, standardOutput } from '../system/output.ts';
import { readSettings } from '../system/settings.ts';
import { createStateFiles } from '../system/state-files.ts';
import { openStateFolder } from '../system/state-folder.ts';
import { lockFolder, type Context } from '../steps/context.ts';
import { recallLanguage } from '../steps/project-record.ts';
import { lockWords } from '../words/locks.ts';
import type { Arguments } from './arguments.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createReport, type Report } from './report.ts';
import type { OnlineScript } from './script.ts';
import { findSpeech } from './speech.ts';
import { listenForStop } from './stop.ts';

/** Runs a script that may talk to the backend: builds its context, prints its outcome, sets the exit code. */
export async function runCommand(script: OnlineScript, given: Arguments): Promise<void> {
  keepCompiled();
  const heartbeat = createHeartbeat(systemClock);
  const speech = findSpeech(script, given);
  const report = createReport({
    ...given,
    speech,
    stdout: heartbeat.listen(standardOutput),
    stderr: heartbeat.listen(standardError),
  });
  const fallSilent = heartbeat.start(report.reporter);
  const begun: Context['begun'] = {};
  const stop = listenForStop();
  try {
    const context = await createContext(given, { report, speech, begun, signal: stop.signal });
    if (speech.isGuess) {
      // Doctor names a record that cannot be read; nobody else needs it for choosing a language.
      const language = await recallLanguage(context).catch(() => undefined);
      speech.language = language ?? speech.language;
    }
    const outcome = await Promise.race([script.run(context, given), stop.stopped]);
    report.conclude(outcome);
    // Nobody has heard what was printed to a reader that had gone.
    if (!standardOutput.isLost?.()) await outcome.onPrinted?.();
  } catch (error) {
    const exitCode = report.fail(stop.explain(error, begun.next), begun);
    process.exitCode = stop.exitCode ?? exitCode;
  } finally {
    fallSilent();
    stop.release();
  }
}

/** Everything a command gets, built in one place. */
async function createContext(
  given: Arguments,
  { report, ...own }: Pick<Context, 'speech' | 'begun' | 'signal'> & { report: Report },
): Promise<Context> {
  const { reporter } = report;
  const settings = readSettings();
  if (settings.token !== undefined) reporter.hide(settings.token);
  const skill = await loadSkill(settings.skillSource);
  const clock = systemClock;
  const waitMs =
    given.waitSeconds === undefined ? settings.longestCallMs : Math.ceil(given.waitSeconds * 1000);
  const deadlineMs = waitMs === undefined ? undefined : clock.now() + waitMs;
  const files = createStateFiles(await openStateFolder(settings, reporter));
  return {
    ...own,
    settings,
    skill,
    clock,
    random: Math.random,
    files,
    reporter,
    deadlineMs,
    project: given.project,
    language: given.language,
    call: { json: given.json, waitSeconds: given.waitSeconds },
    async lock(name, act) {
      const lock = await takeLock({
        folder: lockFolder({ files, settings }, name),
        clock,
        signal: own.signal,
        deadlineMs,
        onWait: () => reporter.debug(`Waiting for the lock ${name}`),
      });
      if (!lock)
        throw new SkillError('network', lockWords.stillLocked(), { advice: lockWords.tryAgain() });
      try {
        return await act();
      } finally {
        await lock.release();
      }
    },
  };
}
