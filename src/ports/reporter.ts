import { EXIT_CODES, SkillError } from '../core/errors.ts';
import { cutText, stripControls } from '../core/format.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Output } from './output.ts';

/**
 * Everything a command says. Text mode writes to stdout as it happens; JSON mode keeps it for the one document at the end.
 * Progress and diagnostics go to stderr in both (interface.md, "Output").
 */
export interface Reporter {
  readonly json: boolean;
  /** True when progress goes to a terminal, which can show it live. */
  readonly live: boolean;
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
  /** Ends with an outcome: in JSON mode the document, in text mode nothing, since all has been said. */
  conclude(outcome: Outcome): void;
  /** Ends with a failure, as a document or as a line; returns the exit code. */
  fail(thrown: unknown): number;
}

export interface ReporterOptions {
  json: boolean;
  verbose: boolean;
  stdout: Output;
  stderr: Output;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { json, verbose, stdout, stderr } = options;
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
  return {
    json,
    live: stderr.isTerminal?.() ?? false,
    say(line) {
      const text = clean(line);
      said.push(text);
      print(text);
    },
    notice(line) {
      const text = clean(line);
      notices.add(text);
      print(text);
    },
    progress: (line) => stderr.write(`${clean(line)}\n`),
    debug,
    step: () => createReporter(options),
    transcript,
    conclude(outcome) {
      if (json)
        stdout.write(`${maskTokens(JSON.stringify(describeOutcome(outcome, transcript())))}\n`);
      else if (outcome.next !== undefined) print(`To go on: ${outcome.next}`);
    },
    fail(thrown) {
      const error = asSkillError(thrown);
      if (error.cause instanceof Error) debug(error.cause.stack ?? String(error.cause));
      if (json)
        stdout.write(`${maskTokens(JSON.stringify(describeFailure(error, [...notices])))}\n`);
      else stdout.write(clean(renderFailure(error)));
      return error.kind === 'interrupted' ? (error.code ?? 130) : EXIT_CODES[error.kind];
    },
  };
}

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

function describeFailure(error: SkillError, notices: string[]): Document {
  const { kind, code, message, advice, next } = error;
  return {
    ok: false,
    status: 'failed',
    message: `${message}. ${advice}`,
    ...(next !== undefined && { next }),
    notices,
    error: { kind, ...(code !== undefined && { code }), message, advice },
    ...error.fields,
  };
}

/** What a person sees: one line, and the command that goes on. */
function renderFailure({ message, advice, next }: SkillError): string {
  const resume = next === undefined ? '' : `To go on: ${next}\n`;
  return `❌ ${message}. ${advice}\n${resume}`;
}

/** Anything that nobody understood is a bug of ours, and says so. */
function asSkillError(error: unknown): SkillError {
  if (error instanceof SkillError) return error;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SkillError('internal', `Something went wrong inside the skill (${reason})`, {
    advice: 'This is a bug: run the command again with --verbose and report what it prints.',
    cause: error,
  });
}
