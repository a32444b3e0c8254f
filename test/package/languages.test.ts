/** Who writes in Chinese, or asks for it, is answered in Chinese to the last line; everybody else in English. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearSamples, makeFolder, makeSamples, setStage, type Samples } from './support.ts';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

const HAN = /\p{Script=Han}/u;

/** Lines that say something in another language; commands and paths say nothing. */
const foreignLines = (text: string): string[] =>
  text.split('\n').filter((line) => /\p{L}/u.test(line) && !HAN.test(line));

test('a whole job in Chinese is told in Chinese, and so is what comes after it', async () => {
  const stage = await setStage();
  const job = ['run', '加一个标题“你好”，然后导出 1080p', '--file', samples.clip];
  const { exitCode, stdout, stderr } = await stage.run(...job, '--out', `${stage.home}/`);

  expect(exitCode, stdout).toBe(0);
  expect(foreignLines(stdout)).toEqual([]);
  expect(foreignLines(stderr)).toEqual([]);
  const said = [
    '✅ 已上传 clip.mp4（视频，2.0 秒，640×360，',
    '编辑器：',
    '✅ 已添加标题："你好" (0-',
    '✅ 视频已生成：clip-export.mp4（1920×1080 H.264，2.0 秒，',
    `已保存到 ${join(stage.home, 'clip-export.mp4')}`,
  ];
  const places = said.map((words) => stdout.indexOf(words));
  expect(
    places.every((place) => place >= 0),
    stdout,
  ).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  // The export follows: the video shows the timeline, and what to do next is known.
  expect(stdout).not.toMatch(/时间线（|接下来可以说/);
  for (const line of ['正在连接…', '已发送给编辑器', '⏳ 正在渲染，约 30 秒（render_', '正在下载…'])
    expect(stderr).toContain(line);

  // None of these is told the language: the project remembers it, and so does a job.
  const credits = await stage.run('credits');
  expect(credits.stdout).toMatch(/^你还有 \d+ 积分可用（总共 \d+ 积分）。\n$/);
  expect((await stage.run('state')).stdout).toContain('时间线（2 条轨道）：');
  expect(await stage.json('upload', 'missing.mp4')).toMatchObject({
    exitCode: 6,
    error: { kind: 'file', advice: '请检查路径；如果含有空格，请加上引号。' },
  });
});

test('a job that is left in Chinese goes on in Chinese, in all sentences of its document', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip, '--lang', 'en');
  const left = await stage.run('chat', '加一个标题“你好”', '--wait', '0');
  expect(left).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('继续运行：node "') });
  expect(foreignLines(left.stdout)).toEqual([]);
  const document = await stage.json('run', '--resume');

  expect(foreignLines(document['message'])).toEqual([]);
  expect(document['message']).toMatch(
    /\n接下来可以说：“加一段舒缓的背景音乐”.*或“导出 1080p 视频”。$/,
  );
  expect(foreignLines(document['changes'].join('\n'))).toEqual([]);
  expect(document['changes'].at(-1)).toMatch(/^已添加标题：/);
  expect(document['timeline']).toMatch(/^时间线（2 条轨道）：/);
});

test('--lang decides over the words: Chinese over an English message, and for a plan', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const { stdout } = await stage.run('chat', 'add the title "Hi"', '--lang', 'zh-CN');
  expect(stdout).toContain('✅ 已添加标题："Hi"');
  expect(stdout).toMatch(/^编辑器：/m);
  expect(stdout).toContain('接下来可以说：');

  const plan = await stage.run('route', '加一个标题“你好”，然后导出', '--lang', 'en');
  expect(plan.stdout).toMatch(/^1\. chat ".+" \(.+\)\n2\. export \(/);
});

test('who writes in another language is spoken to in English', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const { exitCode, stdout } = await stage.run('chat', 'ajoute le titre "Bonjour tout le monde"');

  expect(exitCode).toBe(0);
  expect(stdout).not.toMatch(HAN);
  expect(stdout).toContain('Timeline: ');
});

