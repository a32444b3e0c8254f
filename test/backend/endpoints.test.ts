import { expect, test } from 'vitest';
import { createEndpoints, downloadPath, type Endpoints } from '../../src/backend/endpoints.ts';
import { readTurnEvents } from '../../src/backend/turn-event.ts';
import { openBackend, openHttp, sendJson, type Backend } from '../support/backend.ts';
import type { Account } from '../../src/backend/account.ts';

const SESSION = '5529798706024415232';

interface Opened extends Backend {
  api: Endpoints;
  account: Account;
}

interface OpenOptions {
  status?: number;
  anonymous?: boolean;
  userId?: string;
}

/** An API whose backend always gives the same answer. */
async function openApi(
  answer: unknown,
  { status = 200, anonymous = true, userId }: OpenOptions = {},
): Promise<Opened> {
  const backend = await openBackend((response) => sendJson(response, answer, status));
  const account: Account = {
    token: 'nmv_usr_1',
    anonymous,
    clientId: 'client-1',
    userId,
    expiresAt: null,
  };
  const api = createEndpoints({
    http: openHttp(backend.url),
    webUrl: 'https://nemovideo.com',
    account: () => account,
  });
  return { ...backend, api, account };
}

const order = {
  renderId: 'render_1',
  sessionId: SESSION,
  draftText: '{"t":[]}',
  resolution: undefined,
};

const chunks = (...texts: string[]) =>
  async function* begin(): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  };

/** What each endpoint must look like on the wire (wire-contract.md section 2). */
test.each<[string, (api: Endpoints) => Promise<unknown>, unknown, [string, string, unknown?]]>([
  [
    'creates a session',
    (api) => api.createSession('zh'),
    { code: 0, data: { session_id: SESSION } },
    ['POST', '/api/tasks/me/with-session/nemo_agent', '{"task_name":"project","language":"zh"}'],
  ],
  [
    'sends a message',
    (api) => api.sendMessage({ sessionId: SESSION, text: 'add "标题"' }),
    {},
    [
      'POST',
      '/run_sse',
      `{"app_name":"nemo_agent","user_id":"me","session_id":"${SESSION}","new_message":{"parts":[{"text":"add \\"标题\\""}]}}`,
    ],
  ],
  [
    'uploads by link',
    (api) => api.uploadUrls(SESSION, ['https://e.com/a.mp4', 'https://e.com/b.mp4']),
    { code: 0, data: { files: [] } },
    [
      'POST',
      `/api/upload-video/nemo_agent/me/${SESSION}`,
      '{"urls":["https://e.com/a.mp4","https://e.com/b.mp4"],"source_type":"url"}',
    ],
  ],
  [
    'uploads files',
    (api) =>
      api.uploadFiles(SESSION, {
        contentType: 'multipart/form-data; boundary=B',
        bytes: 7,
        chunks: chunks('one ', 'two'),
      }),
    { code: 0, data: { files: [] } },
    ['POST', `/api/upload-video/nemo_agent/me/${SESSION}`, 'one two'],
  ],
  [
    'reads the credits',
    (api) => api.readCredits(),
    { code: 0, data: { available: 1 } },
    ['GET', '/api/credits/balance/simple', ''],
  ],
  [
    'reads the state',
    (api) => api.readState(SESSION),
    { code: 0, data: {} },
    ['GET', `/api/state/nemo_agent/me/${SESSION}/latest`, ''],
  ],
  [
    'submits a render',
    (api) => api.submitRender(order),
    { success: true, data: {} },
    [
      'POST',
      '/api/render/proxy/lambda',
      `{"id":"render_1","sessionId":"${SESSION}","draft":{"t":[]},"output":{"format":"mp4","quality":"high"}}`,
    ],
  ],
  [
    'submits a render of a certain size',
    (api) => api.submitRender({ ...order, resolution: '1080p' }),
    { success: true, data: {} },
    [
      'POST',
      '/api/render/proxy/lambda',
      `{"id":"render_1","sessionId":"${SESSION}","draft":{"t":[]},"output":{"format":"mp4","quality":"high","resolution":"1080p"}}`,
    ],
  ],
  [
    'polls a render',
    (api) => api.readRender('render_1/../x'),
    { status: 'pending' },
    ['GET', '/api/render/proxy/lambda/render_1%2F..%2Fx', ''],
  ],
  [
    'asks for a claim link',
    (api) => api.createClaimLink({ sessionId: SESSION, taskId: 'task_1' }),
    { code: 0, data: { claim_token: 'clm_1' } },
    ['POST', '/api/auth/claim-token', `{"task_id":"task_1","session_id":"${SESSION}"}`],
  ],
])('%s with exactly the documented request', async (...[, call, answer, wire]) => {
  const { api, requests } = await openApi(answer);
  await call(api);
  const [{ method, path, body, headers } = { headers: {} }] = requests;
  expect([method, path, body]).toEqual(wire);
  expect(requests).toHaveLength(1);
  expect(headers).toMatchObject({
    authorization: 'Bearer nmv_usr_1',
    'x-skill-source': 'ai-video-download',
    'x-skill-version': '1.0.0',
    'x-skill-platform': 'unknown',
  });
});

