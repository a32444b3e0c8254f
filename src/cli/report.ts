import { EXIT_CODES, SkillError } from '../system/errors.ts';
import type { Speech } from '../system/language.ts';
import type { Outcome } from '../system/outcome.ts';
import type { Output } from '../system/output.ts';
import type { Reporter } from '../system/reporter.ts';
import { commonWords } from '../words/common.ts';
import { fileWords } from '../words/files.ts';
import { stripControls } from '../words/format.ts';
import { joinTexts, pick, verbatim, type Text } from '../words/text.ts';
import { fitDocument } from './fit-document.ts';
import { createMask, type Mask } from './mask.ts';

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
  const reporter = createReporter({ mask, notices, verbose, speech, stderr });
  const { word, debug } = reporter;
  const oneLine = (text: Text): string => joinLines(word(text));
  /** Value by value: a token may look like a part of the document itself. */
  const masked = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? mask.apply(value) : value;
  /** The lines; with `--json` one document instead, whose `message` they are. */
  const print = (lines: Text[], { ok, status, job, next, ...fields }: Ending): void => {
    const said = lines.map(oneLine).filter((line) => line !== '');
    if (json) {
      const message = said.join('\n');
      const document = { ok, status, message, job, next, notices: [...notices], ...fields };
      stdout.write(`${JSON.stringify(fitDocument(document), masked)}\n`);
      return;
    }
    const goOn = next === undefined ? [] : [oneLine(commonWords.goOn(next))];
    stdout.write([...said, ...notices, ...goOn].map((line) => `${line}\n`).join(''));
  };
  return {
    reporter,
    conclude({ status, lines, job, next, fields }) {
      print(lines, { ok: true, status, job, next, ...fields });
    },
    fail(thrown, { job, next } = {}) {
      const failure = asSkillError(thrown);
      const { kind, code, status, summary, advice, cause, fields } = failure;
      if (cause instanceof Error) debug(cause.stack ?? String(cause));
      const error = { kind, code, status, message: oneLine(summary), advice: oneLine(advice) };
      // A document has its fields in place of the lines behind it.
      const line = joinTexts([json ? '' : '❌ ', commonWords.failure(failure)]);
      print([line, ...(json ? [] : failure.lines)], {
        ok: false,
        status: 'failed',
        job,
        next,
        error,
        ...fields,
      });
      return EXIT_CODES[kind];
    },
  };
}

interface ReporterParts extends Pick<ReportOptions, 'verbose' | 'speech' | 'stderr'> {
  mask: Mask;
  notices: Set<string>;
}

/** What is said while a command works; notices are kept for its end. */
function createReporter({ mask, notices, verbose, speech, stderr }: ReporterParts): Reporter {
  const word = (text: Text): string => mask.apply(stripControls(pick(text, speech.language)));
  const progress = (line: Text): void => stderr.write(`${joinLines(word(line))}\n`);
  return {
    // Found out only when asked for: it loads a module that most commands do without.
    get live() {
      return stderr.isTerminal?.() ?? false;
    },
    progress,
    notice(line) {
      const said = joinLines(word(line));
      if (!notices.has(said)) progress(line);
      notices.add(said);
    },
    debug(line) {
      if (verbose) stderr.write(`${word(verbatim(line))}\n`);
    },
    word,
    hide: mask.hide,
  };
}

const joinLines = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** How a command ends: what every document has besides its message, and the script's own fields. */
interface Ending extends Record<string, unknown> {
  ok: boolean;
  status: 'done' | 'running' | 'failed';
  job?: string | undefined;
  next?: string | undefined;
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
