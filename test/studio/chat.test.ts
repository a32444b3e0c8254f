import { expect, test, vi } from 'vitest';

import { type Clock, createSystemClock } from '../../src/studio/clock.ts';
import type { StartOptions } from '../../src/studio/studio.ts';
import { createFile, createMessage, openStudio, readEvents, readText, visit } from './support.ts';

const NOISE = 'I encountered a temporary issue. Please try again.';

/** A studio and a client with one clip uploaded. */
async function begin(options: StartOptions = {}) {
  const studio = await openStudio(options);
  const visitor = await visit(studio);
  await visitor.upload([['clip.mp4', createFile()]]);
  return { studio, ...visitor };
}

test('answers with ADK events: call, response, text', async () => {
  const startedAt = Date.now() / 1000;
  const { say, hear, state } = await begin();
  const { headers } = await say('make it square');
  expect(headers.get('content-type')).toBe('text/event-stream');
  const [call, response, text, ...more] = await hear('add the title "Hello 世界"');
  expect(more).toEqual([]);
  expect(call).toMatchObject({
    content: { role: 'model', parts: [{ functionCall: { name: 'edit_multitrack' } }] },
    author: 'nemo_agent',
    actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} },
    longRunningToolIds: [],
  });
  const { id } = call.content.parts[0].functionCall;
  expect(response).toMatchObject({
    content: { role: 'user', parts: [{ functionResponse: { id, name: 'edit_multitrack' } }] },
    invocationId: call.invocationId,
  });
  const { draft } = await state();
  expect(response.actions.stateDelta).toEqual({ draft });
  expect(draft.t.at(-1)).toMatchObject({ tt: 7, sg: [{ m: { text: 'Hello 世界' } }] });
  expect(text.id).not.toBe(call.id);
  expect(text.timestamp).toBeGreaterThanOrEqual(startedAt);
  expect(text.timestamp).toBeLessThanOrEqual(Date.now() / 1000);
  expect(readText([text])).toMatch(/^Added the title "Hello 世界".*click the Export button/);
});

test('answers in the simple dialect', async () => {
  const { hear } = await begin({ dialect: 'simple' });
  expect(await hear('静音')).toMatchObject([
    { type: 'tool_call', name: 'edit_multitrack' },
    { type: 'tool_result', name: 'edit_multitrack', result: { status: 'success' } },
    { type: 'text', content: /静音。.*点击导出按钮/ },
  ]);
});

test('mixes both dialects in one stream', async () => {
  const { hear } = await begin({ dialect: 'mixed' });
  const shapes = (await hear('mute')).map((event) => ('type' in event ? 'simple' : 'adk'));
  expect(shapes).toEqual(['adk', 'simple', 'adk']);
});

test('edits in silence when told to', async () => {
  const { hear, state } = await begin({ silentEdits: 'always' });
  expect(readText(await hear('mute'))).toBe('');
  expect((await state()).draft.t[0].sg[0].m.volume).toBe(0);
  expect(readText(await hear('make it rain'))).toMatch(/I can do/);
});

test('is silent about 30 % of edits, always the same ones', async () => {
  const { isSilent } = await import('../../src/studio/conversation.ts');
  const messages = Array.from({ length: 1000 }, (_, index) => `trim to ${index} seconds`);
  const silent = messages.filter((message) => isSilent(message, 'some'));
  expect(silent.length / messages.length).toBeCloseTo(0.3, 1);
  expect(silent.every((message) => isSilent(message, 'some'))).toBe(true);
});

test('ends with noise when told to, even after silence', async () => {
  const { hear } = await begin({ trailingNoise: true, silentEdits: 'always' });
  expect(readText(await hear('mute'))).toBe(NOISE);
});

test('sends a reply as several texts, or as partials and their aggregate', async () => {
  const several = await begin({ textEvents: 'several' });
  expect((await several.hear('mute')).slice(2)).toHaveLength(3);
  const { hear } = await begin({ partials: true, thoughts: true });
  const [thought, ...texts] = (await hear('mute')).slice(2);
  expect(thought.content.parts).toEqual([{ text: expect.any(String), thought: true }]);
  const deltas = texts.filter((event) => event.partial === true);
  const whole = texts.find((event) => !('partial' in event));
  expect(deltas.length).toBeGreaterThan(3);
  expect(readText(deltas)).toBe(readText([whole]));
});

test.each([
  ['typed', 'data: {"type":"heartbeat"}\n\n'],
  ['empty', 'data:\n\n'],
  ['comment', ': keep-alive\n\n'],
  ['word', 'data: heartbeat\n\n'],
  ['braces', 'data: {}\n\n'],
  ['event', 'event: heartbeat\ndata: 1\n\n'],
] as const)('beats while it works: %s', async (heartbeatForm, frame) => {
  const { say } = await begin({ heartbeatForm, heartbeatMs: 20, stepDelayMs: 40 });
  expect((await say('mute')).body).toContain(frame);
});

/** No other wait is as long. */
const STEP_MS = 77;