test('asks for an event stream when it sends a message', async () => {
  const { api, requests } = await openApi({});
  await api.sendMessage({ sessionId: SESSION, text: 'hi' });
  expect(requests[0]?.headers).toMatchObject({
    accept: 'text/event-stream',
    'content-type': 'application/json',
  });
});

test.each<[string, unknown, string[]]>([
  ['a code envelope', { code: 0, data: { type: 'text', content: 'Done.' } }, ['Done.']],
  ['a success envelope', { success: true, data: { text: 'Done.' } }, ['Done.']],
  ['a code of HTTP', { code: 200, data: { type: 'text', content: 'Done.' } }, ['Done.']],
  ['no envelope', { type: 'text', content: 'Done.', data: { id: 1 } }, ['Done.']],
  ['no envelope, with a code', { code: 200, type: 'text', content: 'Done.' }, ['Done.']],
  ['a list', [{ text: 'One.' }, { text: 'Two.' }], ['One.', 'Two.']],
  [
    'a list in an envelope',
    { code: 0, data: [{ text: 'One.' }, { text: 'Two.' }] },
    ['One.', 'Two.'],
  ],
])('reads JSON in place of a stream with %s', async (...[, answer, words]) => {
  const { api } = await openApi(answer);
  const texts: string[] = [];
  for await (const event of await api.sendMessage({ sessionId: SESSION, text: 'hi' }))
    for (const read of readTurnEvents(event)) if (read.type === 'text') texts.push(read.text);
  expect(texts).toEqual(words);
});

test.each([[{ success: false }], [{ success: false, code: 200 }], [{ success: false, code: 0 }]])(
  'gives the refusal %j no code of a success',
  async (answer) => {
    const { api } = await openApi(answer);
    const error: unknown = await api
      .sendMessage({ sessionId: SESSION, text: 'hi' })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: 'backend',
      status: 200,
      code: undefined,
      isRefused: false,
    });
    expect(String(error)).toContain('POST /run_sse: HTTP 200');
  },
);

test('announces type and length of an upload', async () => {
  const { api, requests } = await openApi({ files: [] });
  const contentType = 'multipart/form-data; boundary=B';
  await api.uploadFiles(SESSION, { contentType, bytes: 3, chunks: chunks('a', 'bc') });
  expect(requests[0]?.headers).toMatchObject({
    'content-type': contentType,
    'content-length': '3',
  });
});

test.each([
  ['a code envelope', `{"code":0,"data":{"session_id":"${SESSION}","task_id":"task_1"}}`],
  ['a success envelope', `{"success":true,"data":{"session_id":"${SESSION}","task_id":"task_1"}}`],
  ['a bare answer', `{"session_id":"${SESSION}","task_id":"task_1"}`],
  ['a number with 19 digits', `{"code":0,"data":{"session_id":${SESSION},"task_id":"task_1"}}`],
  ['a bare number with 19 digits', `{"session_id":${SESSION},"task_id":"task_1"}`],
])('reads the session id exactly from %s', async (_what, answer) => {
  const { api } = await openApi(answer);
  expect(await api.createSession('en')).toEqual({
    sessionId: SESSION,
    taskId: 'task_1',
    userId: undefined,
  });
});

