import { editingWords } from '../words/editing.ts';
import type { Work } from './context.ts';

/** Music, titles and effects come onto the timeline 20 to 60 s after a generation's stream has ended (wire-contract.md section 6, rule 7). */
const LATE_TRACKS_MS = 60_000;

/** Waits until the session's last generation has added its tracks. False when `--wait` is used up before. */
export async function waitForLateTracks({ context, session }: Work): Promise<boolean> {
  const { clock, signal, reporter, deadlineMs = Infinity } = context;
  const readyMs = Date.parse(session.generatedAt ?? '') + LATE_TRACKS_MS;
  const leftMs = readyMs - clock.now();
  // A clock that was set back since must not make an export wait for hours.
  if (!(leftMs > 0) || leftMs > LATE_TRACKS_MS) return true;
  reporter.progress(editingWords.lateTracks(Math.ceil(leftMs / 1000)));
  await clock.sleep(Math.max(0, Math.min(readyMs, deadlineMs) - clock.now()), signal);
  return readyMs <= deadlineMs;
}
