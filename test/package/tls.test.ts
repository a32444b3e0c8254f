/** The way to real hosts: TLS, a proxy, a company's certificate. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finishRenders } from './finished.ts';
import {
  clearSamples,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';
import { CERTIFICATE, forwardTo, openNameProxy, serveTls } from './tls-server.ts';

let samples: Samples;
let clip: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  clip = await readFile(samples.clip);
});
afterAll(() => clearSamples(samples));

const CDN = 'cdn.example.com:443';
const API = 'api.example.com:443';

/** A stage whose renders lie at an address of the internet, which only the proxy can reach. */
async function setCompany(url: string, serve: RequestListener) {
  const stage = await setStage();
  finishRenders(stage.studio, url);
  const proxy = await openNameProxy({ [CDN]: await serveTls(serve) });
  const certificate = join(stage.home, 'company.pem');
  await writeFile(certificate, CERTIFICATE);
  const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
  const behind = (own: Record<string, string>): Stage =>
    stageFor(stage.studio, stage.home, { env: { ...env, ...own } });
  return { stage, proxy, behind, trusting: behind({ NODE_EXTRA_CA_CERTS: certificate }) };
}

const exportTo = (stage: Stage): ReturnType<Stage['json']> =>
  stage.json('export', '--out', join(stage.home, 'out/'));

test('a file is fetched from another host over TLS, and that host learns nothing of us', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const { proxy, trusting } = await setCompany('https://cdn.example.com/v.mp4', (asked, answer) => {
    seen.push(asked.headers);
    answer.writeHead(200, { 'Content-Type': 'video/mp4' }).end(clip);
  });
  const { file } = await exportTo(trusting);

  expect((await readFile(file)).equals(clip)).toBe(true);
  expect(proxy.targets).toEqual([CDN]);
  expect(seen).toHaveLength(1);
  expect(Object.keys(seen[0] ?? {}).filter((name) => /^(?:authorization|x-)/.test(name))).toEqual(
    [],
  );
});

test('a certificate that nobody vouches for is not accepted', async () => {
  const { behind } = await setCompany('https://cdn.example.com/v.mp4', (_asked, answer) =>
    answer.end(clip),
  );
  const document = await exportTo(behind({}));

  expect(document).toMatchObject({
    exitCode: 8,
    error: {
      kind: 'network',
      message: expect.stringContaining('is not trusted'),
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    },
  });
});

test('a redirect from a trusted host into the local network is not followed', async () => {
  const { stage, proxy, trusting } = await setCompany(
    'https://cdn.example.com/v.mp4',
    (_asked, answer) => answer.writeHead(302, { Location: 'https://10.0.0.1/admin' }).end(),
  );
  const document = await exportTo(trusting);

  expect(document['error'].message).toContain('leads into a private network');
  expect(new Set(proxy.targets)).toEqual(new Set([CDN]));
  expect(await readdir(join(stage.home, 'out'))).toEqual([]);
});

test('a whole job goes over TLS and a proxy', async () => {
  const studio = await setStage();
  const proxy = await openNameProxy({ [API]: await serveTls(forwardTo(studio.studio.url)) });
  const certificate = join(studio.home, 'company.pem');
  await writeFile(certificate, CERTIFICATE);
  const stage = stageFor(studio.studio, studio.home, {
    env: {
      NEMO_API_URL: 'https://api.example.com',
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: certificate,
    },
  });
  const words = ['trim to 1 second and export it', '--file', samples.clip];
  const document = await stage.json('run', ...words, '--out', `${stage.home}/`);

  // The studio names its own http address for the file; the API is asked for it instead.
  expect(document).toMatchObject({ exitCode: 0, video: { duration_s: 1 } });
  expect(new Set(proxy.targets)).toEqual(new Set([API]));
});
