/** Who writes in Chinese, or asks for it, is answered in Chinese to the last line; everybody else in English. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import { setStage } from './studio-stage.ts';
import { CLIP, expectInOrder, setHostileStage, type HostileStage } from './support.ts';

const HAN = /\p{Script=Han}/u;
const TITLED = '加一个标题“你好”';

/** Lines that say something in another language; commands and paths say nothing. */
const foreignLines = (text: string): string[] =>
  text.split('\n').filter((line) => /\p{L}/u.test(line) && !HAN.test(line));

/** A project whose timeline holds a clip. */
const setClip = (): Promise<HostileStage> => setHostileStage({ draft: draftOf('The beginning') });

test('a whole job in Chinese is told in Chinese, and so is what comes after it', async () => {
  const stage = await setStage();
  const job = ['run', `${TITLED}，然后导出 1080p`, '--file', CLIP];
  const { exitCode, stdout, stderr } = await stage.run(...job, '--out', `${stage.home}/`);

  expect(exitCode, stdout).toBe(0);
  expect(foreignLines(stdout)).toEqual([]);
  expect(foreignLines(stderr)).toEqual([]);
  expectInOrder(stdout, [
    '✅ 已上传 clip.mp4（视频，2.0 秒，320×180，',
    '编辑器：',
    '✅ 已添加标题："你好" (0-',
    '✅ 视频已生成：clip-export.mp4（1920×1080 H.264，2.0 秒，',
    `已保存到 ${join(stage.home, 'clip-export.mp4')}`,
  ]);
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
  const stage = await setClip();
  const left = await stage.run('chat', TITLED, '--wait', '0');
  expect(left).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('继续运行：node "') });
  expect(foreignLines(left.stdout)).toEqual([]);
  const document = await stage.json('run', '--resume');

  const opening = stage.backend.requests.find(({ route }) => route === 'session');
  expect(JSON.parse(opening?.body ?? '')).toMatchObject({ language: 'zh' });
  expect(document['message']).toMatch(/\n接下来可以说：“.+”.*或“导出 1080p 视频”。$/);
  expect(foreignLines(document['changes'].join('\n'))).toEqual([]);
  expect(document['changes'].at(-1)).toMatch(/^标题已更改：/);
  expect(document['timeline']).toMatch(/^时间线（2 条轨道）：/);
});

test('--lang decides over the language in which a job was begun, from then on', async () => {
  const stage = await setClip();
  const [, job = ''] =
    /--resume (\w+)/.exec((await stage.run('export', '--lang', 'zh', '--wait', '0')).stdout) ?? [];
  const english = await stage.run('run', '--resume', job, '--wait', '0', '--lang', 'en');
  expect(english.stdout).toMatch(/^⏳ Still to do: export\./);
  expect(english.stdout).not.toMatch(HAN);
  expect((await stage.run('run', '--resume', job)).stdout).toMatch(/^✅ Video ready: /);
});

test('--lang decides over the words; another language is answered in English', async () => {
  const [chinese, english] = [await setClip(), await setClip()];
  const { stdout } = await chinese.run('chat', 'add the title "Hi"', '--lang', 'zh-CN');
  expectInOrder(stdout, ['编辑器：', '✅ 标题已更改：', '接下来可以说：']);

  const plan = await chinese.run('route', `${TITLED}，然后导出`, '--lang', 'en');
  expect(plan.stdout).toMatch(/^1\. chat ".+" \(.+\)\n2\. export \(/);

  const french = await english.run('chat', 'ajoute le titre "Bonjour tout le monde"');
  expect(french).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Timeline (') });
  expect(french.stdout).not.toMatch(HAN);
});

test('an error is told in Chinese, with its advice and the step that it stopped at', async () => {
  const stage = await setHostileStage();
  expect(await stage.json('export', '--lang', 'zh')).toMatchObject({
    error: { kind: 'empty', message: '时间线上还没有可以导出的内容' },
    message: '时间线上还没有可以导出的内容。请先上传素材，或描述你想要的视频，然后再导出。',
  });
  stage.backend.on('submit', { status: 402, body: { message: 'not in your plan' } });
  const words = ['run', `${TITLED}，然后导出`, '--file', CLIP];
  const { error } = await stage.json(...words);
  expect(error.message).toMatch(
    /^导出（之前已完成：上传、编辑）：当前套餐不包含导出（与积分无关）/,
  );

  stage.backend.on('chat', { body: { code: 2001 } });
  const { stdout } = await stage.run('chat', '生成一段猫的视频', '--project', 'another');
  expect(stdout).toMatch(/^❌ .*积分不足.*注册即可获得更多积分：https?:.+\?bind=/);
  expect(foreignLines(stdout)).toEqual([]);
});
