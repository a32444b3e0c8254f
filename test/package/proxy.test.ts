/** The way to real hosts: through a proxy and past it, over TLS, with a company's certificate. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import { CERTIFICATE, openProxy, serveTls } from './servers.ts';
import { setStage } from './studio-stage.ts';
import { CLIP, TRIM, setHostileStage, video } from './support.ts';

test('every script works through a proxy, and nothing goes past it', async () => {
  const stage = await setStage();
  const { host, port } = new URL(stage.studio.url);
  const proxy = await openProxy({ [host]: port });
  const behind = stage.with({ env: { http_proxy: proxy.url.replace('//', '//me:s%40cret@') } });
  for (const words of [
    ['connect'],
    ['upload', CLIP],
    ['chat', TRIM],
    ['state'],
    ['credits'],
    ['export', '--out', `${stage.home}/`],
    ['doctor'],
  ])
    expect(await behind.json(...words), words.join(' ')).toMatchObject({ exitCode: 0, ok: true });

  expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set([host]));
  expect(proxy.tunnels[0]?.authorization).toBe(`Basic ${btoa('me:s@cret')}`);
  expect(proxy.plain).toBe(0);
});

test.each(['*', '.example.com,127.0.0.1'])(
  'NO_PROXY=%s reaches the API without the proxy',
  async (NO_PROXY) => {
    const proxy = await openProxy({});
    const stage = (await setHostileStage()).with({ env: { HTTP_PROXY: proxy.url, NO_PROXY } });

    expect(await stage.json('credits')).toMatchObject({ exitCode: 0 });
    expect(proxy.tunnels).toEqual([]);
  },
);

test('a proxy that turns us away, or is not there, is named, and its password is not', async () => {
  const { url } = await openProxy({});
  for (const proxy of [url, 'http://127.0.0.1:9']) {
    const env = { HTTP_PROXY: proxy.replace('//', '//me:s3cret@') };
    const document = await (await setHostileStage()).with({ env }).json('chat', 'hello');

    expect(document).toMatchObject({ exitCode: 8, error: { kind: 'network' } });
    expect(document['error'].advice).toContain(`A proxy is set (${new URL(proxy).host})`);
    expect(JSON.stringify(document)).not.toContain('s3cret');
  }
});

test.each(['socks5://127.0.0.1:1080', 'not a proxy'])(
  'a proxy at %j is refused before anything is sent',
  async (HTTPS_PROXY) => {
    const stage = (await setHostileStage()).with({ env: { HTTPS_PROXY } });

    expect(await stage.json('credits')).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
    expect(stage.backend.requests).toEqual([]);
  },
);

const CDN = 'cdn.example.com:443';

/** A stage whose renders lie at an address of the internet, which only the proxy can reach. */
async function setCompany(serve: RequestListener) {
  const stage = await setHostileStage({ draft: draftOf('The beginning') });
  const url = 'https://cdn.example.com/v.mp4';
  stage.backend.on('poll', { body: { status: 'completed', output: { url } } });
  stage.backend.on('download', { status: 404 });
  const proxy = await openProxy({ [CDN]: await serveTls(serve) });
  const certificate = join(stage.home, 'company.pem');
  await writeFile(certificate, CERTIFICATE);
  const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
  const trust = { ...env, NODE_EXTRA_CA_CERTS: certificate };
  const words = ['export', '--out', join(stage.home, 'out/')];
  return {
    stage,
    proxy,
    exportWarily: () => stage.with({ env }).json(...words),
    exportTrusting: () => stage.with({ env: trust }).json(...words),
  };
}

test('a file is fetched from another host over TLS, and that host learns nothing of us', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const { proxy, exportTrusting } = await setCompany((asked, answer) => {
    seen.push(asked.headers);
    answer.writeHead(200, { 'Content-Type': 'video/mp4' }).end(video);
  });
  const { file } = await exportTrusting();

  expect((await readFile(file)).equals(video)).toBe(true);
  expect(proxy.tunnels.map(({ target }) => target)).toEqual([CDN]);
  expect(seen).toHaveLength(1);
  const told = Object.keys(seen[0] ?? {}).filter((name) => /^(?:authorization|x-)/.test(name));
  expect(told).toEqual([]);
});

test('a certificate that nobody vouches for is not accepted', async () => {
  const { exportWarily } = await setCompany((_asked, answer) => answer.end(video));

  expect(await exportWarily()).toMatchObject({
    exitCode: 8,
    error: {
      kind: 'network',
      message: expect.stringContaining('is not trusted'),
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    },
  });
});

test('a redirect from a trusted host into the local network is not followed', async () => {
  const { stage, proxy, exportTrusting } = await setCompany((_asked, answer) =>
    answer.writeHead(302, { Location: 'https://10.0.0.1/admin' }).end(),
  );
  const document = await exportTrusting();

  expect(document['error'].message).toContain('leads into a private network');
  expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set([CDN]));
  expect(await readdir(join(stage.home, 'out'))).toEqual([]);
});
