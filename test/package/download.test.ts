/** What the built export does with files: cut links, stopped commands, refused downloads, hostile names. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { finishRenders } from './finished.ts';
import { runNext } from './next.ts';
import { clearSamples, makeSamples, setStage, type Samples, type Stage } from './support.ts';
import { padVideo, serveVideo } from './video-server.ts';

let samples: Samples;
let video: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  video = padVideo(await readFile(samples.clip), 16_000_000);
});
afterAll(() => clearSamples(samples));

/** A stage on which every render is finished and lies at this address. */
async function setFinished(url: string, label?: string): Promise<Stage> {
  const stage = await setStage();
  finishRenders(stage.studio, url, label);
  return stage;
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('a link cut at 10, 35, 60 and 85 % costs hardly a byte more', async () => {
  const server = await serveVideo(video);
  const cuts = [0.1, 0.35, 0.6, 0.85].map((share) => share * video.length);
  server.onBytes = (sent, response) => {
    if (cuts[0] === undefined || sent < cuts[0]) return;
    cuts.shift();
    // Ended, not reset: what was sent arrives, so that the count is one of the wire.
    response.socket?.end();
  };
  const stage = await setFinished(server.url);
  const { file } = await stage.json('export', '--out', `${stage.home}/`);

  expect(hash(await readFile(file))).toBe(hash(video));
  expect(server.starts).toHaveLength(5);
  expect(server.sentBytes() / video.length).toBeLessThanOrEqual(1.02);
});

test('a download that outlasts --wait, or is stopped, is gone on with by the command in next', async () => {
  const server = await serveVideo(video, { bytesPerSecond: 1_500_000 });
  const stage = await setFinished(server.url);
  const out = join(stage.home, 'out');
  const slow = await stage.json('export', '--out', `${out}/`, '--wait', '1');
  expect(slow).toMatchObject({ exitCode: 0, status: 'running' });
  expect(await readdir(out)).toEqual(['film-export.mp4.part']);

  const stopped = runScriptUntil(stage, ['run', '--resume', slow['job'], '--json', '--wait', '1']);
  await expect.poll(() => server.starts.length).toBe(2);
  stopped.kill('SIGINT');
  const { exitCode, stdout } = await stopped.ended;
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ job: slow['job'], next: slow['next'] });
  expect(await readdir(out)).toEqual(['film-export.mp4.part']);

  const resumed = await stage.json('run', '--resume');
  expect(resumed).toMatchObject({ exitCode: 0, status: 'done', job: slow['job'] });
  expect(server.starts).toEqual([0, expect.any(Number), expect.any(Number)]);
  expect(Math.min(...server.starts.slice(1))).toBeGreaterThan(0);
  expect(await readdir(out)).toEqual(['film-export.mp4']);
  expect(hash(await readFile(resumed['file']))).toBe(hash(video));
});

test('a finished file leaves nothing beside it, and never takes another\u2019s place', async () => {
  const server = await serveVideo(video);
  const stage = await setFinished(server.url);
  const out = join(stage.home, 'out');
  await mkdir(out);
  await writeFile(join(out, 'film-export.mp4'), 'mine');
  const { file } = await stage.json('export', '--out', `${out}/`);

  expect(file).toBe(join(out, 'film-export (2).mp4'));
  expect((await readdir(out)).toSorted()).toEqual(['film-export (2).mp4', 'film-export.mp4']);
  expect(await readFile(join(out, 'film-export.mp4'), 'utf8')).toBe('mine');
  const forced = await stage.json('export', '--out', `${out}/`, '--force');
  expect(forced['file']).toBe(join(out, 'film-export.mp4'));
  expect(hash(await readFile(join(out, 'film-export.mp4')))).toBe(hash(video));
});

test.each(['<html>it has gone</html>', '', '{"error":"it has gone"}'])(
  'a link that leads to %j leaves nothing, and an old file as it is, even with --force',
  async (page) => {
    const server = await serveVideo(Buffer.from(page));
    const stage = await setFinished(server.url);
    const out = join(stage.home, 'out');
    await mkdir(out);
    await writeFile(join(out, 'old.mp4'), 'mine');
    const document = await stage.json('export', '--out', join(out, 'old.mp4'), '--force');

    expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
    expect(JSON.stringify(document)).not.toContain('it has gone');
    expect(await readdir(out)).toEqual(['old.mp4']);
    expect(await readFile(join(out, 'old.mp4'), 'utf8')).toBe('mine');

    // The render is not lost: once the link works, the command in next fetches it.
    const mended = await serveVideo(video);
    stage.studio.faults.clear();
    stage.studio.faults.add({
      path: /\/download$/,
      status: 302,
      headers: { Location: mended.url },
    });
    expect(await runNext(stage, document)).toMatchObject({
      exitCode: 0,
      status: 'done',
      file: join(out, 'old.mp4'),
    });
    expect(await readdir(out)).toEqual(['old.mp4']);
  },
);

test.each([
  ['../../evil.mp4', 'evil-export.mp4'],
  ['..\\..\\evil.exe', 'evil-export.mp4'],
  ['CON', 'video-export.mp4'],
  ['a\u0000b\u001b[31m\nc\u202e.mp4', 'abc-export.mp4'],
])('a clip that the backend calls %j becomes a safe name in --out', async (label, name) => {
  const server = await serveVideo(await readFile(samples.clip));
  const stage = await setFinished(server.url, label);
  const out = join(stage.home, 'deep', 'out');
  const document = await stage.json('export', '--out', `${out}/`);

  expect(document).toMatchObject({ exitCode: 0 });
  expect(await readdir(out)).toEqual([name]);
  expect((await readdir(stage.home)).toSorted()).toEqual(['.config', 'deep']);
});

const hasTerminal = existsSync('/usr/bin/script');

test.skipIf(!hasTerminal)(
  'on a terminal a download is one live line, elsewhere a line at each tenth (skipped without `script`)',
  async () => {
    const server = await serveVideo(video, { bytesPerSecond: 8_000_000 });
    const stage = await setFinished(server.url);
    const command = [
      process.execPath,
      `${stage.skillFolder}/scripts/export.mjs`,
      '--out',
      stage.home,
    ].join(' ');
    const env = { ...process.env, HOME: stage.home, NEMO_API_URL: stage.studio.url };
    const terminal = await promisify(execFile)('script', ['-qec', command, '/dev/null'], { env });
    const { stderr } = await stage.run('export', '--out', stage.home);

    // eslint-disable-next-line no-control-regex
    expect(terminal.stdout).toMatch(/\u001b\[1GDownloading █+░+ \d+% of 16\.0 MB, [\d.]+ MB\/s/);
    expect(terminal.stdout).toContain('✅ Video ready');
    expect(stderr).not.toContain('\u001b');
    expect(stderr.match(/^Downloading: \d+% of 16\.0 MB, [\d.]+ MB\/s/gm)?.length).toBeGreaterThan(
      3,
    );
  },
);
