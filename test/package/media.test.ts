/** `export --media` as it is built: what a session holds comes home as it is and proven, the rest is named. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reply } from '../support/hostile-reply.ts';
import { serveVideo, type HostileRequest } from '../support/hostile-backend.ts';
import { serveHttp } from '../support/serve.ts';
import { MUSIC, padVideo, setHostileStage, video, type HostileStage } from './support.ts';

const film = padVideo(video, 8_000_000);
const music = await readFile(MUSIC);
const PAGE = '<!doctype html><html><body>Sign in</body></html>';
const FILES: Record<string, Buffer> = { 'a.mp4': film, 'b.mp4': video, 'song.m4a': music };

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const ofMedia = ({ backend }: HostileStage): HostileRequest[] =>
  backend.requests.filter(({ route }) => route === 'media');

function serve(request: HostileRequest): Reply | undefined {
  const file = FILES[request.id];
  if (request.id === 'page.mp4') return { headers: { 'Content-Type': 'video/mp4' }, body: PAGE };
  return file && serveVideo(file, request);
}

/** A session with these lists; files are served under /media. */
async function setSession(lists: (url: string) => object): Promise<HostileStage> {
  const stage = await setHostileStage({});
  const { backend } = stage;
  backend.on('state', () => ({ body: { code: 0, data: { state: lists(backend.url) } } }));
  backend.on('media', serve);
  return stage;
}

/** Two with equal names, a page, a private address, none at all, and music that was generated. */
const six = (url: string): object => ({
  video_infos: [
    { filename: 'clip.mp4', file_type: 'video', cdn_url: `${url}/media/a.mp4`, duration: 2 },
    { filename: 'clip.mp4', file_type: 'video', cdn_url: `${url}/media/b.mp4` },
    { filename: 'page.mp4', file_type: 'video', cdn_url: `${url}/media/page.mp4` },
    { filename: 'inside.mp4', cdn_url: 'https://10.0.0.5/media/inside.mp4?key=SECRET' },
    { filename: 'lost.png', file_type: 'image' },
  ],
  generated_media: { music: [{ title: 'Lo-fi', audio: { url: `${url}/media/song.m4a` } }] },
});

test('of six, what is good is saved and proven, and the rest is named', async () => {
  const stage = await setSession(six);
  const out = join(stage.home, 'media');
  const document = await stage.json('export', '--media', 'all', '--out', `${out}/`);

  expect(document).toMatchObject({ exitCode: 0, ok: true, status: 'done' });
  expect(document['files']).toEqual([
    { name: 'clip.mp4', file: join(out, 'clip.mp4'), bytes: film.length, type: 'video' },
    { name: 'clip.mp4', file: join(out, 'clip (2).mp4'), bytes: video.length, type: 'video' },
    { name: 'Lo-fi', file: join(out, 'Lo-fi.m4a'), bytes: music.length, type: 'audio' },
  ]);
  expect(document['notices']).toEqual([
    expect.stringMatching(/page\.mp4 was not saved: .*a web page came instead/),
    expect.stringMatching(/inside\.mp4 was not saved: .*https:\/\/10\.0\.0\.5.*private network/),
    expect.stringMatching(/lost\.png was not saved: .*no address/),
  ]);
  expect(JSON.stringify(document)).not.toMatch(/SECRET|Sign in/);
  expect((await readdir(out)).toSorted()).toEqual(['Lo-fi.m4a', 'clip (2).mp4', 'clip.mp4']);
  expect(hash(await readFile(join(out, 'clip.mp4')))).toBe(hash(film));
  expect(hash(await readFile(join(out, 'clip (2).mp4')))).toBe(hash(video));
});

test('in text each file has a line, and state says what is there', async () => {
  const stage = await setSession(six);
  const { stdout } = await stage.run('export', '--media', 'all', '--out', `${stage.home}/m/`);
  expect(stdout).toContain('✅ Saved clip.mp4 (video, 8.0 MB)');
  expect(stdout).toContain(`Saved to ${join(stage.home, 'm', 'Lo-fi.m4a')}`);
  expect(stdout).toContain('⚠️ lost.png was not saved: the session names no address for it');

  const { media } = await stage.json('state');
  expect(media).toEqual([
    { name: 'clip.mp4', type: 'video', duration_s: 2, generated: false, downloadable: true },
    { name: 'clip.mp4', type: 'video', generated: false, downloadable: true },
    { name: 'page.mp4', type: 'video', generated: false, downloadable: true },
    { name: 'inside.mp4', type: 'video', generated: false, downloadable: false },
    { name: 'lost.png', type: 'image', generated: false, downloadable: false },
    { name: 'Lo-fi', type: 'audio', generated: true, downloadable: true },
  ]);
});

