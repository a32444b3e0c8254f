import { expect, test } from 'vitest';
import { unwrapEnvelope } from '../../src/backend/envelope.ts';

test.each([
  ['a code envelope', { code: 0, data: { a: 1 } }, { a: 1 }],
  ['a code envelope with a string code', { code: '0', data: { a: 1 } }, { a: 1 }],
  ['an envelope with a code of HTTP', { code: 200, data: { a: 1 } }, { a: 1 }],
  ['a success envelope', { success: true, data: { a: 1 } }, { a: 1 }],
  ['a bare object', { a: 1 }, { a: 1 }],
  ['data that is a list, with its envelope', { code: 0, data: [1] }, { code: 0, data: [1] }],
  ['data that is null, with its envelope', { code: 0, data: null }, { code: 0, data: null }],
  ['a list', [1, 2], [1, 2]],
  ['nothing', undefined, undefined],
])('takes the payload out of %s', (_what, body, payload) => {
  expect(unwrapEnvelope(200, body)).toEqual({ ok: true, payload });
});

test.each([
  ['an HTTP status', 400, {}, undefined],
  ['an HTTP status over a fine body', 500, { code: 0, data: {} }, 0],
  ['a code', 200, { code: 2001 }, 2001],
  ['a code in a string', 200, { code: '2001' }, 2001],
  ['a success that is false', 200, { success: false }, undefined],
  ['a success that is false over a fine code', 200, { success: false, code: 200 }, 200],
  ['an HTTP status without a body', 502, undefined, undefined],
  ['a code that is no number', 400, { code: 'E_NOPE' }, undefined],
  ['an empty code', 400, { code: '' }, undefined],
])('reports the failure that %s tells of', (...[, status, body, code]) => {
  expect(unwrapEnvelope(status, body)).toMatchObject({ ok: false, code, details: body });
});

test.each([
  ['message', { message: 'no credits' }, 'no credits'],
  ['msg', { msg: 'no credits' }, 'no credits'],
  ['detail', { detail: 'Session not found' }, 'Session not found'],
  [
    'a FastAPI list under detail',
    {
      detail: [
        { loc: ['body', 'id'], msg: 'field required', type: 'missing' },
        { msg: 'not an id' },
      ],
    },
    'field required; not an id',
  ],
  ['error', { error: 'boom' }, 'boom'],
  ['an object under error', { error: { message: 'boom' } }, 'boom'],
  ['message before error', { error: 'second', message: 'first' }, 'first'],
  ['error when message is empty', { error: 'second', message: '' }, 'second'],
  ['no key at all', { code: 1 }, ''],
])('reads the reason from %s', (_what, body, message) => {
  expect(unwrapEnvelope(400, body)).toMatchObject({ ok: false, message });
});
