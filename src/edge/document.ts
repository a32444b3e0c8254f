import { EXIT_CODES, SkillError } from '../core/errors.ts';
import type { Outcome } from '../operations/context.ts';
import type { Reporter } from '../ports/reporter.ts';

/** The one JSON document of a command (interface.md, "Output"). */
interface Document extends Record<string, unknown> {
  ok: boolean;
  status: 'done' | 'running' | 'failed';
  message: string;
  next?: string;
  notices: string[];
  error?: { kind: string; code?: number; message: string; advice: string };
}

/** In JSON mode, prints the document; in text mode everything has been said already. */
export function printOutcome(outcome: Outcome, reporter: Reporter): void {
  if (!reporter.json) return;
  const { message, notices } = reporter.transcript();
  const { status, next, fields } = outcome;
  printDocument({
    ok: true,
    status,
    message,
    ...(next !== undefined && { next }),
    notices,
    ...fields,
  });
}

/** Prints a failure as a document or as a line, and sets the exit code (interface.md, "Exit codes"). */
export function printFailure(
  thrown: unknown,
  { reporter, verbose }: { reporter: Reporter; verbose: boolean },
): void {
  const error = asSkillError(thrown);
  process.exitCode = error.kind === 'interrupted' ? (error.code ?? 130) : EXIT_CODES[error.kind];
  if (verbose && error.cause instanceof Error)
    reporter.debug(error.cause.stack ?? String(error.cause));
  if (reporter.json) printDocument(describeFailure(error, reporter.transcript().notices));
  else process.stdout.write(renderFailure(error));
}

const printDocument = (document: Document): void =>
  void process.stdout.write(`${JSON.stringify(document)}\n`);

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
