/** What is left of the studio's work when its process is killed at the worst moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { request as openRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { openFileStorage } from '../../src/studio/file-storage.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import { openProject, type Project, type Program, startProgram } from './program.ts';
import { createFile, createMovableClock, openStudio, type Visitor, visit } from './support.ts';

let samples: string;
let clip: Buffer;
beforeAll(async () => {
  samples = await mkdtemp(join(tmpdir(), 'studio-test-'));
  const engine = createEngine({ preset: 'ultrafast' });
  const file = join(samples, 'clip.mp4');
  await engine.makeClip({ file, width: 320, height: 180, durationMs: 2000, withSound: true });
  await engine.close();
  clip = await readFile(file);
});
afterAll(() => rm(samples, { recursive: true }));

const QUICK = ['--step-delay-ms', '0', '--silent-edits', 'never', '--preset', 'ultrafast'];

interface Stage {
  folder: string;
  program: Program;
  project: Project;
  /** Kills the studio and starts it anew, in the same folder and at the same address. */
  restart(words?: string[]): Promise<void>;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function setStage(words: string[] = []): Promise<Stage> {
  const folder = await makeFolder();
  const stage = { folder, program: await startProgram([...QUICK, '--data', folder, ...words]) };
  const { url } = stage.program;
  return {
    ...stage,
    project: await openProject(url),
    async restart(changed = words) {
      await stage.program.end('SIGKILL');
      const place = ['--data', folder, '--port', new URL(url).port];
      stage.program = await startProgram([...QUICK, ...place, ...changed]);
    },
  };
}

const fetchBytes = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(url)).arrayBuffer());

test('sessions, drafts, media, credits and finished renders outlive the studio', async () => {
  const { folder, project, restart } = await setStage();
  const { token, sessionId, call, state, credits, submit, finish } = project;
  await project.upload('海边.mp4', clip);
  await project.hear('trim to 1 second and add the title "Hello 世界"');
  await project.hear('generate a video of a city at night');
  await submit('render_1', { resolution: '320x180' });
  const rendered = await finish('render_1');
  const result = await fetchBytes(rendered.output.url);
  const { task_id: taskId } = (await call(`/api/state/nemo_agent/me/${sessionId}/latest`)).body
    .data;
  const claim = () => call('/api/auth/claim-token', { task_id: taskId, session_id: sessionId });
  const before = [await state(), await credits(), (await claim()).body];

  await restart();
  expect([await state(), await credits(), (await claim()).body]).toEqual(before);
  expect(await credits()).toEqual({ available: 86, frozen: 0, total: 86 });
  expect(await finish('render_1')).toMatchObject({ status: 'completed', progress: 100 });
  // The link given out before the restart, as a client may have kept it.
  expect(await fetchBytes(rendered.output.url)).toEqual(result);
  expect(await fetchBytes((await state()).video_infos[0].cdn_url)).toEqual(clip);
  expect((await submit('render_1')).status).toBe(409);
  await project.hear('mute the first clip');
  expect(await credits()).toMatchObject({ available: 84 });
  await expect(openProject(project.url)).rejects.toThrow('one token per client');

  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    expect(await readFile(path, 'latin1')).not.toContain(token);
    // Files are the owner's alone; what libav writes lies in a folder that is.
    const { mode } = await stat(file.parentPath === folder ? path : file.parentPath);
    expect(mode & 0o077, path).toBe(0);
  }
});

test('a kill in the middle of an upload leaves neither a file nor an entry', async () => {
  const { folder, program, project, restart } = await setStage();
  await project.upload('whole.mp4', clip);
  const upload = openRequest(`${program.url}/api/upload-video/nemo_agent/me/${project.sessionId}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${project.token}`,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': 1_000_000,
    },
  });
  upload.on('error', () => undefined);
  upload.write('--b\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\n');
  upload.write(clip.subarray(0, 20_000));
  await expect.poll(() => readdir(join(folder, 'media'))).toHaveLength(2);

  await restart();
  expect(await readdir(join(folder, 'media'))).toHaveLength(1);
  const { video_infos: uploads } = await project.state();
  expect(uploads).toMatchObject([{ filename: 'whole.mp4' }]);
  expect(await fetchBytes(uploads[0].cdn_url)).toEqual(clip);
  expect((await project.upload('again.mp4', clip)).body.code).toBe(0);
});

test('an edit that had not landed costs nothing, one that had landed costs once', async () => {
  const { project, restart } = await setStage(['--step-delay-ms', '1500']);
  await project.upload('clip.mp4', clip);
  // Its headers say that it was taken; it lands two steps later.
  await project.tell('trim to 1 second');
  expect(await project.credits()).toEqual({ available: 98, frozen: 2, total: 100 });
  await restart();
  expect(await project.credits()).toEqual({ available: 100, frozen: 0, total: 100 });
  expect((await project.state()).draft).toBeNull();

  const { body } = await project.tell('trim to 1 second');
  await readUntil(body, 'functionResponse');
  await restart();
  expect(await project.credits()).toEqual({ available: 98, frozen: 0, total: 98 });
  expect((await project.state()).draft).toMatchObject({ d: 1000 });
});

