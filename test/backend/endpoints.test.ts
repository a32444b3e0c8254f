import { expect, test } from 'vitest';
import type { Account } from '../../src/backend/account.ts';
import { createEndpoints, type Endpoints } from '../../src/backend/endpoints.ts';
import { createManualClock, openBackend, openHttp, type Backend } from '../support/backend.ts';

const SESSION = '5529798706024415232';

/** An API whose backend always gives the same answer. */
async function openApi(
  answer: unknown,
  { type = 'application/json', clock = createManualClock() } = {},
): Promise<Backend & { api: Endpoints; account: Account }> {
  const backend = await openBackend((response) => {
    response.writeHead(200, { 'Content-Type': type });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  const account: Account = {
    token: 'nmv_usr_1',
    anonymous: true,
    clientId: 'client-1',
    userId: undefined,
    expiresAt: null,
  };
  const http = openHttp(backend.url, { clock });
  const api = createEndpoints(
    http,
    () => account,
    (_method, error) => Promise.reject(error),
  );
  return { ...backend, api, account };
}

/** Not as `JSON.stringify` would write it. */
const draftText = '{"d":1.0,\n"a":1,"a":2}';
const order = { renderId: 'r', sessionId: SESSION, draftText, resolution: '1080p' };

const body = {
  contentType: 'multipart/form-data; boundary=B',
  bytes: 7,
  async *chunks() {
    yield Buffer.from('one ');
    yield Buffer.from('two');
  },
};

type Call = (api: Endpoints) => Promise<unknown>;

/** What each endpoint must look like on the wire, and what is read from its answer (wire-contract.md section 2). */
test.each<[request: string, sent: string, call: Call, answer: unknown, value: unknown]>([
  [
    'POST /api/tasks/me/with-session/nemo_agent',
    '{"task_name":"project","language":"en"}',
    (api) => api.createSession('en'),
    { session_id: SESSION },
    { sessionId: SESSION, taskId: null },
  ],
  [
    `POST /api/upload-video/nemo_agent/me/${SESSION}`,
    '{"urls":["https://e.com/a.mp4","https://e.com/b.mp4"],"source_type":"url"}',
    (api) => api.uploadUrls(SESSION, ['https://e.com/a.mp4', 'https://e.com/b.mp4']),
    { code: 0, data: { files: [{ filename: 'a.mp4', duration: 30.5 }, { filename: 5 }] } },
    [{ filename: 'a.mp4', duration: 30.5 }, {}],
  ],
  [
    `POST /api/upload-video/nemo_agent/me/${SESSION}`,
    'one two',
    (api) => api.uploadFiles(SESSION, body),
    { code: 0, data: { session_state_applied: true } },
    [],
  ],
  [
    'GET /api/credits/balance/simple',
    '',
    (api) => api.readCredits(),
    { success: true, data: { available: 60, frozen: 40 } },
    { available: 60, frozen: 40, total: 100 },
  ],
  [
    `GET /api/state/nemo_agent/me/${SESSION}/latest`,
    '',
    (api) => api.readState(SESSION),
    { code: 0, data: { state: { draft: null, video_infos: [{ name: 'a' }, 'b'] } } },
    { draft: undefined, media: [{ name: 'a' }, {}], generated: null, canvas: null },
  ],
  [
    'POST /api/render/proxy/lambda',
    `{"id":"r","sessionId":"${SESSION}","draft":${draftText},"output":{"format":"mp4","quality":"high","resolution":"1080p"}}`,
    (api) => api.submitRender(order),
    {},
    { id: undefined, status: { phase: 'waiting' } },
  ],
  [
    'GET /api/render/proxy/lambda/r%2F..%2Fx',
    '',
    (api) => api.readRender('r/../x'),
    { taskId: 'r', status: 'completed', output: { url: 'https://e.com/a.mp4' } },
    { id: 'r', status: { phase: 'completed', url: 'https://e.com/a.mp4' } },
  ],
  [
    'GET /api/render/proxy/lambda/r',
    '',
    (api) => api.readRender('r'),
    { taskId: 'r', status: 'failed', error: 'no memory' },
    { id: 'r', status: { phase: 'failed', reason: 'no memory' } },
  ],
  [
    'POST /api/auth/claim-token',
    `{"task_id":"","session_id":"${SESSION}"}`,
    (api) => api.createClaimLink({ sessionId: SESSION, taskId: null }),
    { code: 0, data: { claim_token: 'clm_1' } },
    'https://nemovideo.com/workspace/claim?ct=clm_1',
  ],
])('%s %s', async (...[request, sent, call, answer, value]) => {
  const { api, requests } = await openApi(answer);
  const read = await call(api);
  if (typeof value === 'string') expect(read).toBe(value);
  else expect(read).toMatchObject(value as object);
  expect(requests).toHaveLength(1);
  expect(`${requests[0]?.method} ${requests[0]?.path}`).toBe(request);
  expect(requests[0]?.body).toBe(sent);
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'Bearer nmv_usr_1',
    'x-skill-source': 'ai-video-download',
  });
});

