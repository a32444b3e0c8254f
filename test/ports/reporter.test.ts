import { expect, test } from 'vitest';
import { EXIT_CODES, SkillError, type ErrorKind } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';
import type { Speech } from '../../src/system/language.ts';
import { createReporter, type Reporter } from '../../src/ports/reporter.ts';
import { ENGLISH } from '../operations/speech.ts';

interface Heard {
  reporter: Reporter;
  stdout: () => string;
  stderr: () => string;
}

function listen({ json = false, verbose = false, speech = ENGLISH } = {}): Heard {
  let out = '';
  let err = '';
  const reporter = createReporter({
    speech,
    json,
    verbose,
    stdout: { write: (text) => void (out += text) },
    stderr: { write: (text) => void (err += text) },
  });
  return { reporter, stdout: () => out, stderr: () => err };
}

const failure = new SkillError('credits', verbatim('There are no credits left'), {
  advice: verbatim('Top up.'),
  code: 2001,
});

test('writes to stdout as it speaks in text mode', () => {
  const { reporter, stdout, stderr } = listen();
  reporter.say(verbatim('✅ Done'));
  reporter.notice(verbatim('The token has expired.'));
  expect(stdout()).toBe('✅ Done\nThe token has expired.\n');
  expect(stderr()).toBe('');
});

test('keeps stdout silent until the document in JSON mode', () => {
  const { reporter, stdout } = listen({ json: true });
  reporter.say(verbatim('✅ Done'));
  reporter.notice(verbatim('The token has expired.'));
  reporter.progress(verbatim('Rendering…'));
  expect(stdout()).toBe('');
});

test.each([false, true])('writes progress to stderr (json: %s)', (json) => {
  const { reporter, stdout, stderr } = listen({ json });
  reporter.progress(verbatim('Rendering…'));
  expect(stderr()).toBe('Rendering…\n');
  expect(stdout()).toBe('');
});

test.each([
  [true, 'a detail\n'],
  [false, ''],
])('writes diagnostics only when asked to (verbose: %s)', (verbose, text) => {
  const { reporter, stderr } = listen({ verbose });
  reporter.debug('a detail');
  expect(stderr()).toBe(text);
});

test('ends with exactly one document', () => {
  const { reporter, stdout } = listen({ json: true });
  reporter.say(verbatim('One'));
  reporter.say(verbatim('Two'));
  reporter.notice(verbatim('Mind this.'));
  reporter.conclude({ status: 'running', next: 'node scripts/state.mjs', fields: { polls: 3 } });
  expect(stdout().trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout())).toEqual({
    ok: true,
    status: 'running',
    message: 'One\nTwo',
    next: 'node scripts/state.mjs',
    notices: ['Mind this.'],
    polls: 3,
  });
});

test('says nothing more at the end in text mode', () => {
  const { reporter, stdout } = listen();
  reporter.conclude({ status: 'done', fields: { polls: 3 } });
  expect(stdout()).toBe('');
});

test('lists a notice once, however often it is given', () => {
  const { reporter } = listen({ json: true });
  reporter.notice(verbatim('⏳ Still working...'));
  reporter.notice(verbatim('⏳ Still working...'));
  expect(reporter.transcript().notices).toEqual(['⏳ Still working...']);
});

test('tells a failure as a document in JSON mode', () => {
  const { reporter, stdout } = listen({ json: true });
  reporter.notice(verbatim('Mind this.'));
  expect(reporter.fail(failure)).toBe(4);
  expect(JSON.parse(stdout())).toEqual({
    ok: false,
    status: 'failed',
    message: 'There are no credits left. Top up.',
    notices: ['Mind this.'],
    error: { kind: 'credits', code: 2001, message: 'There are no credits left', advice: 'Top up.' },
  });
});

test('tells a failure as a line in text mode, with the command that goes on', () => {
  const { reporter, stdout } = listen();
  const next = 'node scripts/export.mjs --resume render_1';
  reporter.fail(
    new SkillError('network', verbatim('It broke'), { advice: verbatim('Go on.'), next }),
  );
  expect(stdout()).toBe(`❌ It broke. Go on.\nTo go on: ${next}\n`);
});

test('adds what was done before the failure', () => {
  const { reporter, stdout } = listen({ json: true });
  reporter.fail(
    new SkillError('empty', verbatim('Nothing'), {
      advice: verbatim('Add.'),
      fields: { steps: [1] },
    }),
  );
  expect(JSON.parse(stdout())).toMatchObject({ ok: false, steps: [1] });
});

test.each(Object.entries(EXIT_CODES))('exits for "%s" with %i', (kind, exitCode) => {
  const { reporter } = listen();
  expect(
    reporter.fail(new SkillError(kind as ErrorKind, verbatim('x'), { advice: verbatim('y') })),
  ).toBe(exitCode);
});

test('exits as a shell would for the signal that stopped it', () => {
  const { reporter } = listen();
  expect(
    reporter.fail(
      new SkillError('interrupted', verbatim('x'), { advice: verbatim('y'), code: 143 }),
    ),
  ).toBe(143);
});

test.each([[new TypeError('x is not a function')], ['a thrown text'], [undefined]])(
  'calls %s a bug of the skill',
  (thrown) => {
    const { reporter, stdout } = listen({ json: true });
    expect(reporter.fail(thrown)).toBe(1);
    expect(JSON.parse(stdout())).toMatchObject({
      error: { kind: 'internal', message: expect.stringContaining('inside the skill') },
    });
  },
);

test.each([
  [true, expect.stringContaining('the deeper reason')],
  [false, ''],
])('shows where an error came from only when asked to (verbose: %s)', (verbose, text) => {
  const { reporter, stderr } = listen({ verbose });
  reporter.fail(
    new SkillError('internal', verbatim('x'), {
      advice: verbatim('y'),
      cause: new Error('the deeper reason'),
    }),
  );
  expect(stderr()).toEqual(text);
});

test('takes control characters out of everything', () => {
  const { reporter, stdout, stderr } = listen({ verbose: true });
  const hostile = 'a\u001B[2J\u0007b';
  reporter.say(verbatim(hostile));
  reporter.notice(verbatim(hostile));
  reporter.progress(verbatim(hostile));
  reporter.debug(hostile);
  reporter.fail(new SkillError('backend', verbatim(hostile), { advice: verbatim(hostile) }));
  expect(`${stdout()}${stderr()}`).toBe('ab\nab\n❌ ab. ab\nab\nab\n');
});

test('gives a step its own transcript over the same streams', () => {
  const { reporter, stdout } = listen();
  reporter.say(verbatim('job'));
  const step = reporter.step();
  step.say(verbatim('step'));
  expect(step.transcript().message).toBe('step');
  expect(reporter.transcript().message).toBe('job');
  expect(stdout()).toBe('job\nstep\n');
});

test('speaks the language of the user, and changes it on the way', () => {
  const speech: Speech = { language: 'en', isGuess: true };
  const { reporter, stdout } = listen({ speech });
  const greeting = { en: 'Hello', zh: '你好' };
  reporter.say(greeting);
  speech.language = 'zh';
  reporter.say(greeting);
  reporter.fail(
    new SkillError(
      'empty',
      { en: 'Nothing', zh: '没有内容' },
      { advice: { en: 'Wait.', zh: '请稍等。' } },
    ),
  );
  expect(stdout()).toBe('Hello\n你好\n❌ 没有内容。请稍等。\n');
});