test('charges each message once, and reserves while it runs', async () => {
  let isHeld = true;
  const release = () => vi.waitUntil(() => !isHeld, { timeout: 60_000 });
  const { now, sleep } = createSystemClock();
  const clock: Clock = {
    now,
    sleep: async (ms, signal) => void (await (ms === STEP_MS ? release() : sleep(ms, signal))),
  };
  const { studio, say, call, sessionId, userId } = await begin({ stepDelayMs: STEP_MS, clock });
  const running = say('mute, then make it square');
  const read = async () => (await call('/api/credits/balance/simple')).body.data;
  await expect.poll(read).toEqual({ available: 96, frozen: 4, total: 100 });
  isHeld = false;
  await running;
  const after = await call('/api/credits/balance/simple');
  expect(after.body.data).toEqual({ available: 96, frozen: 0, total: 96 });
  const [message] = studio.messages;
  expect(message).toMatchObject({ sessionId, userId, text: 'mute, then make it square' });
  expect(studio.ledger).toMatchObject([
    { messageId: message?.id, sessionId, userId, edits: 2, credits: 4 },
  ]);
});

test('charges nothing for what it did not do', async () => {
  const { studio, hear } = await begin();
  await hear('make it rain');
  await hear('export the video');
  expect(studio.messages).toHaveLength(2);
  expect(studio.ledger).toEqual([]);
});

test('refuses edits nobody can pay for', async () => {
  const { say, state, hear } = await begin({ credits: 3 });
  await hear('mute');
  const before = await state();
  expect((await say('make it square')).body).toMatchObject({ code: 2001, message: /register/ });
  expect(await state()).toEqual(before);
  expect(readText(await hear('export'))).toMatch(/Export button/);
});

test('takes one message at a time per session', async () => {
  const { studio, hear, state } = await begin({ stepDelayMs: 20 });
  await Promise.all([
    hear('trim to 8 seconds'),
    hear('trim to 6 seconds'),
    hear('cut the first 1s'),
  ]);
  expect((await state()).draft.d).toBe(5000);
  expect(studio.ledger).toHaveLength(3);
});

test('lands the work of a client that hung up', async () => {
  const { studio, state, ...visitor } = await begin({ stepDelayMs: 40 });
  await hangUp(studio.url, visitor);
  await expect.poll(async () => (await state()).draft?.d).toBe(10_000);
  expect(studio.ledger).toHaveLength(1);
});

test('cancels the work of a client that hung up, when told to', async () => {
  const { studio, state, call, ...visitor } = await begin({
    stepDelayMs: 500,
    hangUpCancels: true,
  });
  await hangUp(studio.url, visitor);
  const read = async () => (await call('/api/credits/balance/simple')).body.data;
  await expect.poll(read).toEqual({ available: 100, frozen: 0, total: 100 });
  expect((await state()).draft).toBeNull();
  expect(studio.ledger).toEqual([]);
});

test.each([
  ['before-work', 10_000, 1],
  ['after-work', 10_000, 1],
  ['lost', undefined, 0],
] as const)('breaks streams off: %s', async (streamBreak, lengthMs, charges) => {
  const { studio, hear, state } = await begin({ streamBreak });
  await expect(hear('mute')).rejects.toThrow();
  await expect.poll(async () => (await state()).draft?.d).toBe(lengthMs);
  expect(studio.ledger).toHaveLength(charges);
});

test.each([
  ['json', 'data: {"error":"effect \\"glow\\" not found"}\n\n'],
  ['unescaped', 'data: {"error": "effect "glow" not found"}\n\n'],
  ['error-code', '"errorCode":"UNKNOWN_ERROR","errorMessage":"effect \\"glow\\" not found"'],
] as const)('fails inside the stream: %s', async (streamError, text) => {
  const { studio, say, state } = await begin({ streamError });
  const { status, body } = await say('mute');
  expect(status).toBe(200);
  expect(body).toContain(text);
  expect((await state()).draft).toBeNull();
  expect(studio.ledger).toEqual([]);
});

test('names the fields a message lacks', async () => {
  const { call, sessionId } = await begin();
  const { user_id: _dropped, ...body } = createMessage(sessionId, 'mute');
  expect(await call('/run_sse', { json: body })).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ['body', 'user_id'], msg: 'Field required', type: 'missing' }] },
  });
  expect((await call('/run_sse', { json: createMessage(sessionId, ' ') })).status).toBe(422);
  expect((await call('/run_sse', { json: createMessage('1', 'mute') })).body.code).toBe(1002);
});

test('adds noise to drafts when told to', async () => {
  const { hear, state } = await begin({ draftNoise: true });
  await hear('mute');
  const { draft } = await state();
  expect(draft.t.map((track: { tt: number }) => track.tt)).toEqual([0, 99, 1, 7]);
  expect(draft.t.at(-1)).not.toHaveProperty('sg');
  expect(readEvents('data: {}')).toEqual([{}]);
});

/** Sends a message and leaves as soon as the stream is open. */
async function hangUp(url: string, { token, sessionId }: { token: string; sessionId: string }) {
  const leave = new AbortController();
  const response = await fetch(`${url}/run_sse`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(createMessage(sessionId, 'mute')),
    signal: leave.signal,
  });
  expect(response.status).toBe(200);
  leave.abort();
}