test('the words of a user do it too, and the token goes to the API alone', async () => {
  let headers: object | undefined;
  const elsewhere = await serveHttp((request, response) => {
    headers = request.headers;
    response.end(music);
  });
  const stage = await setSession((url) => ({
    video_infos: [{ filename: 'own.m4a', cdn_url: `${url}/media/song.m4a` }],
    generated_media: [{ name: 'made', type: 'music', url: `${elsewhere}/x` }],
  }));
  const route = await stage.json('route', 'download the generated music');
  expect(route['plan']).toMatchObject([{ action: 'export', media: 'generated audio' }]);
  const document = await stage.json('run', 'download the generated music', '--out', stage.home);
  const file = join(stage.home, 'made.m4a');
  expect(document).toMatchObject({
    status: 'done',
    steps: [{ action: 'export', status: 'done', files: [{ name: 'made', file, type: 'audio' }] }],
  });
  expect(headers).not.toHaveProperty('authorization');
  expect(stage.backend.count('chat') + stage.backend.count('submit')).toBe(0);

  await stage.json('run', '下载原视频', '--out', stage.home);
  expect(ofMedia(stage)[0]?.token).toMatch(/^nmv_usr_/);
});

test('a name for one keeps its ending, a taken one gets a number, --force overwrites', async () => {
  const stage = await setSession((url) => ({
    generated_media: [{ name: '../../etc/Lo:fi?.mp3', url: `${url}/media/song.m4a` }],
  }));
  const save = (...args: string[]) => stage.json('export', '--media', 'all', ...args);
  const files = [
    await save('--out', join(stage.home, 'my song.m4a')),
    await save('--out', join(stage.home, 'my song.MP4')),
    await save('--out', `${stage.home}/out/`),
    await save('--out', `${stage.home}/out/`),
    await save('--out', `${stage.home}/out/`, '--force'),
  ].map((document) => document['files'][0].file);
  const [own, boxed, ...others] = files;
  expect(own).toBe(join(stage.home, 'my song.m4a'));
  // The same boxes under another name.
  expect(boxed).toBe(join(stage.home, 'my song.MP4'));
  // It is no MP3.
  expect(others).toEqual(
    ['Lofi.m4a', 'Lofi (2).m4a', 'Lofi.m4a'].map((name) => join(stage.home, 'out', name)),
  );
});

test('a server in trouble leaves the job open: what was saved stays, the rest comes later', async () => {
  const stage = await setSession(six);
  let isIll = true;
  stage.backend.on('media', (request) =>
    isIll && request.id === 'b.mp4' ? { status: 503, body: 'later' } : serve(request),
  );
  const failed = await stage.json('export', '--media', 'video', '--out', `${stage.home}/m/`);
  expect(failed).toMatchObject({ status: 'failed', error: { kind: 'backend', status: 503 } });
  expect(failed['files']).toHaveLength(1);
  expect(failed['notices']).toEqual([
    expect.stringMatching(/page\.mp4 was not saved: .*a web page came instead/),
    expect.stringMatching(/inside\.mp4 was not saved: .*private network/),
  ]);

  isIll = false;
  const done = await stage.goOn(failed);
  expect(done).toMatchObject({ status: 'done', notices: failed['notices'] });
  expect(done['files']).toHaveLength(2);
  expect(ofMedia(stage).filter(({ id }) => id === 'a.mp4')).toHaveLength(1);
});

test.each([
  [
    ['--media', 'nothing.mp4'],
    'usage',
    /holds no media "nothing\.mp4"/,
    /clip\.mp4, clip\.mp4, page\.mp4/,
  ],
  [['--media', 'all', '--resolution', '720p'], 'usage', /as they are/, /./],
  [['--media', 'all', '--out', 'one.mp4'], 'usage', /names one file, and 6 are wanted/, /folder/],
  [['--media', 'page.mp4'], 'backend', /Nothing could be saved\. page\.mp4: .*web page/, /./],
])('%j is refused in one line, and nothing is left', async (...[args, kind, message, advice]) => {
  const stage = await setSession(six);
  const document = await stage.json('export', '--out', `${stage.home}/m/`, ...args);
  expect(document).toMatchObject({ ok: false, error: { kind } });
  expect(document['error'].message).toMatch(message);
  expect(document['error'].advice).toMatch(advice);
  expect('next' in document).toBe(kind !== 'usage');
  expect(await readdir(join(stage.home, 'm')).catch(() => [])).toEqual([]);
});

test('an empty session has nothing to save', async () => {
  const stage = await setSession(() => ({ video_infos: [] }));
  expect(await stage.json('export', '--media', 'all')).toMatchObject({
    exitCode: 9,
    error: { kind: 'empty', message: 'The session holds no media' },
  });
});
