import type { Text, Word } from '../words/text.ts';

/** What the lower rooms may say while a command runs. What a command answers in the end is its outcome, not said here. */
export interface Reporter {
  /** True when progress goes to a terminal, which can show a bar. */
  readonly live: boolean;
  /** A step on the way: one line on stderr. */
  progress(line: Text): void;
  /** Something the user should know besides the outcome; kept for `notices`. */
  notice(line: Text): void;
  /** For `--verbose` only. */
  debug(line: string): void;
  /** For what is written to fields, files and records: in the language that is spoken, without tokens. */
  word: Word;
  /** Masks a token wherever it would be printed from now on. */
  hide(token: string): void;
}
