import type { Http } from '../backend/http.ts';
import type { Retry } from '../backend/retry.ts';
import type { Speech } from '../system/language.ts';
import type { Instruction } from '../core/records.ts';
import type { Clock } from '../system/clock.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Settings } from '../system/settings.ts';
import type { Skill } from '../backend/skill.ts';
import type { Store } from '../ports/store.ts';

export interface Told {
  instruction: Instruction;
  /** `told`: to whoever sent it. `noticed`: by another command. */
  as: 'told' | 'noticed';
}

/** What an operation may use; built once per command in `edge/online.ts`. */
export interface Context {
  settings: Settings;
  skill: Skill;
  clock: Clock;
  reporter: Reporter;
  /** The language the reporter speaks. */
  speech: Speech;
  store: Store;
  http: Http;
  retry: Retry;
  /** Aborts when the process is told to stop. */
  signal: AbortSignal;
  /** The project name; it maps to one session. */
  project: string;
  /** `--lang`. */
  language: string | undefined;
  /** Where `--picture` wants the timeline drawn: an absolute path. */
  picture: string | undefined;
  /** Clock time at which `--wait` is used up. */
  deadlineMs: number | undefined;
  /** What goes on from here if the command is stopped now; operations keep it true as they go. */
  unfinished: { next: string | undefined };
  /** Instructions whose outcome is part of what this command tells; recorded as told only after it was printed. */
  told: Told[];
}