/** Reads a stream until a word has come by: what it stands for was told. */
async function readUntil(body: ReadableStream<Uint8Array> | null, word: string): Promise<void> {
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes(word)) return;
  }
  throw new Error(`The stream ended without ${word}: ${text}`);
}

test('a render under way is told as failed, and nothing of it is left', async () => {
  const { folder, project, restart } = await setStage();
  await project.upload('clip.mp4', clip);
  await project.hear('slow it down to 0.5x');
  await project.submit('done');
  expect(await project.finish('done')).toMatchObject({ status: 'completed' });
  await project.submit('running', { resolution: '1920x1080' });
  await project.submit('waiting');
  const progress = async (): Promise<number> => (await project.poll('running')).progress;
  await expect.poll(progress).toBeGreaterThan(5);
  expect(await project.poll('waiting')).toMatchObject({ status: 'pending' });
  expect(await listJobFolders(folder)).toHaveLength(1);

  await restart();
  const failed = { status: 'failed', error: expect.stringContaining('restarted') };
  expect(await project.poll('running')).toMatchObject(failed);
  expect(await project.poll('waiting')).toMatchObject(failed);
  expect(await readdir(join(folder, 'results'))).toHaveLength(1);
  // The process that rendered knows that nobody waits for it any more.
  await expect.poll(() => listWorkersIn(folder)).toEqual([]);
  await project.submit('again', { resolution: '320x180' });
  expect(await project.finish('again')).toMatchObject({ status: 'completed' });
});

const listJobFolders = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'results'))).filter((name) => name.startsWith('.render-'));

/** Processes whose current folder lies in this one; only Linux tells. */
async function listWorkersIn(folder: string): Promise<string[]> {
  const processes = await readdir('/proc').catch(() => []);
  const places = await Promise.all(
    processes
      .filter((name) => /^\d+$/.test(name))
      .map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')),
  );
  return places.filter((place) => place.startsWith(folder));
}

test('a studio that is stopped says so of its renders, and lets the next one in', async () => {
  const dataDir = await makeFolder();
  const clock = createMovableClock();
  const first = await openStudio({ dataDir, clock, renderDelayMs: 60_000 });
  const { upload, say, submit, token } = await visit(first);
  await upload([['clip.mp4', createFile()]]);
  await say('trim to 1 second');
  await submit('render_1');
  await first.close();
  const { kept } = await openFileStorage(dataDir);
  expect(kept.renders).toMatchObject([{ status: 'failed', error: /stopped/ }]);

  // A week later the token has expired, after the restart as before it.
  clock.advance(8 * 86_400_000);
  const second = await openStudio({ dataDir, clock });
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${second.url}/api/credits/balance/simple`, { headers });
  expect(await answer.json()).toMatchObject({ code: 1001, message: 'Token has expired' });
});

test('two studios do not share a folder', async () => {
  const { folder } = await setStage();
  const second = startProgram(['--data', folder]);
  await expect(second).rejects.toThrow(/is used by another studio \(process \d+\)/);
});

test.runIf(process.platform === 'linux')(
  'nor is one kept out by what is left of a killed one (skipped except on Linux)',
  async () => {
    const dataDir = await makeFolder();
    // The shell becomes a program that never waits for the child it got from it.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 30']);
    onTestFinished(() => void parent.kill());
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    const readCommand = () => readFile(`/proc/${String(pid).trim()}/cmdline`, 'utf8');
    await expect.poll(readCommand).toBe('');
    await writeFile(join(dataDir, 'studio.pid'), pid);
    const { kept } = await openFileStorage(dataDir);
    expect(kept.sessions).toEqual([]);
  },
);

test('a file that is not the studio’s own is never swept away', async () => {
  const dataDir = await makeFolder();
  const first = await openFileStorage(dataDir);
  await first.close();
  await writeFile(join(dataDir, 'media', 'holiday.mp4'), clip);
  await writeFile(join(dataDir, 'sessions', '1.json.tmp'), '{"half');
  const second = await openFileStorage(dataDir);
  expect(second.kept.sessions).toEqual([]);
  expect(await readdir(join(dataDir, 'media'))).toEqual(['holiday.mp4']);
});

test('twenty sessions that edit at once lose nothing', async () => {
  const dataDir = await makeFolder();
  const studio = await openStudio({ dataDir, creditsPerEdit: 1 });
  const visitors = await Promise.all(Array.from({ length: 20 }, () => visit(studio)));
  await Promise.all(visitors.map(addTitles));
  const credits = await visitors[0]?.call('/api/credits/balance/simple');
  expect(credits?.body.data).toEqual({ available: 96, frozen: 0, total: 96 });
  await studio.close();
  const { kept } = await openFileStorage(dataDir);
  expect(kept.sessions).toHaveLength(20);
  for (const { timeline, charges, messages } of kept.sessions) {
    const startsMs = timeline?.titles.map((title) => title.startMs);
    expect(startsMs?.toSorted()).toEqual([1000, 2000, 3000, 4000]);
    expect([charges.length, messages.length]).toEqual([4, 4]);
  }
});

async function addTitles({ upload, say }: Visitor): Promise<void> {
  await upload([['clip.mp4', createFile()]]);
  // Sent without waiting for each other, as a client with two windows does.
  await Promise.all([1, 2, 3, 4].map((second) => say(`add the title "T" at ${second} s`)));
}
