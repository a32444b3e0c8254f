/** What cannot be used is refused before anything is sent: one clear line, the right exit code, nothing overwritten. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { setHostileStage, type HostileStage } from './support.ts';

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
  [['run', 'trim it', '--export'], RUN_TAKES],
  [['run', '--resume', '../../account'], /no job \.\.\/\.\.\/account on this machine/],
  [['run', '--resume', '--out', 'a.mp4'], /takes no --out/],
  [['export', '--out', 'video.avi'], /video\.avi does not end in \.mp4/],
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

test('an unreachable API is one line that names the host to allow', async () => {
  const nowhere = stage.with({ env: { NEMO_API_URL: 'http://127.0.0.1:9' } });
  const { exitCode, stdout } = await nowhere.run('credits');

  expect(exitCode).toBe(8);
  expect(stdout).toMatch(
    /^❌ POST \/api\/auth\/anonymous-token: 127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. .*allow the host 127\.0\.0\.1:9.*\n$/,
  );
});
