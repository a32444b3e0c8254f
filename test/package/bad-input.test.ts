/** What cannot be used is refused before anything is sent: one clear line, the right exit code, nothing overwritten. */
import { mkdir, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { setHostileStage, type HostileStage } from './hostile-stage.ts';

let stage: HostileStage;
beforeEach(async () => {
  stage = await setHostileStage();
});

interface Refusal {
  exitCode: number;
  kind: string;
  says: RegExp;
}

async function expectRefusal(words: string[], { exitCode, kind, says }: Refusal): Promise<void> {
  const sent = stage.backend.requests.length;
  const text = await stage.run(...words);
  const document = await stage.json(...words);
  const [line = '', ...rest] = text.stdout.trimEnd().split('\n');

  expect(line).toMatch(/^❌ /);
  expect(line).toMatch(says);
  expect(rest).toEqual([]);
  expect(text.exitCode).toBe(exitCode);
  expect(document).toMatchObject({ exitCode, ok: false, status: 'failed', error: { kind } });
  expect(document['error'].advice).not.toBe('');
  // Nothing was begun, so there is nothing to go on with.
  expect(document).not.toHaveProperty('job');
  expect(document).not.toHaveProperty('next');
  expect(stage.backend.requests.length).toBe(sent);
}

test.each([
  [['chat', 'hello', '--bogus'], /Unknown option '--bogus'.*--again/],
  [['chat', '加个标题', '--bogus'], /未知选项 '--bogus'.*--again/],
  [['chat'], /chat expects one MESSAGE; none was given/],
  [['chat', 'two', 'words'], /expects one MESSAGE; given: "two" "words"/],
  [['chat', '   '], /expects one MESSAGE/],
  [['run'], /run/],
  [['run', 'trim it', '--export'], /run/],
  [['run', 'trim it', '--edit', 'mute it'], /run/],
  [['run', '--edit', ''], /--edit/],
  [['run', '--file', '', '--export'], /--file/],
  [['run', '--resume', 'nosuchjob'], /no job nosuchjob on this machine/],
  [['run', '--resume', '../../account'], /no job \.\.\/\.\.\/account on this machine/],
  [['export', 'render_1'], /takes no words/],
  [['export', '--resume'], /'--resume'/],
  [['export', '--format', 'gif'], /--format gif is not available.*mp4/],
  [['export', '--resolution', '4k'], /--resolution 4k is not a size.*1080p/],
  [['export', '--out', 'video.avi'], /video\.avi does not end in \.mp4/],
  [['batch', 'videos.json', '--parallel', '4'], /--parallel 4/],
  [['credits', '--wait', 'soon'], /--wait soon is not a number of seconds/],
  [['credits', '--project', ''], /--project "" is not a name/],
  [['upload', 'https://user:secret@host/clip.mp4'], /https:\/\/host\/… cannot be uploaded from/],
])('%j is refused', async (words, says) => {
  await expectRefusal(words, { exitCode: 2, kind: 'usage', says });
});

test.each([
  ['an unknown field', [{ file: 'a.mp4', txt: 'trim it' }], /txt/],
  ['no file', [{ text: 'trim it' }], /file/],
  ['words said in two ways', [{ file: 'a.mp4', text: 'trim it', edit: 'mute it' }], /edit/],
  ['an empty edit', [{ file: 'a.mp4', edit: '' }], /empty|blank/],
  ['no items', [], /no (?:items|videos)/i],
])('a manifest with %s is refused', async (_what, items, says) => {
  await writeFile(join(stage.home, 'videos.json'), JSON.stringify(items));

  await expectRefusal(['batch', 'videos.json'], { exitCode: 2, kind: 'usage', says });
});

test.each([
  ['missing.mp4', /missing\.mp4 does not exist/],
  ['folder', /folder is a folder/],
  ['empty.mp4', /empty\.mp4 is empty/],
  ['page.mp4', /page\.mp4 .*cannot be uploaded.*mp4, mov, avi/],
  ['huge.mp4', /huge\.mp4 has 52\d\.\d MB, and 500 MB is the limit/],
])('%s cannot be uploaded', async (name, says) => {
  const { home } = stage;
  await mkdir(join(home, 'folder'));
  await writeFile(join(home, 'empty.mp4'), '');
  await writeFile(join(home, 'page.mp4'), '<html><body>expired link</body></html>'.repeat(50));
  const huge = await open(join(home, 'huge.mp4'), 'w');
  await huge.truncate(500 * 1024 * 1024 + 1);
  await huge.close();

  await expectRefusal(['upload', name], { exitCode: 6, kind: 'file', says });
});

test.each([
  ['export', '--out', 'taken/video.mp4'],
  ['run', '--edit', 'add a title', '--export', '--out', 'taken/deeper/'],
])('a video must have a place to go before anything is paid for: %s', async (...words) => {
  await writeFile(join(stage.home, 'taken'), '');
  const says = /taken\S* cannot be written to \(ENOTDIR\)/;

  await expectRefusal(words, { exitCode: 6, kind: 'file', says });
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

test.each(['http://example.com', 'ftp://127.0.0.1', 'not a url', 'https://user:pw@host'])(
  'NEMO_API_URL %s is refused',
  async (url) => {
    const { exitCode, stdout } = await stage.with({ env: { NEMO_API_URL: url } }).run('credits');

    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^❌ NEMO_API_URL is .*https/);
    expect(stdout).not.toContain('pw');
  },
);
