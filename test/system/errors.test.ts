import { expect, test } from 'vitest';
import { SkillError, findErrorCode } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';

test('said in other words, it keeps what is known of it', () => {
  const known = { code: 2001, status: 200, row: 2001, isRefused: true, cause: new Error('why') };
  const advice = verbatim('Top up.');
  const error = new SkillError('credits', verbatim('none left'), {
    ...known,
    advice,
    fields: { steps: [] },
  });
  const more = error.with({ summary: verbatim('chat: none left'), fields: { job: 'k7f3qd' } });
  expect(more).toMatchObject({ ...known, kind: 'credits', message: 'chat: none left', advice });
  expect(more.fields).toEqual({ steps: [], job: 'k7f3qd' });
  expect(error).toMatchObject({ message: 'none left', fields: { steps: [] } });
});

const coded = (code: unknown, options?: ErrorOptions): Error =>
  Object.assign(new Error('it broke', options), { code });
const round = new Error('round');
round.cause = round;

test.each([
  ['on the error itself', coded('ENOENT'), 'ENOENT'],
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
  ['nowhere, round and round', round, undefined],
  ['on something that is no error', { code: 'ENOENT' }, undefined],
])('finds a system error code %s', (_where, error, code) => {
  expect(findErrorCode(error)).toBe(code);
});