test('gives the draft back as the very text that came', async () => {
  const draft = '{"t":[{"tt":0,"sg":[{"d":1.0,"x":1e5,"s":"\\u4f60"}]}], "a":1,"a":2}';
  const { api } = await openApi(`{"code":0,"data":{"state":{"draft":${draft},"video_infos":[]}}}`);
  expect((await api.readState(SESSION)).draftText).toBe(draft);
});

test('gives the draft of a bare answer back as the very text that came', async () => {
  const { api } = await openApi('{"state":{"draft":{"d":1.0}}}');
  expect((await api.readState(SESSION)).draftText).toBe('{"d":1.0}');
});

test('sends the draft to the renderer as the very text it is given', async () => {
  const draftText = '{"d":1.0,"x":1e5,\n"s":"\\u4f60","a":1,"a":2}';
  const { api, requests } = await openApi({ success: true });
  await api.submitRender({ ...order, draftText });
  expect(requests[0]?.body).toContain(`"draft":${draftText},"output"`);
});

test.each([
  ['no state', { code: 0, data: {} }],
  ['no draft', { code: 0, data: { state: {} } }],
  ['a draft of null', { code: 0, data: { state: { draft: null, video_infos: null } } }],
])('reads %s as nothing made yet', async (_what, answer) => {
  const { api } = await openApi(answer);
  expect(await api.readState(SESSION)).toMatchObject({
    draft: undefined,
    draftText: undefined,
    media: [],
  });
});

test.each<[string, (api: Endpoints) => Promise<unknown>, object]>([
  ['a session', (api) => api.createSession('en'), { session_id: SESSION, user_id: 'anon_9' }],
  ['a state', (api) => api.readState(SESSION), { user_id: 'anon_9' }],
  ['the state itself', (api) => api.readState(SESSION), { state: { user_id: 'anon_9' } }],
])('learns from %s who the user is', async (...[, call, data]) => {
  const { api, account } = await openApi({ code: 0, data });
  await call(api);
  expect(account.userId).toBe('anon_9');
});

test('keeps every uploaded file, even one whose facts are not as expected', async () => {
  const video_infos = [{ filename: 'a.mp4', duration: '2.5' }, { filename: 5 }, 'text', null];
  const { api } = await openApi({ code: 0, data: { state: { video_infos } } });
  expect((await api.readState(SESSION)).media).toEqual([{ filename: 'a.mp4', duration: 2.5 }, {}]);
});

test.each([
  [
    { available: 60, frozen: 40, total: 100 },
    { available: 60, frozen: 40, total: 100 },
  ],
  [
    { available: 60, frozen: 40 },
    { available: 60, frozen: 40, total: 100 },
  ],
  [{ available: '60' }, { available: 60, frozen: 0, total: 60 }],
])('reads the balance %j', async (data, credits) => {
  const { api } = await openApi({ code: 0, data });
  expect(await api.readCredits()).toEqual(credits);
});

test('finds no files in an upload that tells of none', async () => {
  const { api } = await openApi({ code: 0, data: { session_state_applied: true } });
  expect(await api.uploadUrls(SESSION, ['https://e.com/a.mp4'])).toEqual([]);
});

test.each([
  [{ taskId: 'r', status: 'completed', output: { url: 'https://e.com/a.mp4' } }],
  [{ success: true, data: { id: 'r', status: 'completed', outputUrl: 'https://e.com/a.mp4' } }],
])('reads a finished render from %j', async (answer) => {
  const { api } = await openApi(answer);
  expect(await api.readRender('r')).toEqual({
    id: 'r',
    status: { phase: 'completed', url: 'https://e.com/a.mp4' },
  });
});

test('reads the name that the backend gives a render', async () => {
  const { api } = await openApi({ success: true, data: { id: 'job_7', status: 'pending' } });
  expect(await api.submitRender(order)).toMatchObject({ id: 'job_7' });
});

