/** The demo as a newcomer runs it, judged by an independent ffprobe where there is one. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const hasFfprobe = await run('ffprobe', ['-version']).then(
  () => true,
  () => false,
);

const VIDEO = `${root}/out/city-timelapse-export.mp4`;
let output = '';
let group = 0;
beforeAll(async () => {
  await rm(`${root}/out`, { recursive: true, force: true });
  // In a process group of its own, so that what it leaves behind can be told from others' processes.
  const demo = spawn('npm', ['run', '--silent', 'demo'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  group = demo.pid ?? 0;
  demo.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [exitCode] = await once(demo, 'close');
  expect(exitCode).toBe(0);
});

test('the demo ends by itself and leaves a video, its subtitles and its timeline', async () => {
  for (const ending of ['mp4', 'srt', 'otio']) await access(VIDEO.replace('mp4', ending));
  expect(output).toContain('✅ Video ready: city-timelapse-export.mp4 (1920×1080 H.264, 8.0 s');
});

test.skipIf(!hasFfprobe)(
  'ffprobe agrees: H.264, 1920x1080, with sound, of the edited length (skipped without ffprobe)',
  async () => {
    const facts = 'stream=codec_name,width,height:format=duration';
    const words = ['-v', 'error', '-show_entries', facts, '-of', 'json', VIDEO];
    const { streams, format } = JSON.parse((await run('ffprobe', words)).stdout);
    const picture = { codec_name: 'h264', width: 1920, height: 1080 };
    expect(streams).toMatchObject([picture, { codec_name: 'aac' }]);
    expect(Number(format.duration)).toBeCloseTo(8, 1);
  },
);

test('the request log shows attribution and token on every request, and each message once', async () => {
  const log = await readFile(`${root}/out/studio-requests.jsonl`, 'utf8');
  const requests = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

  for (const { path, headers } of requests) {
    expect(headers, path).toMatchObject({
      'x-skill-source': 'ai-video-download',
      'x-skill-version': '1.0.0',
    });
    expect(headers['x-skill-platform'], path).toBeTruthy();
    if (path.endsWith('/anonymous-token')) expect(headers['x-client-id']).toBeTruthy();
    else expect(headers['authorization'], path).toBe('Bearer …');
  }
  expect(requests.filter(({ path }) => path === '/run_sse')).toHaveLength(3);
});

test('nothing of the demo is left running', async () => {
  const { stdout } = await run('ps', ['-eo', 'pgid=,stat=,args=']);
  const left = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    // Z: ended, and only waiting to be counted by an init that a container may not have.
    .filter(([pgid, stat]) => Number(pgid) === group && !stat?.startsWith('Z'));

  expect(group).toBeGreaterThan(0);
  expect(left).toEqual([]);
});
