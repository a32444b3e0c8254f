import { expect, test } from 'vitest';
import {
  anonymousTokenAnswer,
  claimTokenAnswer,
  creditsAnswer,
  sessionAnswer,
  stateAnswer,
  uploadAnswer,
} from '../../src/backend/schemas.ts';
import { safeParse, type Schema } from '../../src/vendor/zod.ts';

const accepts = (schema: Schema, value: unknown): boolean => safeParse(schema, value).success;

test.each<[string, Schema, object]>([
  [
    'a full token answer',
    anonymousTokenAnswer,
    { token: 'nmv_usr_1', user_id: 'anon_1', expires_at: '2026-03-18T00:00:00Z', credits: 100 },
  ],
  ['a token answer of nothing else', anonymousTokenAnswer, { token: 'nmv_usr_1' }],
  [
    'a token answer with an expiry in seconds',
    anonymousTokenAnswer,
    { token: 't', expires_at: 1_773_423_613 },
  ],
  ['a session', sessionAnswer, { session_id: '5529798706024415232', task_id: 'task_1' }],
  ['a session without a task', sessionAnswer, { session_id: '1', task_id: null }],
  ['an upload whose files are null', uploadAnswer, { files: null }],
  ['an upload without files', uploadAnswer, { session_state_applied: true }],
  [
    'an uploaded file of unknown length',
    uploadAnswer,
    { files: [{ filename: 'a', duration: null }] },
  ],
  ['a balance', creditsAnswer, { available: 25_000, frozen: 40, total: 25_040 }],
  ['a balance in text', creditsAnswer, { available: '25000' }],
  ['a state without a draft', stateAnswer, { state: { draft: null } }],
  ['an answer without a state', stateAnswer, {}],
  ['a claim token', claimTokenAnswer, { claim_token: 'clm_1', expires_in: 604_800 }],
])('accepts %s', (_what, schema, value) => {
  expect(accepts(schema, value)).toBe(true);
});

test.each<[string, Schema, unknown]>([
  ['a token answer without a token', anonymousTokenAnswer, { credits: 100 }],
  ['a token that is a number', anonymousTokenAnswer, { token: 1 }],
  ['a session without an id', sessionAnswer, { task_id: 'task_1' }],
  ['files that are no list', uploadAnswer, { files: 'a.mp4' }],
  ['a balance without what is available', creditsAnswer, { total: 1 }],
  ['a state that is text', stateAnswer, { state: 'ready' }],
  ['a claim answer without a token', claimTokenAnswer, {}],
  ['a list', sessionAnswer, ['1']],
  ['nothing', sessionAnswer, undefined],
])('refuses %s', (_what, schema, value) => {
  expect(accepts(schema, value)).toBe(false);
});

test('keeps fields that nobody has told of', () => {
  const parsed = safeParse(sessionAnswer, { session_id: '1', region: 'eu' });
  expect(parsed.data).toEqual({ session_id: '1', region: 'eu' });
});

test('makes an id that is a number into text', () => {
  expect(safeParse(sessionAnswer, { session_id: 42 }).data?.session_id).toBe('42');
});

test('makes an amount that is text into a number', () => {
  expect(safeParse(creditsAnswer, { available: '12.5' }).data?.available).toBe(12.5);
});
