import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished } from 'vitest';

import { type Program, startProgram } from '../program.ts';
import { type Json, openProject, type Visitor } from '../support.ts';
import { makeRealFiles } from './samples.ts';

/** What became of one file. */
export interface Fate {
  name: string;
  /** `accepted`, or why not. */
  upload: string;
  /** `completed`, why not, or nothing when the file was not accepted. */
  render?: string;
  tookMs: number;
}

/** A studio in a place where nothing it does stays unseen. */
export interface Siege {
  real: Record<string, Buffer>;
  /** An address that answers, and counts who asks. */
  origin: string;
  requests: string[];
  program: Program;
  project: Visitor;
  /** Uploads a file and, if it was accepted, puts it on a timeline and renders that. */
  attack(name: string, bytes: Buffer, how?: { render: boolean }): Promise<Fate>;
  /** Names of all files and folders there are, but those of the program loader. */
  listFiles(): Promise<string[]>;
  /** The most memory any worker has used so far, in MB; 0 where nobody tells. */
  readPeakMemory(): Promise<number>;
}

export async function laySiege(): Promise<Siege> {
  const place = await mkdtemp(join(tmpdir(), 'siege-test-'));
  onTestFinished(() => rm(place, { recursive: true }));
  const real = await makeRealFiles(place);
  await rm(place, { recursive: true });
  for (const folder of ['tmp', 'home', 'here'])
    await mkdir(join(place, folder), { recursive: true });
  const requests: string[] = [];
  const sentinel = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => sentinel.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void sentinel.close());
  const env = { PATH: process.env['PATH'], TMPDIR: join(place, 'tmp'), HOME: join(place, 'home') };
  const words = ['--data', join(place, 'data'), '--preset', 'ultrafast', '--step-delay-ms', '0'];
  const program = await startProgram(words, { cwd: join(place, 'here'), env });
  const project = await openProject(program.url);
  const still = await project.upload('still.png', real['png'] ?? Buffer.alloc(0));
  const stillId: string = still.body.data.files[0].media_id;
  let renders = 0;
  return {
    real,
    requests,
    program,
    project,
    origin: `http://127.0.0.1:${(sentinel.address() as AddressInfo).port}`,
    async attack(name, bytes, { render: isRendered } = { render: true }) {
      const startedAt = performance.now();
      const took = () => Math.round(performance.now() - startedAt);
      const { body } = await project.upload(name, bytes);
      const file = body.data?.files[0];
      if (!file) return { name, upload: `${body.code}: ${body.message}`, tookMs: took() };
      if (!isRendered) return { name, upload: 'accepted', tookMs: took() };
      renders += 1;
      const id = `render_${renders}`;
      const draft = makeDraft(file, stillId);
      const answer = await project.submit(id, { draft, output: { resolution: '64x64' } });
      const job = answer.status === 200 ? await project.finish(id) : answer.body;
      const render = job.error ?? job.message ?? job.status;
      return { name, upload: 'accepted', render, tookMs: took() };
    },
    async listFiles() {
      const files = await readdir(place, { recursive: true });
      return files.filter((name) => !/^tmp\/(tsx-|node-compile-cache)/.test(name));
    },
    readPeakMemory: () => readPeakMemory(program.pid),
  };
}

const RENDERED = new Set(['completed', undefined]);
const CRASH = /ended early|longer than|too much memory/;

/** Whatever came, the studio is as it was, and has said of each file what became of it. */
export async function expectUnharmed(siege: Siege, fates: Fate[]): Promise<void> {
  for (const { name, upload, render } of fates) {
    expect(upload, name).toMatch(/^(accepted|400[12]: .+|400: .+)$/);
    if (!RENDERED.has(render)) expect(render, name).toMatch(/^(The |libav could not ).+/);
    expect(`${upload} ${render}`, name).not.toMatch(CRASH);
  }
  expect(siege.requests).toEqual([]);
  expect(await siege.project.credits()).toEqual({ available: 100, frozen: 0, total: 100 });
  const { video_infos: media } = await siege.project.state();
  const accepted = fates.filter(({ upload }) => upload === 'accepted');
  // The still that sounds are rendered with came first.
  expect(media).toHaveLength(accepted.length + 1);
  const files = await siege.listFiles();
  const inFolder = (folder: string) => files.filter((name) => name.startsWith(`data/${folder}/`));
  expect(inFolder('media')).toHaveLength(media.length);
  const completed = fates.filter(({ render }) => render === 'completed');
  expect(inFolder('results')).toHaveLength(completed.length);
  const others = files.filter((name) => !/^data\/(media|results|renders)\//.test(name));
  expect(others.toSorted()).toEqual(
    [
      'data',
      'data/accounts.json',
      'data/media',
      'data/renders',
      'data/results',
      'data/secret',
      'data/sessions',
      `data/sessions/${siege.project.sessionId}.json`,
      'data/studio.pid',
      'here',
      'home',
      'tmp',
    ].toSorted(),
  );
}

/** Half a second of it: pictures on the timeline, sound under a picture. */
function makeDraft(file: Json, stillId: string): object {
  const clip = {
    name: 'a',
    start: 0,
    source_start: 0,
    speed: 1,
    volume: 1,
    fade_in: 0,
    fade_out: 0,
  };
  const isSound = file.file_type === 'audio';
  const picture = { d: 500, m: { ...clip, media_id: isSound ? stillId : file.media_id } };
  const sound = { d: 500, m: { ...clip, media_id: file.media_id } };
  const tracks = [{ tt: 0, sg: [picture] }, ...(isSound ? [{ tt: 1, sg: [sound] }] : [])];
  return { t: tracks, d: 500, m: { title: 'a', width: 64, height: 64 } };
}

async function readPeakMemory(parent: number): Promise<number> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(
    () => '',
  );
  const peaks = children.split(' ').map(async (id) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  });
  return Math.round(Math.max(0, ...(await Promise.all(peaks))));
}
