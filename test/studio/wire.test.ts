/** Everything the studio can say, and in which words, as the skill's own client hears it. */
import { expect, test } from 'vitest';
import { downloadPath } from '../../src/backend/backend.ts';
import { readDraft } from '../../src/timeline/draft.ts';
import { readState } from '../../src/steps/session-state.ts';
import { SkillError } from '../../src/system/errors.ts';
import { DIALECTS, type Dialect, type DialectName } from '../../src/studio/stand-in/dialects.ts';
import type { StartOptions } from '../../src/studio/studio.ts';
import { joinStudio } from './skill-client.ts';
import { createFile, openStudio } from './support.ts';

const CLIP: [string, Buffer] = ['clip.mp4', createFile({ fps: 25 })];

/** A client with a session, and in it a clip. */
async function begin(options: StartOptions = {}) {
  const studio = await openStudio(options);
  const client = await joinStudio(studio);
  const { sessionId, taskId } = await client.api.createSession('en');
  const files = await client.upload(sessionId, [CLIP]);
  return { studio, ...client, sessionId, taskId, userId: client.account.userId, files };
}

async function failureOf(work: Promise<unknown>): Promise<SkillError> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof SkillError) return error;
  throw new Error('nothing was refused', { cause: error });
}

const NAMES = Object.keys(DIALECTS) as DialectName[];
const habitsOf = (dialect: DialectName): Dialect => DIALECTS[dialect];

test.each(NAMES)('every refusal is understood in the dialect "%s"', async (dialect) => {
  const { api, sessionId, say, upload, withToken, askToken, clock, userId } = await begin({
    dialect,
    credits: 0,
    maxUploadBytes: 2000,
    exportPlanBlocked: true,
  });
  const { errorEnvelope, retryAfterS, registrationLink } = habitsOf(dialect);
  const order = { renderId: 'r', sessionId, draftText: '{}', resolution: undefined };
  const big: [string, Buffer] = ['big.mp4', Buffer.concat([CLIP[1], Buffer.alloc(9000)])];
  const refusals = {
    1001: await failureOf(withToken('nmv_usr_wrong').readCredits()),
    1002: await failureOf(api.readState('5000000000000000001')),
    2001: await failureOf(say(sessionId, 'mute')),
    4001: await failureOf(upload(sessionId, [['notes.mp4', Buffer.from('hello')]])),
    4002: await failureOf(upload(sessionId, [big])),
    402: await failureOf(api.submitRender(order)),
    400: await failureOf(askToken(' ')),
    429: await failureOf(askToken('client-1')),
  };
  const kinds = Object.entries(refusals).map(([code, { kind }]) => [Number(code), kind]);
  // An HTTP 402 that names no code is about the plan: nothing tells it from the other.
  const isNumbered = !['detail', 'error'].includes(errorEnvelope);
  expect(Object.fromEntries(kinds)).toEqual({
    1001: 'auth',
    1002: 'backend',
    2001: isNumbered ? 'credits' : 'plan',
    4001: 'file',
    4002: 'file',
    402: 'plan',
    400: 'auth',
    429: 'rate_limit',
  });
  expect(refusals[1002].row).toBe(1002);
  expect(refusals[4001].message).toContain('Unsupported file type');
  if (registrationLink)
    expect(refusals[2001].advice?.en).toContain(`https://nemovideo.com/register?bind=${userId}`);
  // Retry-After was heeded, once.
  expect(clock.slept).toEqual([retryAfterS > 0 ? 7000 : 30_000]);
});