test('makes a link of the claim token, which holds no other', async () => {
  const { api } = await openApi({ code: 0, data: { claim_token: 'clm_1' } });
  expect(await api.createClaimLink({ sessionId: SESSION, taskId: undefined })).toBe(
    'https://nemovideo.com/workspace/claim?ct=clm_1',
  );
});

test('fetches a file of the API with the token', async () => {
  const { api, requests, url } = await openApi({});
  await api.openFile(`${url}/file.mp4`, {});
  await api.openFile(downloadPath('render_1'), {});
  expect(requests.map(({ path, headers }) => [path, headers['authorization']])).toEqual([
    ['/file.mp4', 'Bearer nmv_usr_1'],
    ['/api/render/proxy/render_1/download', 'Bearer nmv_usr_1'],
  ]);
});

test('fetches a file of another host without the token and without attribution', async () => {
  const { api } = await openApi({});
  const cdn = await openBackend((response) => response.end('bytes'));
  expect(await (await api.openFile(`${cdn.url}/file.mp4`, {})).text()).toBe('bytes');
  const names = Object.keys(cdn.requests[0]?.headers ?? {});
  expect(names.filter((name) => /authorization|x-skill/.test(name))).toEqual([]);
});

test.each([
  ['in the body of a 200', 200, { code: 2001, message: 'no credits' }],
  ['in the body of a 400', 400, { code: '2001', msg: 'no credits' }],
])('reports a refusal %s', async (_where, status, answer) => {
  const { api } = await openApi(answer, { status, userId: 'anon_1' });
  await expect(api.readCredits()).rejects.toMatchObject({
    kind: 'credits',
    status,
    code: 2001,
    row: 2001,
    message:
      'There are not enough credits left (GET /api/credits/balance/simple: 2001: no credits)',
    advice: { en: 'Register to get more credits: https://nemovideo.com/register?bind=anon_1' },
  });
});

test('tells a registered user to top up', async () => {
  const { api } = await openApi({ code: 2001 }, { anonymous: false });
  await expect(api.readCredits()).rejects.toMatchObject({
    advice: { en: 'Top up credits in your account.' },
  });
});

test.each([
  [401, 'auth'],
  [402, 'plan'],
  [413, 'file'],
  [429, 'rate_limit'],
  [500, 'backend'],
])('understands HTTP %i when the body is a web page', async (status, kind) => {
  const { api } = await openApi('<html>Sorry</html>', { status });
  await expect(api.readCredits()).rejects.toMatchObject({ kind });
});

test.each([
  ['a web page', '<html>Hello</html>', 'it is not JSON'],
  ['nothing', '', 'it is not JSON'],
  ['a cut-off answer', '{"code":0,"data":{"avail', 'it is not JSON'],
  ['an answer without the field', '{"code":0,"data":{}}', 'available'],
  ['a list', '[]', 'the whole'],
])(
  'reports %s as an answer that cannot be read, with endpoint and reason',
  async (...[, text, reason]) => {
    const { api } = await openApi(text);
    await expect(api.readCredits()).rejects.toMatchObject({
      kind: 'backend',
      status: 200,
      isRefused: false,
      message: expect.stringMatching(
        new RegExp(`^GET /api/credits/balance/simple: the answer cannot be read \\(${reason}`),
      ),
    });
  },
);

test('never puts token or body into a message', async () => {
  const { api } = await openApi('{"secret":"s3cr3t"}');
  const error: unknown = await api.readCredits().catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/cannot be read/);
  expect(JSON.stringify([String(error), error])).not.toMatch(/nmv_usr|s3cr3t/);
});

test('takes a web page in place of a stream for an answer that cannot be read', async () => {
  const backend = await openBackend((response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<html>Sign in</html>');
  });
  const account: Account = {
    token: 't',
    anonymous: false,
    clientId: '',
    userId: '',
    expiresAt: null,
  };
  const http = openHttp(backend.url);
  const api = createEndpoints({ http, webUrl: '', account: () => account });
  await expect(api.sendMessage({ sessionId: SESSION, text: 'hi' })).rejects.toMatchObject({
    kind: 'backend',
    isRefused: false,
    message: 'POST /run_sse: the answer cannot be read (HTTP 200 text/html)',
  });
});
