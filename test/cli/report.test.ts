/** What a command prints: progress as it happens, and at its end lines or exactly one document. */
import { expect, test } from 'vitest';
import { createReport } from '../../src/cli/report.ts';
import { SkillError, type ErrorKind, type SkillErrorOptions } from '../../src/system/errors.ts';
import type { Outcome } from '../../src/system/outcome.ts';
import { verbatim } from '../../src/words/text.ts';

function listen({ json = false, verbose = false, isTerminal = false } = {}) {
  const heard = { stdout: '', stderr: '' };
  const speech = { language: 'en' as 'en' | 'zh', isGuess: true };
  const report = createReport({
    speech,
    json,
    verbose,
    stdout: { write: (text) => void (heard.stdout += text) },
    stderr: { write: (text) => void (heard.stderr += text), isTerminal: () => isTerminal },
  });
  return { ...report, heard, speech, document: () => JSON.parse(heard.stdout) };
}

const problem = (
  kind: ErrorKind,
  summary: string,
  more: Partial<SkillErrorOptions> = {},
): SkillError => new SkillError(kind, verbatim(summary), { advice: verbatim('Top up.'), ...more });

const DONE: Outcome = {
  status: 'done',
  lines: [verbatim('One'), verbatim('Two')],
  fields: { polls: 3 },
};
const NEXT = { job: 'k7f3qd', next: 'node "/skill/scripts/run.mjs" --resume k7f3qd' };

test('lines come at the end, with notices and the way on', () => {
  const { reporter, conclude, heard } = listen();
  reporter.notice(verbatim('Mind this.'));
  reporter.progress(verbatim('Rendering…'));
  conclude({ ...DONE, ...NEXT, status: 'running' });
  expect(heard.stdout).toBe(`One\nTwo\nMind this.\nTo go on: ${NEXT.next}\n`);
  expect(heard.stderr).toBe('Mind this.\nRendering…\n');
});

test('a document is one line, with everything in it once', () => {
  const { reporter, conclude, heard, document } = listen({ json: true });
  for (let count = 0; count < 2; count += 1) reporter.notice(verbatim('Mind this.'));
  expect(heard).toEqual({ stdout: '', stderr: 'Mind this.\n' });
  conclude({ ...DONE, ...NEXT, status: 'running' });
  expect(heard.stdout.match(/\n/g)).toHaveLength(1);
  expect(document()).toEqual({
    ok: true,
    status: 'running',
    message: 'One\nTwo',
    ...NEXT,
    notices: ['Mind this.'],
    polls: 3,
  });
});

test('a failure is told with its numbers, its advice, what was done before, and the way on', () => {
  const error = problem('credits', 'No credits are left', {
    code: 2001,
    status: 200,
    fields: { steps: [1] },
  });
  const text = listen();
  expect(text.fail(error, NEXT)).toBe(4);
  expect(text.heard.stdout).toBe(`❌ No credits are left. Top up.\nTo go on: ${NEXT.next}\n`);
  const { reporter, fail, document } = listen({ json: true });
  reporter.notice(verbatim('Mind this.'));
  expect(fail(error, NEXT)).toBe(4);
  expect(document()).toEqual({
    ok: false,
    status: 'failed',
    message: 'No credits are left. Top up.',
    ...NEXT,
    notices: ['Mind this.'],
    error: {
      kind: 'credits',
      code: 2001,
      status: 200,
      message: 'No credits are left',
      advice: 'Top up.',
    },
    steps: [1],
  });
});

test('a bug of the skill is called one; a current folder that is gone is an error of the file', () => {
  const { fail, document } = listen({ json: true });
  expect(fail(undefined)).toBe(1);
  expect(document()).toMatchObject({
    error: { kind: 'internal', message: expect.stringContaining('inside the skill') },
  });
  expect(listen().fail(Object.assign(new Error('ENOENT'), { syscall: 'uv_cwd' }))).toBe(6);
});

test('diagnostics are told only when asked for', () => {
  for (const verbose of [true, false]) {
    const { reporter, fail, heard } = listen({ verbose });
    reporter.debug('a detail');
    fail(problem('internal', 'x', { cause: new Error('the deeper reason') }));
    expect(heard.stderr.includes('a detail')).toBe(verbose);
    expect(heard.stderr.includes('the deeper reason')).toBe(verbose);
  }
});

test('what comes from outside is one line without control characters, wherever a line is printed', () => {
  const hostile = 'a\u001B[2J\u0007 \r\n b\u202e';
  const { reporter, conclude, fail, heard } = listen();
  reporter.progress(verbatim(hostile));
  reporter.notice(verbatim(`notice ${hostile}`));
  conclude({ ...DONE, lines: [verbatim(hostile)] });
  fail(problem('backend', hostile));
  expect(heard.stderr).toBe('a b\nnotice a b\n');
  expect(heard.stdout).toBe('a b\nnotice a b\n❌ a b. Top up.\nnotice a b\n');
  const json = listen({ json: true });
  json.reporter.notice(verbatim(hostile));
  json.fail(problem('backend', hostile, { advice: verbatim(hostile) }));
  const error = { message: 'a b', advice: 'a b' };
  expect(json.document()).toMatchObject({ message: 'a b. a b', notices: ['a b'], error });
});

test('no token leaves it by any way', () => {
  const token = 'top"secret\\token';
  const text = `echo: ${token}, Authorization: Bearer abc.def.ghi, ${encodeURIComponent(token)}`;
  for (const json of [true, false]) {
    const { reporter, conclude, fail, heard } = listen({ json, verbose: true });
    reporter.hide(token);
    reporter.progress(verbatim(text));
    reporter.notice(verbatim(text));
    reporter.debug(text);
    conclude({
      ...DONE,
      lines: [verbatim(text)],
      fields: { steps: [{ text }], draft: JSON.stringify({ text }) },
    });
    fail(problem('backend', text, { advice: verbatim(text), cause: new Error(text) }));
    for (const printed of [heard.stdout, heard.stderr]) {
      expect(printed).toContain('echo: …');
      expect(printed).not.toMatch(/secret|abc\.def/);
    }
  }
});

test.each(['3', 'null', '"', '\\', '{"ok'])('a document stays one with %j for a token', (token) => {
  const { reporter, conclude, document } = listen({ json: true });
  reporter.hide(token);
  conclude({ ...DONE, fields: { polls: 3, link: null, said: `${token} "${token}" 3` } });
  expect(document()).toMatchObject({ ok: true, status: 'done' });
});
