import { expect, test, vi } from 'vitest';

import { type Clock, createSystemClock } from '../../src/studio/stand-in/clock.ts';
import { isSilent } from '../../src/studio/stand-in/conversation.ts';
import { maskQuotes } from '../../src/studio/cutter/phrases/quotes.ts';
import { readWish } from '../../src/studio/cutter/phrases/wish.ts';
import type { StartOptions } from '../../src/studio/studio.ts';
import { createFile, createMessage, openStudio, readText, visit } from './support.ts';

/** A studio and a client with one clip uploaded. */
async function begin(options: StartOptions = {}) {
  const studio = await openStudio(options);
  const visitor = await visit(studio);
  await visitor.upload('clip.mp4', createFile());
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
  expect(readText([text])).toMatch(/^Added the title "Hello 世界"/);
});

test('edits in silence when told to', async () => {
  const { hear, state } = await begin({ silentEdits: 'always' });
  expect(readText(await hear('mute'))).toBe('');
  expect((await state()).draft.t[0].sg[0].m.volume).toBe(0);
  expect(readText(await hear('make it rain'))).toMatch(/I can do/);
});

test('is silent about 30 % of edits, always the same ones', () => {
  const messages = Array.from({ length: 1000 }, (_, index) => `trim to ${index} seconds`);
  const silent = messages.filter((message) => isSilent(message, 'some'));
  expect(silent.length / messages.length).toBeCloseTo(0.3, 1);
  expect(silent.every((message) => isSilent(message, 'some'))).toBe(true);
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
  const { studio, say, credits, sessionId, userId } = await begin({ stepDelayMs: STEP_MS, clock });
  const running = say('mute, then make it square');
  await expect.poll(credits).toEqual({ available: 96, frozen: 4, total: 100 });
  isHeld = false;
  await running;
  expect(await credits()).toEqual({ available: 96, frozen: 0, total: 96 });
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
  expect((await say('make it square')).body).toMatchObject({
    code: 2001,
    message: expect.stringMatching(/register/),
  });
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
  const { studio, state, tell } = await begin({ stepDelayMs: 40 });
  const leave = new AbortController();
  expect((await tell('mute', leave.signal)).status).toBe(200);
  leave.abort();
  await expect.poll(async () => (await state()).draft?.d).toBe(10_000);
  expect(studio.ledger).toHaveLength(1);
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

test('names the fields a message lacks', async () => {
  const { call, sessionId } = await begin();
  const { user_id: _dropped, ...body } = createMessage(sessionId, 'mute');
  expect(await call('/run_sse', { json: body })).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ['body', 'user_id'], msg: 'Field required', type: 'missing' }] },
  });
  expect((await call('/run_sse', { json: createMessage(sessionId, ' ') })).status).toBe(422);
  expect(await call('/run_sse', { json: createMessage('1', 'mute') })).toMatchObject({
    status: 404,
    body: { detail: 'Session not found' },
  });
});

test('takes no JSON for JSON that is not declared as such', async () => {
  const { call, sessionId } = await begin();
  const body = JSON.stringify(createMessage(sessionId, 'mute'));
  const headers = { 'Content-Type': 'text/plain' };
  expect(await call('/run_sse', { method: 'POST', body, headers })).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ['body'] }] },
  });
});

test('generates in two stages and charges once', async () => {
  const studio = await openStudio();
  const { hear, state } = await visit(studio);
  const events = await hear('generate a video of a city at night');
  const tools = events.flatMap((event) => event.content.parts[0].functionCall?.name ?? []);
  expect(tools).toEqual(['generate_video_with_seedance', 'edit_multitrack']);
  expect(readText(events)).toMatch(/^Generated "a city at night".*Added the title/);
  const { draft, video_infos: uploads, generated_media: generated } = await state();
  expect(draft.t.map((track: { tt: number }) => track.tt)).toEqual([0, 7]);
  expect(generated).toMatchObject([{ filename: 'a city at night', duration: 5 }]);
  expect(uploads).toEqual(generated);
  expect(studio.ledger).toMatchObject([{ edits: 1, credits: 10 }]);
});

test('makes the edits a wish comes with instead of its own', async () => {
  const { hear, state } = await visit(await openStudio());
  await hear('generate a 6s video of waves, then mute it and add the title "Sea"');
  const { draft } = await state();
  expect(draft.t[0].sg).toMatchObject([{ d: 6000, m: { name: 'waves', volume: 0 } }]);
  expect(draft.t[1].sg).toMatchObject([{ m: { text: 'Sea' } }]);
});

test('adds music and a fade by itself when the stream of a generation has long ended', async () => {
  const { hear, state } = await visit(await openStudio({ lateTracksMs: 50 }));
  const events = await hear('generate a video of waves');
  expect(JSON.stringify(events)).not.toContain('Lo-fi');
  const tracks = async () => (await state()).draft.t.map((track: { tt: number }) => track.tt);
  await expect.poll(tracks).toEqual([0, 1, 7]);
  const { draft } = await state();
  expect(draft.t[0].sg).toMatchObject([{ m: { fade_in: 500 } }]);
  expect(draft.t[1].sg).toMatchObject([{ d: 5000, m: { name: 'Lo-fi', volume: 0.35 } }]);
});

test('points to the screen where the real editor would, when told to', async () => {
  const { hear } = await begin({ mentionsExportButton: true });
  expect(readText(await hear('mute'))).toMatch(/click the Export button/);
});

test('beats while a turn works, or says nothing at all', async () => {
  const beats = /^data: \{"type":"heartbeat"\}$/m;
  const loud = await begin({ heartbeatMs: 5, stepDelayMs: 40 });
  expect((await loud.say('mute')).body).toMatch(beats);
  const quiet = await begin({ heartbeatMs: 0, stepDelayMs: 40 });
  expect((await quiet.say('mute')).body).not.toMatch(beats);
});

test('generates nothing when it does not understand what is to be done with it', async () => {
  const studio = await openStudio();
  const { hear, state } = await visit(studio);
  expect(readText(await hear('generate a video of waves and make it dance'))).toMatch(/"dance"/);
  expect((await state()).draft).toBeNull();
  expect(studio.ledger).toEqual([]);
});

test('takes an edit back, over the wire and after operations as JSON', async () => {
  const { hear, state } = await begin();
  await hear('place the clip');
  const before = (await state()).draft;
  await hear('[{"op":"trim","to":4},{"op":"volume","to":0}]');
  expect((await state()).draft).toMatchObject({ d: 4000 });
  expect(readText(await hear('undo'))).toMatch(/^Took the last edit back/);
  expect((await state()).draft).toEqual(before);
});

test.each([
  [
    'Create a 10-second vertical video about hot coffee, please',
    { subject: 'hot coffee', durationMs: 10_000, ratio: '9:16' },
  ],
  ['make a square clip showing waves with the title "Sea"', { subject: 'waves', ratio: '1:1' }],
  ['生成一段8秒的海边日落视频', { subject: '海边日落', durationMs: 8000 }],
  ['做一个关于猫的竖屏视频', { subject: '猫', ratio: '9:16' }],
])('reads the wish for a video: %s', (message, wish) => {
  expect(readWish(maskQuotes(message))).toMatchObject(wish);
});

test.each([
  'make a video of my uploaded clips',
  'add the title "generate a video of X"',
  '把视频做成竖屏',
  '做成竖屏视频',
  '做一个视频',
  "don't generate a video of a cat",
  '别生成猫的视频',
  'did you make a video of a cat?',
])('sees no such wish in: %s', (message) => expect(readWish(maskQuotes(message))).toBeNull());
