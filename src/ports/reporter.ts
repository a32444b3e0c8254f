import { EXIT_CODES, SkillError } from '../system/errors.ts';
import { cutText, stripControls } from '../words/format.ts';
import type { Speech } from '../system/language.ts';
import type { Outcome } from '../core/outcome.ts';
import { pick, type Text } from '../words/text.ts';
import { commonWords } from '../words/common.ts';
import { fileWords } from '../words/files.ts';
import type { Output } from '../system/output.ts';

/**
 * Everything a command says. Text mode writes to stdout as it happens; JSON mode keeps it for the one document at the end.
 * Progress and diagnostics go to stderr in both (interface.md, "Output").
 */
export interface Reporter {
  readonly json: boolean;
  /** True when progress goes to a terminal, which can show it live. */
  readonly live: boolean;
  /** A line for the user; part of the document's `message`. */
  say(line: Text): void;
  /** Something the user should know besides; said once in `notices`, each time on stdout. */
  notice(line: Text): void;
  /** A step on the way, on stderr. */
  progress(line: Text): void;
  /** For `--verbose` only. */
  debug(line: string): void;
  /** A text in the language spoken. */
  word(text: Text): string;
  /** A reporter with its own transcript over the same streams, for one step of a longer job. */
  step(): Reporter;
  /** A reporter that prints nothing: what it is told is kept, and its progress goes to a listener. */
  aside(onProgress: (line: string) => void): Reporter;
  /** What has been said so far. */
  transcript(): { message: string; notices: string[] };
  /** Ends with an outcome: in JSON mode the document, in text mode nothing, since all has been said. */
  conclude(outcome: Outcome): void;
  /** Ends with a failure, as a document or as a line; returns the exit code. */
  fail(thrown: unknown): number;
}

export interface ReporterOptions {
  json: boolean;
  verbose: boolean;
  /** May change while the command runs: a project remembers its user's language. */
  speech: Speech;
  stdout: Output;
  stderr: Output;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { json, verbose, speech, stdout, stderr } = options;
  const word = (text: Text): string => pick(text, speech.language);
  const said: string[] = [];
  const notices = new Set<string>();
  const print = (line: string): void => {
    if (!json) stdout.write(`${line}\n`);
  };
  const debug = (line: string): void => {
    if (verbose) stderr.write(`${clean(line)}\n`);
  };
  const transcript = (): { message: string; notices: string[] } => ({
    message: said.join('\n'),
    notices: [...notices],
  });
  const aside: Reporter['aside'] = (onProgress) => ({
    ...createReporter({ ...options, json: true, stdout: NOWHERE, stderr: NOWHERE }),
    progress: (line) => onProgress(clean(word(line))),
    debug,
    step: () => aside(onProgress),
  });
  return {
    json,
    // Asked for by few: it takes a module of its own.
    get live() {
      return stderr.isTerminal?.() ?? false;
    },
    say(line) {
      const text = clean(word(line));
      said.push(text);
      print(text);
    },
    notice(line) {
      const text = clean(word(line));
      notices.add(text);
      print(text);
    },
    progress: (line) => stderr.write(`${clean(word(line))}\n`),
    debug,
    word,
    step: () => createReporter(options),
    aside,
    transcript,
    conclude(outcome) {
      if (json)
        stdout.write(`${maskTokens(JSON.stringify(describeOutcome(outcome, transcript())))}\n`);
      else if (outcome.next !== undefined) print(word(commonWords.goOn(outcome.next)));
    },
    fail(thrown) {
      const error = asSkillError(thrown);
      if (error.cause instanceof Error) debug(error.cause.stack ?? String(error.cause));
      if (json)
        stdout.write(
          `${maskTokens(JSON.stringify(describeFailure(error, { notices: [...notices], word })))}\n`,
        );
      else stdout.write(clean(renderFailure(error, word)));
      return error.kind === 'interrupted' ? (error.code ?? 130) : EXIT_CODES[error.kind];
    },
  };
}

const NOWHERE: Output = { write: () => {} };

/** The last line of defence: whatever a backend may repeat of a token in its words is not printed. */
const maskTokens = (text: string): string => text.replace(/\b(nmv_[a-z]+_)[\w-]{6,}/gi, '$1…');

const clean = (text: string): string => maskTokens(stripControls(text));

/** The one JSON document of a command (interface.md, "Output"). */
interface Document extends Record<string, unknown> {
  ok: boolean;
  status: 'done' | 'running' | 'failed';
  message: string;
  next?: string;
  notices: string[];
  error?: { kind: string; code?: number; message: string; advice: string };
}

/** A document stays short enough for every host (interface.md, "Output"). */
const LONGEST_MESSAGE = 6_000;

const describeOutcome = (
  { status, next, fields }: Outcome,
  { message, notices }: { message: string; notices: string[] },
): Document => ({
  ok: true,
  status,
  message: cutText(message, LONGEST_MESSAGE),
  ...(next !== undefined && { next }),
  notices,
  ...fields,
});

type Word = Reporter['word'];

function describeFailure(
  error: SkillError,
  { notices, word }: { notices: string[]; word: Word },
): Document {
  const { kind, code, next } = error;
  const [message, advice] = [word(error.summary), word(error.advice)];
  return {
    ok: false,
    status: 'failed',
    message: word(commonWords.failure(error)),
    ...(next !== undefined && { next }),
    notices,
    error: { kind, ...(code !== undefined && { code }), message, advice },
    ...error.fields,
  };
}

/** What a person sees: one line, and the command that goes on. */
function renderFailure(error: SkillError, word: Word): string {
  const resume = error.next === undefined ? '' : `${word(commonWords.goOn(error.next))}\n`;
  return `❌ ${word(commonWords.failure(error))}\n${resume}`;
}

/** Anything that nobody understood is a bug of ours, and says so. */
export function asSkillError(error: unknown): SkillError {
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
