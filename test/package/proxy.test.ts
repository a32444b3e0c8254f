/** Every script through a proxy, and past it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  clearSamples,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

interface Proxy {
  url: string;
  /** What was asked to be connected to, with the credentials that came along. */
  tunnels: { target: string; authorization: string | undefined }[];
  /** Plain requests, which a tunnel needs none of. */
  plain: number;
}

/** A proxy that tunnels (RFC 9110, 9.3.6), or turns everything away. */
async function openProxy({ refuses = false } = {}): Promise<Proxy> {
  const proxy: Proxy = { url: '', tunnels: [], plain: 0 };
  const server = createServer((_request, response) => {
    proxy.plain += 1;
    response.writeHead(400).end();
  });
  server.on('connect', (request, client, head) => {
    const target = request.url ?? '';
    proxy.tunnels.push({ target, authorization: request.headers['proxy-authorization'] });
    if (refuses) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host = '', port = ''] = target.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

const behind = (stage: Stage, env: Record<string, string>): Stage =>
  stageFor(stage.studio, stage.home, { env });

/** Runs every script that talks to the backend, a whole job among them. */
async function doEverything(stage: Stage): Promise<void> {
  const jobs = [
    ['connect'],
    ['upload', samples.clip],
    ['chat', 'trim to 1 second'],
    ['state'],
    ['credits'],
    ['export', '--out', join(stage.home, 'a.mp4')],
    ['run', 'show the timeline and export it', '--out', join(stage.home, 'b.mp4')],
    ['doctor'],
  ];
  for (const words of jobs)
    expect(await stage.json(...words), words.join(' ')).toMatchObject({ exitCode: 0, ok: true });
}

test('every script works through a proxy, and nothing goes past it', async () => {
  const proxy = await openProxy();
  const stage = await setStage();
  await doEverything(behind(stage, { http_proxy: proxy.url.replace('//', '//me:s%40cret@') }));

  const host = new URL(stage.studio.url).host;
  expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set([host]));
  expect(proxy.tunnels[0]?.authorization).toBe(`Basic ${btoa('me:s@cret')}`);
  expect(proxy.plain).toBe(0);
});

test.each(['127.0.0.1', '*', '.example.com,127.0.0.1'])(
  'NO_PROXY=%s reaches the API without the proxy',
  async (names) => {
    const proxy = await openProxy();
    const stage = behind(await setStage(), { HTTP_PROXY: proxy.url, NO_PROXY: names });

    expect(await stage.json('credits')).toMatchObject({ exitCode: 0 });
    expect(proxy.tunnels).toEqual([]);
  },
);

test('a proxy that turns us away is named, and its password is not', async () => {
  const proxy = await openProxy({ refuses: true });
  const stage = behind(await setStage(), { HTTP_PROXY: proxy.url.replace('//', '//me:s3cret@') });
  const document = await stage.json('chat', 'hello');

  expect(document).toMatchObject({
    exitCode: 8,
    error: { kind: 'network', advice: expect.stringContaining(new URL(proxy.url).host) },
  });
  expect(JSON.stringify(document)).not.toContain('s3cret');
});

test('a proxy that is not there is named', async () => {
  const stage = behind(await setStage(), { HTTP_PROXY: 'http://127.0.0.1:9' });

  expect(await stage.json('credits')).toMatchObject({
    exitCode: 8,
    error: { advice: expect.stringContaining('A proxy is set (127.0.0.1:9)') },
  });
});

test.each(['socks5://127.0.0.1:1080', 'http://', 'not a proxy'])(
  'a proxy at %j is refused before anything is sent',
  async (address) => {
    const stage = await setStage();
    const document = await behind(stage, { HTTPS_PROXY: address }).json('credits');

    expect(document).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
    expect(stage.studio.requests).toEqual([]);
  },
);
