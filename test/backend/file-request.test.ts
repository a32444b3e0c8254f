import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { openFile } from '../../src/backend/file-request.ts';
import { openBackend, openHttp } from '../support/backend.ts';

const open = (apiUrl: string, address: string) =>
  openFile(openHttp(apiUrl), address, {
    caller: { token: 'nmv_usr_1', anonymous: true, userId: undefined },
  });

const redirect = (response: ServerResponse, location: string, status = 302): void => {
  response.writeHead(status, { Location: location });
  response.end();
};

test.each([301, 302, 303, 307, 308])(
  'follows a %i to another host without the token',
  async (status) => {
    const cdn = await openBackend((response) => response.end('bytes'));
    const api = await openBackend((response) =>
      redirect(response, `${cdn.url}/file.mp4?sign=1`, status),
    );
    const response = await open(api.url, '/api/render/proxy/r/download');
    expect(await response.text()).toBe('bytes');
    expect(api.requests[0]?.headers.authorization).toBe('Bearer nmv_usr_1');
    expect(cdn.requests).toMatchObject([{ path: '/file.mp4?sign=1' }]);
    expect(Object.keys(cdn.requests[0]?.headers ?? {}).join()).not.toMatch(/authorization|x-skill/);
  },
);

test('follows a relative redirect', async () => {
  const api = await openBackend((response, { path }) =>
    path === '/a/b' ? redirect(response, 'c?d=1') : response.end('bytes'),
  );
  expect(await (await open(api.url, '/a/b')).text()).toBe('bytes');
  expect(api.requests.map(({ path }) => path)).toEqual(['/a/b', '/a/c?d=1']);
});

test.each([
  ['http://10.0.0.8/file.mp4', 'is not https'],
  ['https://169.254.169.254/latest', 'leads into a private network'],
  ['https://user:secret@example.com/', 'carries a password'],
  ['file:///etc/passwd', 'is not https'],
])('refuses a redirect to %s', async (location, reason) => {
  const api = await openBackend((response) => redirect(response, location));
  await expect(open(api.url, '/file')).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringContaining(reason),
  });
  expect(api.requests).toHaveLength(1);
});

test('gives up on a file that is redirected again and again', async () => {
  const api = await openBackend((response) => redirect(response, '/file'));
  await expect(open(api.url, '/file')).rejects.toMatchObject({ kind: 'backend' });
  expect(api.requests).toHaveLength(6);
});

test('asks for the bytes as they are', async () => {
  const api = await openBackend((response) => response.end());
  await open(api.url, '/file');
  expect(api.requests[0]?.headers['accept-encoding']).toBe('identity');
});