test.each([
  ['加一个标题“你好”', 'zh'],
  ['add the title "你好"', 'en'],
])('the session of "%s" with a file is opened in the language "%s"', async (wish, language) => {
  const dataDir = await makeFolder();
  const stage = await setStage({ dataDir });
  await stage.run('run', wish, '--file', samples.clip);

  const [session, ...others] = await readdir(join(dataDir, 'sessions'));
  expect(others).toEqual([]);
  const record = await readFile(join(dataDir, 'sessions', session ?? ''), 'utf8');
  expect(JSON.parse(record)).toMatchObject({ language });
});

test('an edit ends with two or three wishes, in one line, and only where nothing follows', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const { stdout } = await stage.run('run', 'add the title "Hi"');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.at(-2)).toMatch(/^Timeline \(2 tracks\)/);
  expect(lines.at(-1)).toMatch(
    /^Next you could say: "add soft background music"(?:, ".+")? or "export it in 1080p"\.$/,
  );

  // A timeline that is asked for is shown once, and nothing is suggested behind it.
  const shown = await stage.run('run', 'trim to 1 second, then show the timeline');
  expect(shown.stdout).toContain('✅ ');
  expect(shown.stdout.split('Timeline (2 tracks)')).toHaveLength(2);
  expect(shown.stdout).not.toContain('Next you could say');
});

test('a turn that changed nothing, or failed, ends without wishes', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  await stage.run('chat', '加一个标题“你好”');
  stage.studio.faults.add({
    path: '/run_sse',
    status: 200,
    headers: { 'Content-Type': 'text/event-stream' },
    body: 'data: {"type":"heartbeat"}\n\n',
  });
  const silent = await stage.run('chat', '画面亮一点');
  expect(silent.stdout).toMatch(/^编辑器没有回答，时间线也没有变化。/);
  expect(silent.stdout).not.toContain('接下来可以说');

  const broken = await setStage({ streamError: 'json' });
  const failed = await broken.run('chat', '加一个标题“你好”');
  expect(failed.stdout).toMatch(/^❌ 编辑器报告了一个错误：/);
  expect(failed.stdout).not.toContain('接下来可以说');
});

test.each([
  [
    'nothing to export',
    ['export'],
    { kind: 'empty', message: '时间线上还没有可以导出的内容' },
    '请先上传素材，或描述你想要的视频，然后再导出。',
  ],
  [
    'a missing file',
    ['upload', 'missing.mp4'],
    { kind: 'file', message: expect.stringMatching(/missing\.mp4 不存在$/) },
    '请检查路径；如果含有空格，请加上引号。',
  ],
  [
    'not enough credits left',
    ['chat', '生成一段猫的视频'],
    { kind: 'credits', message: expect.stringContaining('积分不足') },
    expect.stringMatching(/^注册即可获得更多积分：https?:.+\?bind=/),
  ],
])('an error is told in Chinese: %s', async (...[, words, error, advice]) => {
  const stage = await setStage({ credits: 0 });
  const given = [...words, '--lang', 'zh'];
  const document = await stage.json(...given);
  expect(document).toMatchObject({ ok: false, error: { ...error, advice } });
  const { message } = document['error'];
  expect(document['message']).toBe(`${message}。${document['error'].advice}`);

  const { stdout } = await stage.run(...given, '--project', 'another');
  expect(stdout).toMatch(/^❌ /);
  expect(foreignLines(stdout)).toEqual([]);
});

test('a job that stops names its step in Chinese', async () => {
  const stage = await setStage({ exportPlanBlocked: true });
  const words = ['run', '加一个标题“你好”，然后导出', '--file', samples.clip];
  const document = await stage.json(...words, '--out', `${stage.home}/`);

  expect(document).toMatchObject({ exitCode: 5, error: { kind: 'plan' } });
  expect(document['error'].message).toMatch(
    /^导出（之前已完成：上传、编辑）：当前套餐不包含导出（与积分无关）/,
  );
});
