import { expect, test } from 'vitest';
import { EXIT_CODES, SkillError, findErrorCode } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';

test('gives every kind its exit code', () => {
  expect(EXIT_CODES).toEqual({
    internal: 1,
    usage: 2,
    auth: 3,
    credits: 4,
    plan: 5,
    file: 6,
    rate_limit: 7,
    network: 8,
    empty: 9,
    backend: 10,
    interrupted: 130,
  });
});

test('carries what the document needs', () => {
  const cause = new Error('why');
  const error = new SkillError('credits', verbatim('none left'), {
    advice: verbatim('Top up.'),
    code: 2001,
    status: 200,
    row: 2001,
    isRefused: true,
    fields: { steps: [] },
    cause,
  });
  const known = { summary: verbatim('chat: none left'), fields: { job: 'k7f3qd' } };
  expect(error.with(known)).toMatchObject({
    kind: 'credits',
    message: 'chat: none left',
    advice: verbatim('Top up.'),
    status: 200,
    isRefused: true,
    fields: { steps: [], job: 'k7f3qd' },
    cause,
  });
  expect(error).toMatchObject({
    name: 'SkillError',
    kind: 'credits',
    message: 'none left',
    advice: verbatim('Top up.'),
    code: 2001,
    fields: { steps: [] },
    cause,
  });
});

test('has no fields unless some are given', () => {
  expect(new SkillError('usage', verbatim('what?'), { advice: verbatim('This.') }).fields).toEqual(
    {},
  );
});

const coded = (code: unknown, options?: ErrorOptions): Error =>
  Object.assign(new Error('it broke', options), { code });

test.each([
  ['on the error itself', coded('ENOENT'), 'ENOENT'],
  ['on its cause', new Error('outer', { cause: coded('ECONNRESET') }), 'ECONNRESET'],
  [
    'two causes down',
    new Error('outer', { cause: new Error('inner', { cause: coded('EPIPE') }) }),
    'EPIPE',
  ],
  [
    'in the first of several',
    new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]),
    'ECONNREFUSED',
  ],
  ['behind a code that is a number', coded(20, { cause: coded('EPIPE') }), 'EPIPE'],
  ['nowhere', new Error('plain'), undefined],
  ['on something that is no error', { code: 'ENOENT' }, undefined],
  ['on nothing', undefined, undefined],
])('finds a system error code %s', (_where, error, code) => {
  expect(findErrorCode(error)).toBe(code);
});

test('does not follow causes for ever', () => {
  const error = new Error('round');
  error.cause = error;
  expect(findErrorCode(error)).toBeUndefined();
});
