import { EXIT_CODES, SkillError } from '../system/errors.ts';
import type { Speech } from '../system/language.ts';
import type { Outcome } from '../system/outcome.ts';
import type { Output } from '../system/output.ts';
import type { Reporter } from '../system/reporter.ts';
import { commonWords } from '../words/common.ts';
import { fileWords } from '../words/files.ts';
import { stripControls } from '../words/format.ts';
import { pick, type Text } from '../words/text.ts';
import { fitDocument } from './fit-document.ts';
import { createMask } from './mask.ts';

/** Everything a command prints: progress on stderr as it happens, and at its end lines or one document on stdout. */
export interface Report {
  reporter: Reporter;
  conclude(outcome: Outcome): void;
  /** Ends with a failure; `begun` names the job and what goes on with it. Returns the exit code. */
  fail(thrown: unknown, begun?: { job?: string | undefined; next?: string | undefined }): number;
}

export interface ReportOptions {
  json: boolean;
  verbose: boolean;
  /** May change while the command runs: a project remembers its user's language. */
  speech: Speech;
  stdout: Output;
  stderr: Output;
}

export function createReport({ json, verbose, speech, stdout, stderr }: ReportOptions): Report {
  const mask = createMask();
  const notices = new Set<string>();
  const word = (text: Text): string => pick(text, speech.language);
  /** One line, without what must not reach a terminal. */
  const clean = (text: string): string => mask.apply(stripControls(text).replace(/\s*\n\s*/g, ' '));
  const progress = (line: Text): void => stderr.write(`${clean(word(line))}\n`);
  const debug = (line: string): void => {
    if (verbose) stderr.write(`${mask.apply(stripControls(line))}\n`);
  };
  const printLines = (lines: string[]): void => {
    stdout.write(lines.map((line) => `${clean(line)}\n`).join(''));
  };
  /** Value by value: a token may look like a part of the document itself. */
  const masked = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? mask.apply(value) : value;
  const printDocument = (document: object): void => {
    stdout.write(`${JSON.stringify(fitDocument(document), masked)}\n`);
  };
  const reporter: Reporter = {
    // Found out only when asked for: it loads a module that most commands do without.
    get live() {
      return stderr.isTerminal?.() ?? false;
    },
    progress,
    notice(line) {
      const said = clean(word(line));
      if (!notices.has(said)) progress(line);
      notices.add(said);
    },
    debug,
    word,
    hide: mask.hide,
  };
  return {
    reporter,
    conclude({ status, lines, job, next, fields }) {
      const said = lines.map((line) => clean(word(line))).filter((line) => line !== '');
      if (!json) {
        const goOn = next === undefined ? [] : [word(commonWords.goOn(next))];
        printLines([...said, ...notices, ...goOn]);
        return;
      }
      const message = said.join('\n');
      printDocument({ ok: true, status, message, job, next, notices: [...notices], ...fields });
    },
    fail(thrown, { job, next } = {}) {
      const error = asSkillError(thrown);
      if (error.cause instanceof Error) debug(error.cause.stack ?? String(error.cause));
      const message = word(commonWords.failure(error));
      if (!json) {
        const goOn = next === undefined ? [] : [word(commonWords.goOn(next))];
        printLines([`❌ ${message}`, ...notices, ...goOn]);
        return EXIT_CODES[error.kind];
      }
      const { kind, code, status } = error;
      printDocument({
        ok: false,
        status: 'failed',
        message: clean(message),
        job,
        next,
        notices: [...notices],
        error: {
          kind,
          code,
          status,
          message: clean(word(error.summary)),
          advice: clean(word(error.advice)),
        },
        ...error.fields,
      });
      return EXIT_CODES[error.kind];
    },
  };
}

/** Anything that nobody understood is a bug of ours, and says so. */
function asSkillError(error: unknown): SkillError {
  if (error instanceof SkillError) return error;
  if (isCurrentFolderGone(error)) {
    return new SkillError('file', fileWords.noCurrentFolder(), {
      advice: fileWords.changeFolder(),
      cause: error,
    });
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SkillError('internal', commonWords.bug(reason), {
    advice: commonWords.reportBug(),
    cause: error,
  });
}

/** No relative path means anything then, and Node says so wherever one is resolved. */
const isCurrentFolderGone = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'uv_cwd';