test('sends a message and opens its events', async () => {
  const { api, requests } = await openApi('data: one\n\n', { type: 'text/event-stream' });
  const events: unknown[] = [];
  for await (const event of await api.sendMessage({ sessionId: SESSION, text: 'add "标题"' }))
    events.push(event);
  expect(events).toEqual([{ name: '', data: 'one' }]);
  expect(requests).toMatchObject([
    {
      path: '/run_sse',
      body: `{"app_name":"nemo_agent","user_id":"me","session_id":"${SESSION}","new_message":{"parts":[{"text":"add \\"标题\\""}]}}`,
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    },
  ]);
});

test.each<[unknown, object]>([
  [{ code: 1002 }, { row: 1002, isRefused: true }],
  [{ success: false }, { row: undefined, isRefused: false }],
  [{ text: 'Done.' }, { kind: 'backend', isRefused: false }],
  ['<html>Sign in</html>', { kind: 'backend', isRefused: false }],
])('takes %j in place of a stream for an error', async (answer, facts) => {
  const { api } = await openApi(answer);
  await expect(api.sendMessage({ sessionId: SESSION, text: 'hi' })).rejects.toMatchObject(facts);
});

test('announces type and length of an upload, and sets it no time to end by', async () => {
  const clock = createManualClock();
  const { api, requests } = await openApi({ files: [] }, { clock });
  await api.uploadFiles(SESSION, body);
  expect(requests[0]?.headers).toMatchObject({
    'content-type': body.contentType,
    'content-length': '7',
  });
  expect(clock.asked).toEqual([]);
  await api.readCredits().catch(() => {});
  expect(clock.asked).toEqual([60_000]);
});

test.each([
  '{"code":0,"data":{"state":{"draft":DRAFT,"video_infos":[]}}}',
  '{"state":{"draft":DRAFT}}',
])('gives the draft of %s back as the very text that came', async (answer) => {
  const draft =
    '{ "t":[{"tt":0,"sg":[{"d":1.0,"x":1e5,"z":-0.0}]}],\n\t"a":1,"a":2, "s":"\\u4f60\\/\\n","big":12345678901234567890 }';
  const { api } = await openApi(answer.replace('DRAFT', draft));
  expect((await api.readState(SESSION)).draftText).toBe(draft);
});

test.each<[Call, object]>([
  [(api) => api.createSession('en'), { session_id: SESSION, user_id: 'anon_9' }],
  [(api) => api.readState(SESSION), { user_id: 'anon_9' }],
  [(api) => api.readState(SESSION), { state: { user_id: 'anon_9' } }],
])('learns who the user is: %#', async (call, data) => {
  const { api, account } = await openApi({ code: 0, data });
  await call(api);
  expect(account.userId).toBe('anon_9');
});