test.each(NAMES)('a project is read in the dialect "%s"', async (dialect) => {
  const { api, account, sessionId, taskId, userId, files, say } = await begin({ dialect });
  const { sparse, claimTokens } = habitsOf(dialect);
  expect(sessionId).toMatch(/^5\d{18}$/);
  expect(taskId).toMatch(/^task_/);
  expect(userId !== undefined).toBe(!sparse);
  expect(account).toEqual(
    sparse
      ? { userId: undefined, expiresAt: null }
      : { userId, expiresAt: expect.stringMatching(/^\d{4}-/) },
  );
  expect(files).toMatchObject([{ filename: 'clip.mp4', duration: 10 }]);
  expect('fps' in (files[0] ?? {})).toBe(!sparse);
  const events = await say(sessionId, 'trim to 5 seconds');
  expect(events.map(({ type }) => type)).toEqual(['tool-call', 'tool-result', 'text']);
  expect(events).toMatchObject([
    { name: 'edit_multitrack' },
    { name: 'edit_multitrack', failed: false },
    { text: expect.stringContaining('5') },
  ]);
  expect(await api.readCredits()).toEqual({ available: 98, frozen: 0, total: 98 });
  const { draft, draftText = '', media } = await api.readState(sessionId);
  expect(JSON.parse(draftText)).toEqual(draft);
  expect(readDraft(draft).tracks[0]?.segments).toMatchObject([
    { label: { en: 'clip.mp4' }, startMs: 0, endMs: 5000, volume: 1 },
  ]);
  expect(media).toHaveLength(1);
  const link = api.createClaimLink({ sessionId, taskId });
  if (claimTokens) expect(await link).toMatch(/\/workspace\/claim\?ct=clm_/);
  else expect(await failureOf(link)).toMatchObject({ status: 404 });
});

test.each(NAMES)('a render is followed in the dialect "%s"', async (dialect) => {
  const { api, sessionId, say } = await begin({ dialect });
  const { ownRenderIds, submitReply } = habitsOf(dialect);
  await say(sessionId, 'mute');
  const { draftText = '' } = await api.readState(sessionId);
  const order = { renderId: 'render_1', sessionId, draftText, resolution: undefined };
  const told = (await api.submitRender(order)).id ?? '';
  expect(told).toMatch(
    ownRenderIds ? /^own_/ : submitReply === 'unrelated' ? /^req_/ : /^render_1$/,
  );
  const id = submitReply === 'unrelated' ? 'render_1' : told;
  const read = async () => (await api.readRender(id)).status;
  await expect.poll(read).toMatchObject({ phase: 'completed', url: expect.stringContaining(id) });
  if (ownRenderIds)
    expect(await failureOf(api.readRender('render_1'))).toMatchObject({ status: 404 });
});

test.each(NAMES)('a heartbeat of the dialect "%s" is heard as one', async (dialect) => {
  const { sessionId, say } = await begin({ dialect, heartbeatMs: 10, stepDelayMs: 40 });
  const types = (await say(sessionId, 'mute')).map(({ type }) => type);
  expect(types).not.toContain('error');
  expect(types.filter((type) => type === 'text')).toHaveLength(1);
  expect(types).toContain('heartbeat');
});

test('a render whose replies never name its file is had from the download endpoint', async () => {
  const { api, sessionId, say } = await begin({ resultUrl: 'never' });
  await say(sessionId, 'mute');
  const { draftText = '' } = await api.readState(sessionId);
  await api.submitRender({ renderId: 'r', sessionId, draftText, resolution: undefined });
  const read = async () => (await api.readRender('r')).status;
  await expect.poll(read).toEqual({ phase: 'completed', url: undefined });
  const file = await api.openFile(downloadPath('r'), {});
  expect(file.status).toBe(200);
  expect(await file.text()).toHaveLength(1000);
});

test('a session with nothing in it may have no state at all', async () => {
  const studio = await openStudio({ dialect: 'python' });
  const { api, upload } = await joinStudio(studio);
  const { sessionId } = await api.createSession('en');
  expect(await failureOf(api.readState(sessionId))).toMatchObject({ row: 1002 });
  const { signal } = new AbortController();
  const empty = await readState(api, { id: sessionId, isUsed: false }, signal);
  expect(empty).toMatchObject({ media: [] });
  await upload(sessionId, [CLIP]);
  expect((await api.readState(sessionId)).media).toHaveLength(1);
});

test('a claim token opens nothing else', async () => {
  const { api, sessionId, taskId, withToken } = await begin();
  const link = await api.createClaimLink({ sessionId, taskId });
  const claimToken = new URL(link).searchParams.get('ct') ?? '';
  expect(await failureOf(withToken(claimToken).readCredits())).toMatchObject({ kind: 'auth' });
});
