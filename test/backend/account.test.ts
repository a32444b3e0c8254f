import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountKey, findAccount } from '../../src/backend/backend.ts';
import {
  connect,
  createCommand,
  CLOSED_URL,
  openBackend,
  sendJson,
  type Backend,
  type Command,
} from '../support/backend.ts';

const RECORD = 'hosts/test/account.json';
const DAY_MS = 24 * 60 * 60_000;

type End = (response: ServerResponse) => unknown;

const give =
  (count: number): End =>
  (response) =>
    sendJson(response, { code: 0, data: { token: `nmv_usr_${count}`, user_id: `anon_${count}` } });
const breakOff: End = (response) => response.destroy();
const refuseClient: End = (response) => sendJson(response, { detail: 'X-Client-Id' }, 400);

/** Ends the first requests so, and gives a token for each that comes after. */
async function openTokenServer(...ends: End[]): Promise<Backend & { clients: () => unknown[] }> {
  let count = 0;
  const server = await openBackend((response) => {
    count += 1;
    (ends[count - 1] ?? give(count))(response);
  });
  return { ...server, clients: () => server.requests.map(({ headers }) => headers['x-client-id']) };
}

const readRecord = async ({ files }: Command): Promise<Record<string, unknown> | undefined> => {
  const text = await files.read(RECORD);
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
};

/** Another command on the same machine. */
const again = ({ settings, files, lock }: Command): Promise<Command> =>
  createCommand(settings.apiUrl, { files, lock });

test("works with the user's token and asks for none", async () => {
  const server = await openTokenServer();
  const command = await createCommand(server.url, { settings: { token: 'own-1' } });
  const { account } = await connect(command);
  expect(account).toMatchObject({ token: 'own-1', anonymous: false, expiresAt: null });
  expect(server.requests).toEqual([]);
  expect(await readRecord(command)).toBeUndefined();
  expect(command.reporter.hidden).toEqual(['own-1']);
  expect(command.reporter.progressed).toEqual(['Connecting…']);
});

