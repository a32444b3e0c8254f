import { stripControls } from '../core/format.ts';

/**
 * Everything a command says. Text mode writes to stdout as it happens; JSON mode keeps it for the one document at the end.
 * Progress and diagnostics go to stderr in both.
 */
export interface Reporter {
  readonly json: boolean;
  /** A line for the user; part of the document's `message`. */
  say(line: string): void;
  /** Something the user should know besides; said once in `notices`, each time on stdout. */
  notice(line: string): void;
  /** A step on the way, on stderr. */
  progress(line: string): void;
  /** For `--verbose` only. */
  debug(line: string): void;
  /** A reporter with its own transcript over the same streams, for one step of a longer job. */
  step(): Reporter;
  /** What has been said so far. */
  transcript(): { message: string; notices: string[] };
}

export interface ReporterOptions {
  json: boolean;
  verbose: boolean;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

export function createReporter(options: ReporterOptions): Reporter {
  const { json, verbose, stdout, stderr } = options;
  const said: string[] = [];
  const notices = new Set<string>();
  const print = (line: string): void => {
    if (!json) stdout.write(`${line}\n`);
  };
  return {
    json,
    say(line) {
      const clean = stripControls(line);
      said.push(clean);
      print(clean);
    },
    notice(line) {
      const clean = stripControls(line);
      notices.add(clean);
      print(clean);
    },
    progress: (line) => void stderr.write(`${stripControls(line)}\n`),
    debug: (line) => void (verbose && stderr.write(`${stripControls(line)}\n`)),
    step: () => createReporter(options),
    transcript: () => ({ message: said.join('\n'), notices: [...notices] }),
  };
}
