/** What cannot be used is refused before anything is sent: one clear line, the right exit code, nothing overwritten. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CLIP, setHostileStage, type HostileStage } from './support.ts';

let stage: HostileStage;
beforeEach(async () => {
  stage = await setHostileStage();
});

async function expectRefusal(words: string[], exitCode: number, says: RegExp): Promise<void> {
  const sent = stage.backend.requests.length;
  const text = await stage.run(...words);

  expect(text.exitCode, text.stdout).toBe(exitCode);
  expect(text.stdout).toMatch(/^❌ [^\n]+\n$/);
  expect(text.stdout).toMatch(says);
  expect(stage.backend.requests).toHaveLength(sent);
}

const RUN_TAKES = /the user's words, or steps/;

test.each([
  [['chat', 'hello', '--bogus'], /Unknown option '--bogus'.*--again/],
  [['chat', '加个标题', '--bogus'], /未知选项 '--bogus'.*--again/],
  [['chat', 'two', 'words'], /expects one MESSAGE; given: "two" "words"/],
  [['run', 'trim it', '--export'], RUN_TAKES],
  [['run', '--edit', 'trim it', '--edit', ' \n'], /--edit is empty/],
  [['run', '--file', '', '--export'], /--file/],
  [['run', '--resume', '../../account'], /no job \.\.\/\.\.\/account on this machine/],
  [['run', '--resume', '--out', 'a.mp4'], /takes no --out/],
  [['export', '--format', 'gif'], /--format gif is not available.*mp4/],
  [['export', '--resolution', '4k'], /--resolution 4k is not a size.*1080p/],
  [['export', '--out', 'video.avi'], /video\.avi does not end in \.mp4/],
  [['credits', '--wait', 'soon'], /--wait soon is not a number of seconds/],
  [['upload', 'https://user:secret@host/clip.mp4'], /https:\/\/host\/… cannot be uploaded from/],
])('%j is refused', async (words, says) => {
  await expectRefusal(words, 2, says);
});

test.each([
  ['neither JSON nor lines', '{"file": "a.mp4"}\nfile: b.mp4', /line 2/],
  ['a slip in a name', '[{"file": "a.mp4", "txt": "trim it"}]', /Item 1 .*"txt"/],
])('a manifest with %s is refused', async (_what, items, says) => {
  await writeFile(join(stage.home, 'videos.json'), items);

  await expectRefusal(['batch', 'videos.json'], 2, says);
});

test('as a document, a refusal has its kind, no job and nothing to go on with', async () => {
  const [usage, file] = await Promise.all([
    stage.json('run', '--edit', ''),
    stage.json('batch', 'no-such.json'),
  ]);

  expect(usage).toMatchObject({ exitCode: 2, status: 'failed', error: { kind: 'usage' } });
  expect(file).toMatchObject({ exitCode: 6, status: 'failed', error: { kind: 'file' } });
  for (const document of [usage, file]) {
    expect(document).toMatchObject({ ok: false, notices: [] });
    expect(document['error'].advice).not.toBe('');
    for (const field of ['job', 'next']) expect(document).not.toHaveProperty(field);
  }
  expect(stage.backend.requests).toEqual([]);
});

type Make = (path: string) => Promise<unknown> | void;
const holding =
  (content: string | Uint8Array): Make =>
  (path) =>
    writeFile(path, content);
const WINDOWS_PROGRAM = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')], 512);

test.each<[string, Make, RegExp]>([
  ['a pipe', (path) => void execFileSync('mkfifo', [path]), /is not a regular file/],
  ['empty', holding(''), /clip\.mp4 is empty/],
  ['a program', holding(WINDOWS_PROGRAM), /clip\.mp4 is exe/],
  ['a web page', holding('<!doctype html><title>404</title>'), /cannot be uploaded.*mp4, mov, avi/],
  [
    '501 MB',
    async (path) => {
      await writeFile(path, await readFile(CLIP));
      await truncate(path, 501 * 1024 * 1024);
    },
    /clip\.mp4 has 52\d\.\d MB, and 500 MB is the limit/,
  ],
])('a clip.mp4 that is %s cannot be uploaded', async (_what, make, says) => {
  await make(join(stage.home, 'clip.mp4'));

  await expectRefusal(['upload', 'clip.mp4', CLIP], 6, says);
});

test('a video must have a place to go before anything is paid for', async () => {
  await writeFile(join(stage.home, 'taken'), '');
  const words = ['run', '--edit', 'add a title', '--export', '--out', 'taken/deeper/'];

  await expectRefusal(words, 6, /taken\S* cannot be written to \(ENOTDIR\)/);
});

test('an export of nothing says so and submits nothing', async () => {
  const document = await stage.json('export');

  expect(document).toMatchObject({ exitCode: 9, error: { kind: 'empty' } });
  expect(stage.backend.count('submit')).toBe(0);
});

test.each([
  ['account.json', ['credits']],
  ['client_id', ['connect']],
  ['session', ['chat', 'mute it']],
])('a broken %s is named, and neither guessed at nor overwritten', async (name, words) => {
  const folder = join(stage.home, '.config/nemovideo');
  await mkdir(folder, { recursive: true });
  // The client id is read only while there is no account.
  if (name === 'client_id') await writeFile(join(folder, name), '');
  else await stage.json('connect');
  const found = (await readdir(folder, { recursive: true })).find((entry) =>
    (entry.split('/').at(-1) ?? '').startsWith(name),
  );
  const path = join(folder, found ?? '');
  await writeFile(path, '{"half": \u0000');
  const posts = stage.backend.count('chat') + stage.backend.count('token');
  const document = await stage.json(...words);

  expect(document).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  expect(document['error'].message).toContain(path);
  expect(await readFile(path, 'utf8')).toBe('{"half": \u0000');
  expect(stage.backend.count('chat') + stage.backend.count('token')).toBe(posts);
});

test('an unreachable API is one line that names the host to allow', async () => {
  const nowhere = stage.with({ env: { NEMO_API_URL: 'http://127.0.0.1:9' } });
  const { exitCode, stdout } = await nowhere.run('credits');

  expect(exitCode).toBe(8);
  expect(stdout).toMatch(
    /^❌ POST \/api\/auth\/anonymous-token: 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. .*allow the host 127\.0\.0\.1:9.*\n$/,
  );
});

test.each(['http://example.com', 'not a url', 'https://user:pw@host'])(
  'NEMO_API_URL %s is refused',
  async (url) => {
    stage = stage.with({ env: { NEMO_API_URL: url } });
    const says = /^❌ NEMO_API_URL is (?!.*pw).*https/;

    await expectRefusal(['credits'], 2, says);
  },
);