test('asks for a starter token once and keeps it', async () => {
  const server = await openTokenServer();
  const command = await createCommand(server.url);
  const { account } = await connect(command);
  const clientId = (await command.files.read('client_id')) ?? '';
  expect(clientId).toMatch(/^[\da-f-]{36}\n$/);
  expect(account).toEqual({
    token: 'nmv_usr_1',
    anonymous: true,
    clientId: clientId.trim(),
    userId: 'anon_1',
    expiresAt: new Date(7 * DAY_MS).toISOString(),
  });
  expect((await connect(await again(command))).account).toEqual(account);
  expect(await findAccount(command)).toEqual(account);
  expect(command.reporter.hidden).toContain('nmv_usr_1');
  expect(server.requests).toMatchObject([
    {
      method: 'POST',
      path: '/api/auth/anonymous-token',
      body: '',
      headers: { 'x-client-id': clientId.trim(), 'x-skill-source': 'ai-video-download' },
    },
  ]);
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('uses the client id that another skill has stored', async () => {
  const server = await openTokenServer();
  const command = await createCommand(server.url);
  await command.files.write('client_id', 'client-17\n');
  await connect(command);
  expect(server.clients()).toEqual(['client-17']);
  expect(await command.files.read('client_id')).toBe('client-17\n');
});

test('the request is on record before it is sent', async () => {
  const seen: unknown[] = [];
  const reading: Promise<unknown>[] = [];
  const server = await openTokenServer((response) => {
    reading.push(readRecord(command).then((record) => seen.push(record)));
    give(1)(response);
  });
  const command = await createCommand(server.url);
  await connect(command);
  await Promise.all(reading);
  const { client_id } = (await readRecord(command)) ?? {};
  expect(seen).toMatchObject([{ version: 1, client_id, requested_at: new Date(0).toISOString() }]);
});

test.each([
  ['cut off', '{"version":1,"client_id":"c'],
  ['of a newer version', '{"version":2,"client_id":"c","requested_at":"2026-01-01T00:00:00Z"}'],
])('never guesses at a record that is %s', async (_what, text) => {
  const server = await openTokenServer();
  const command = await createCommand(server.url);
  await command.files.write(RECORD, text);
  const path = join(command.files.folder, RECORD);
  for (const act of [connect, findAccount])
    await expect(act(command)).rejects.toMatchObject({
      kind: 'file',
      message: expect.stringContaining(path),
    });
  expect(server.requests).toEqual([]);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('never guesses at a client id that is none', async () => {
  const command = await createCommand('http://127.0.0.1:9');
  await command.files.write('client_id', 'two words\n');
  await expect(connect(command)).rejects.toMatchObject({ kind: 'file' });
});

/** Ends of a token request after which nobody knows whether a token was given. */
test.each<[string, End]>([
  ['the connection breaks', breakOff],
  ['a gateway answers', (response) => sendJson(response, { code: 429 }, 502)],
  ['the answer cannot be read', (response) => sendJson(response, '{"code":0,"data":{"tok')],
])('after a request where %s, one new client id is made, and said so', async (_what, end) => {
  const server = await openTokenServer(end);
  const command = await createCommand(server.url);
  await expect(connect(command)).rejects.toMatchObject({ isRefused: false });
  expect(server.requests).toHaveLength(1);

  const second = await createCommand(server.url, { files: command.files });
  await connect(second);
  const [first, other] = server.clients();
  expect(other).not.toBe(first);
  expect(second.reporter.notices.join()).toContain('asks again under a new client id');
  expect(await second.files.read('client_id')).toBe(`${String(other)}\n`);

  const third = await createCommand(server.url, { files: command.files });
  await connect(third);
  expect(third.reporter.notices).toEqual([]);
  expect(server.requests).toHaveLength(2);
});

test('a client id that was replaced is not replaced again when its own request is refused', async () => {
  const server = await openTokenServer(breakOff, (response) => sendJson(response, {}, 403));
  const command = await createCommand(server.url);
  await expect(connect(command)).rejects.toMatchObject({ isRefused: false });
  await expect(connect(command)).rejects.toMatchObject({ isRefused: true });
  await connect(command);
  const [first, second, third] = server.clients();
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  expect(command.reporter.notices).toHaveLength(1);
});

test('after 7 days the old client id will do again', async () => {
  const server = await openTokenServer(breakOff);
  const command = await createCommand(server.url);
  await expect(connect(command)).rejects.toThrow();
  await command.clock.sleep(7 * DAY_MS);
  await connect(command);
  expect(new Set(server.clients()).size).toBe(1);
});

test("never replaces the user's NEMO_CLIENT_ID", async () => {
  const server = await openTokenServer(breakOff, refuseClient);
  const command = await createCommand(server.url, { settings: { clientId: 'mine' } });
  await expect(connect(command)).rejects.toMatchObject({ kind: 'network' });
  await expect(connect(command)).rejects.toMatchObject({ kind: 'auth', status: 400, row: 400 });
  await connect(command);
  expect(server.clients()).toEqual(['mine', 'mine', 'mine']);
  expect(await command.files.read('client_id')).toBeUndefined();
  expect(command.reporter.notices).toEqual([]);
});

test('a refused request leaves no trace: the same client asks again', async () => {
  const command = await createCommand(CLOSED_URL);
  await expect(connect(command)).rejects.toMatchObject({ kind: 'network', isRefused: true });
  expect(await readRecord(command)).toBeUndefined();
  expect(command.clock.slept).toEqual([500, 1000]);
});

test('makes another client id, once, where the backend does not take this one', async () => {
  const server = await openTokenServer(refuseClient, refuseClient);
  const command = await createCommand(server.url);
  await expect(connect(command)).rejects.toMatchObject({ kind: 'auth', row: 400 });
  expect(server.requests).toHaveLength(2);
  expect(new Set(server.clients()).size).toBe(2);
});

test.each([
  ['a date', '1970-01-03T00:00:00Z', 2 * DAY_MS],
  ['a date that is over', '1969-01-01T00:00:00Z', 7 * DAY_MS],
  ['nothing', null, 7 * DAY_MS],
])('a token lives until the time that is told by %s', async (_what, expires_at, expiresMs) => {
  const server = await openTokenServer((response) =>
    sendJson(response, { token: 'nmv_usr_1', expires_at }),
  );
  const { account } = await connect(await createCommand(server.url));
  expect(account.expiresAt).toBe(new Date(expiresMs).toISOString());
});

test('asks for another token, under the same client id, when the stored one has expired', async () => {
  const server = await openTokenServer();
  const command = await createCommand(server.url);
  await connect(command);
  await command.clock.sleep(7 * DAY_MS);
  expect(await findAccount(command)).toBeUndefined();
  const { account } = await connect(command);
  expect(account.token).toBe('nmv_usr_2');
  expect(new Set(server.clients()).size).toBe(1);
  expect(command.reporter.notices).toEqual([
    'The free starter token had expired; a new one is requested.',
  ]);
});

test('a token that was given to another client is not used', async () => {
  const server = await openTokenServer();
  const command = await createCommand(server.url);
  await connect(command);
  const mine = await createCommand(server.url, {
    files: command.files,
    settings: { clientId: 'mine' },
  });
  expect(await findAccount(mine)).toBeUndefined();
  expect((await connect(mine)).account).toMatchObject({ token: 'nmv_usr_2', clientId: 'mine' });
});

test('keeps projects apart by account, and no token in the name', () => {
  const account = { token: 'secret', clientId: 'c-1', userId: undefined, expiresAt: null };
  expect(accountKey({ ...account, anonymous: true })).toBe('starter-c-1');
  expect(accountKey({ ...account, anonymous: false })).toMatch(/^own-[\da-f]{16}$/);
});
