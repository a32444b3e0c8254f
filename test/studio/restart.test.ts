/** What is left of the studio's work when its process is killed at the worst moment. */
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { expect, test } from 'vitest';

import { png } from './hostile/bytes.ts';
import { type Program, startProgram } from './program.ts';
import {
  ATTRIBUTION,
  beginUpload,
  createFile,
  createMovableClock,
  createVisitor,
  openProject,
  openStudio,
  type Json,
  type Visitor,
  visit,
  makeDataFolder,
} from './support.ts';

const PHOTO = png({ width: 64, height: 64 });
const QUICK = ['--step-delay-ms', '0', '--silent-edits', 'never', '--preset', 'ultrafast'];

const readRecords = async (folder: string, kind: string): Promise<Json[]> => {
  const names = await readdir(join(folder, kind));
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, kind, name), 'utf8')) as Json),
  );
};

/** The studio as a program, and how to kill it and start it anew in the same folder and at the same address. */
async function setStage(words: string[] = []) {
  const folder = await makeDataFolder();
  const stage: { program: Program } = {
    program: await startProgram([...QUICK, '--data', folder, ...words]),
  };
  const { url } = stage.program;
  const restart = async (more: string[] = []): Promise<Program> => {
    await stage.program.end('SIGKILL');
    const port = ['--port', new URL(url).port];
    stage.program = await startProgram([...QUICK, '--data', folder, ...port, ...more]);
    return stage.program;
  };
  return { folder, url, project: await openProject(url, 'client'), restart };
}

const fetchBytes = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(url)).arrayBuffer());

test('sessions, drafts, media, credits and finished renders outlive the studio', async () => {
  const logFile = join(await makeDataFolder(), 'requests.log');
  const { folder, url, project, restart } = await setStage(['--log', logFile]);
  const { token, sessionId, taskId, call, state, credits, submit, finish } = project;
  await project.upload('海边.png', PHOTO);
  await project.hear('show the photo for 1 second and add the title "Hello 世界"');
  await submit('render_1');
  const rendered = await finish('render_1');
  const result = await fetchBytes(rendered.output.url);
  const claim = () =>
    call('/api/auth/claim-token', { json: { task_id: taskId, session_id: sessionId } });
  const before = [await state(), await credits(), (await claim()).body];
  const second = startProgram(['--data', folder]);
  await expect(second).rejects.toThrow(/is used by another studio/);

  const again = await restart();
  expect([await state(), await credits(), (await claim()).body]).toEqual(before);
  expect(await credits()).toEqual({ available: 96, frozen: 0, total: 96 });
  expect(await finish('render_1')).toMatchObject({ status: 'completed', progress: 100 });
  // The link given out before the restart, as a client may have kept it.
  expect(await fetchBytes(rendered.output.url)).toEqual(result);
  expect(await fetchBytes((await state()).video_infos[0].cdn_url)).toEqual(PHOTO);
  expect((await submit('render_1')).status).toBe(409);
  await project.hear('show the photo for 3 seconds');
  expect((await state()).draft.d).toBe(3000);
  await expect(openProject(url, 'client')).rejects.toThrow('one token per client');

  expect(await again.end('SIGTERM')).toBe(0);
  const [request = ''] = (await readFile(logFile, 'utf8')).split('\n');
  expect(JSON.parse(request)).toMatchObject({ method: 'POST', status: 200 });
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    expect(await readFile(path, 'latin1')).not.toContain(token);
    // Files are the owner's alone; what libav writes lies in a folder that is.
    const { mode } = await stat(file.parentPath === folder ? path : file.parentPath);
    expect(mode & 0o077, path).toBe(0);
  }
});

test('a kill amid an upload, an edit and a render leaves nothing half done', async () => {
  const { folder, url, project, restart } = await setStage();
  const { credits, state } = project;
  const other = await createVisitor({ url }, project.token);
  await other.upload('other.png', PHOTO);
  await other.hear('show the photo for 3600 seconds');
  await project.upload('whole.png', PHOTO);
  await restart(['--step-delay-ms', '600000']);
  // Its headers say that it was taken; it lands two steps later.
  await project.tell('show the photo for 1 second');
  expect(await credits()).toEqual({ available: 96, frozen: 2, total: 98 });
  await other.submit('running', { output: { resolution: '1920x1080' } });
  await other.submit('waiting');
  await expect.poll(() => listJobFolders(folder)).toHaveLength(1);
  beginUpload(url, project, { name: 'a.png', bytes: PHOTO });
  await expect.poll(() => readdir(join(folder, 'media'))).toHaveLength(3);

  await restart();
  expect(await credits()).toEqual({ available: 98, frozen: 0, total: 98 });
  const { draft, video_infos: uploads } = await state();
  expect(draft).toBeNull();
  expect(uploads).toMatchObject([{ filename: 'whole.png' }]);
  expect(await fetchBytes(uploads[0].cdn_url)).toEqual(PHOTO);
  await expect.poll(() => readdir(join(folder, 'media'))).toHaveLength(2);
  const failed = { status: 'failed', error: expect.stringContaining('restarted') };
  expect((await other.poll('running')).body).toMatchObject(failed);
  expect((await other.poll('waiting')).body).toMatchObject(failed);
  await expect.poll(() => readdir(join(folder, 'results'))).toEqual([]);
  // The process that rendered knows that nobody waits for it any more.
  await expect.poll(() => listWorkersIn(folder)).toEqual([]);
  await project.hear('show the photo for 1 second');
  await project.submit('again');
  expect(await project.finish('again')).toMatchObject({ status: 'completed' });
});

const listJobFolders = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'results'), { recursive: true })).filter((name) =>
    basename(name).startsWith('.render-'),
  );

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
  const dataDir = await makeDataFolder();
  const clock = createMovableClock();
  const first = await openStudio({ dataDir, clock, renderDelayMs: 60_000 });
  const { upload, say, submit, token } = await visit(first);
  await upload('clip.mp4', createFile());
  await say('trim to 1 second');
  await submit('render_1');
  await first.close();
  const [render] = await readRecords(dataDir, 'renders');
  expect(render).toMatchObject({ status: 'failed', error: expect.stringMatching(/stopped/) });

  // A week later the token has expired, after the restart as before it.
  clock.advance(8 * 86_400_000);
  const second = await openStudio({ dataDir, clock });
  const headers = { Authorization: `Bearer ${token}`, ...ATTRIBUTION };
  const answer = await fetch(`${second.url}/api/credits/balance/simple`, { headers });
  expect(await answer.json()).toMatchObject({ code: 1001, message: 'Token has expired' });
});

test('twenty sessions that edit at once lose nothing', async () => {
  const dataDir = await makeDataFolder();
  const studio = await openStudio({ dataDir });
  const visitors = await Promise.all(Array.from({ length: 20 }, () => visit(studio)));
  await Promise.all(visitors.map(addTitles));
  expect(await visitors[0]?.credits()).toEqual({ available: 94, frozen: 0, total: 94 });
  await studio.close();
  const sessions = await readRecords(dataDir, 'sessions');
  expect(sessions).toHaveLength(20);
  for (const { timeline, charges } of sessions) {
    const startsMs: number[] = timeline.titles.map((title: Json) => title.startMs);
    expect(startsMs.toSorted()).toEqual([1000, 2000, 3000]);
    expect(charges).toHaveLength(3);
  }
});

async function addTitles({ upload, say }: Visitor): Promise<void> {
  await upload('clip.mp4', createFile());
  // Sent without waiting for each other, as a client with two windows does.
  await Promise.all([1, 2, 3].map((second) => say(`add the title "T" at ${second} s`)));
}
