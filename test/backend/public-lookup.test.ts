import { expect, test } from 'vitest';
import { openHttp } from '../support/backend.ts';

test('a name that stands for this machine is refused when only public ones may answer', async () => {
  const http = openHttp('https://api.example');
  const request = { method: 'GET', url: 'https://localhost/v.mp4', reach: 'public' } as const;

  await expect(http.request(request)).rejects.toMatchObject({
    kind: 'backend',
    message: 'localhost leads into a private network',
  });
});

test('an ordinary request may go to this machine', async () => {
  const http = openHttp('https://api.example');

  await expect(
    http.request({ method: 'GET', url: 'https://localhost:9/v.mp4' }),
  ).rejects.toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
});
