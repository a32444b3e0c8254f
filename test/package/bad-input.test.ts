import { mkdir, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { setStage, stageFor, type Stage } from './support.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

/** One clear line, the right exit code, and nothing sent. */
async function expectRefusal(
  words: string[],
  expected: { exitCode: number; kind: string; says: RegExp },
): Promise<void> {
  const text = await stage.run(...words);
  const document = await stage.json(...words);
  const [line = '', ...rest] = text.stdout.trimEnd().split('\n');

  expect(line).toMatch(/^❌ /);
  expect(line).toMatch(expected.says);
  expect(rest).toEqual([]);
  expect(text.exitCode).toBe(expected.exitCode);
  expect(document).toMatchObject({
    exitCode: expected.exitCode,
    ok: false,
    status: 'failed',
    error: { kind: expected.kind },
  });
  expect(document['error'].advice).not.toBe('');
  expect(stage.studio.requests).toEqual([]);
}

test.each([
  [['chat', 'hello', '--bogus'], /Unknown option '--bogus'.*--again/],
  [['chat'], /chat expects one MESSAGE; none was given/],
  [['chat', '加个标题', '--bogus'], /未知选项 '--bogus'.*--again/],
  [['state', '--bogus', '--lang', 'zh'], /未知选项 '--bogus'/],
  [['credits', '--bogus', '--lang=zh-CN'], /未知选项 '--bogus'/],
  [['chat', '加个标题', '--bogus', '--lang', 'en'], /Unknown option '--bogus'/],
  [['chat', 'two', 'words'], /expects one MESSAGE; given: "two" "words"/],
  [['chat', '   '], /expects one MESSAGE/],
  [['state', 'now'], /state takes no words/],
  [['export', 'render_1'], /takes no words/],
  [['export', '--format', 'gif'], /--format gif is not available.*mp4/],
  [['export', '--resolution', '4k'], /--resolution 4k is not a size.*1080p/],
  [['export', '--out', 'video.avi'], /--out video\.avi does not end in \.mp4/],
  [['credits', '--wait', 'soon'], /--wait soon is not a number of seconds/],
  [['credits', '--project', ''], /--project "" is not a name/],
  [['credits', '--lang', 'klingonish!'], /--lang klingonish! is not a language code/],
  [['upload', 'ftp://host/clip.mp4'], /cannot be uploaded from/],
  [['upload', 'https://user:secret@host/clip.mp4'], /https:\/\/host\/… cannot be uploaded from/],
])('%j is refused before anything is sent', async (words, says) => {
  await expectRefusal(words, { exitCode: 2, kind: 'usage', says });
});

test('an unknown command is not a script', async () => {
  expect((await stage.run('download')).exitCode).not.toBe(0);
});

test.each([
  ['missing.mp4', /missing\.mp4 does not exist/],
  ['folder', /folder is a folder/],
  ['empty.mp4', /empty\.mp4 is empty/],
  ['page.mp4', /page\.mp4 .*cannot be uploaded.*mp4, mov, avi/],
  ['huge.mp4', /huge\.mp4 has 52\d\.\d MB, and 500 MB is the limit/],
])('uploading %s is refused before anything is sent', async (name, says) => {
  await mkdir(join(stage.home, 'folder'));
  await writeFile(join(stage.home, 'empty.mp4'), '');
  await writeFile(
    join(stage.home, 'page.mp4'),
    '<html><body>expired link</body></html>'.repeat(50),
  );
  const huge = await open(join(stage.home, 'huge.mp4'), 'w');
  await huge.truncate(500 * 1024 * 1024 + 1);
  await huge.close();

  await expectRefusal(['upload', name], { exitCode: 6, kind: 'file', says });
});

test.each([
  ['export', '--out', 'taken/video.mp4'],
  ['run', 'add the title "Hello" and export it', '--out', 'taken/deeper/'],
])('an output that cannot be written is refused before anything is sent: %s', async (...words) => {
  await writeFile(join(stage.home, 'taken'), '');

  await expectRefusal(words, {
    exitCode: 6,
    kind: 'file',
    says: /taken\S* cannot be written to \(ENOTDIR\)/,
  });
});

test('an export of nothing says so and submits nothing', async () => {
  const document = await stage.json('export');

  expect(document).toMatchObject({ exitCode: 9, error: { kind: 'empty' } });
  expect(stage.studio.requests.some(({ path }) => path.includes('/render/'))).toBe(false);
});

/** Overwrites a state file with half of one. */
async function breakFile(name: string): Promise<string> {
  const folder = join(stage.home, '.config/nemovideo');
  await mkdir(folder, { recursive: true });
  const path =
    (await readdir(folder, { recursive: true })).find((entry) => entry.includes(name)) ?? name;
  await writeFile(join(folder, path), '{"half": \u0000');
  return join(folder, path);
}

test('a broken project file is set aside, and the project starts anew', async () => {
  await stage.json('connect');
  const path = await breakFile('projects/default');
  const document = await stage.json('state');

  expect(document).toMatchObject({ exitCode: 0, ok: true, timeline: 'Timeline: empty' });
  expect(document['notices']).toEqual([
    `${path} was not readable and has been set aside as ${basename(path)}.broken.`,
  ]);
  expect(await readFile(`${path}.broken`, 'utf8')).toContain('half');
});

test('a broken client id is set aside and replaced', async () => {
  const path = await breakFile('client_id');
  const document = await stage.json('connect');

  expect(document).toMatchObject({ exitCode: 0, ok: true });
  expect(document['notices'].join()).toContain('set aside as client_id.broken');
  expect(await readFile(path, 'utf8')).toMatch(/^[0-9a-f-]{36}\n$/);
});

test('a broken credentials file is set aside; the backend gives no second token within 7 days, and that is said', async () => {
  await stage.json('connect');
  await breakFile('account.json');
  // Without --wait it would try again after 30 s, once.
  const document = await stage.json('credits', '--wait', '5');

  expect(document).toMatchObject({ exitCode: 7, error: { kind: 'rate_limit', code: 429 } });
  expect(document['notices'].join()).toContain('set aside as account.json.broken');
});

test('an unreachable API is one line that names the host to allow', async () => {
  const nowhere = stageFor({ ...stage.studio, url: 'http://127.0.0.1:9' }, stage.home);
  const { exitCode, stdout } = await nowhere.run('credits');

  expect(exitCode).toBe(8);
  expect(stdout).toMatch(
    /^❌ POST \/api\/auth\/anonymous-token: 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. .*allow the host 127\.0\.0\.1:9.*\n$/,
  );
});

test.each(['http://example.com', 'ftp://127.0.0.1', 'not a url', 'https://user:pw@host'])(
  'NEMO_API_URL %s is refused',
  async (url) => {
    const { exitCode, stdout } = await stageFor({ ...stage.studio, url }, stage.home).run(
      'credits',
    );

    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^❌ NEMO_API_URL is .*https/);
  },
);
