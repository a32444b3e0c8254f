import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished } from 'vitest';

import { FORMAT_SAMPLES, makeFormatSample } from '../../package/format-samples.ts';
import { type Program, startProgram } from '../program.ts';
import { createVisitor, openProject, type Visitor } from '../support.ts';

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
  /** How often a still was uploaded as the picture of a sound. */
  stills: number;
  /** Uploads a file and, if it was accepted, puts it on a timeline and renders that. */
  attack(name: string, bytes: Buffer, how?: { render: boolean }): Promise<Fate>;
  /** Names of all files and folders there are, but those of the program loader. */
  listFiles(): Promise<string[]>;
  /** The most memory any worker has used so far, in MB; 0 where nobody tells. */
  readPeakMemory(): Promise<number>;
}

/** A small real file of each of the 13 accepted formats, by extension. */
export async function makeRealFiles(folder: string): Promise<Record<string, Buffer>> {
  const made: Record<string, Buffer> = {};
  for (const sample of FORMAT_SAMPLES)
    made[sample.extension] = await readFile(await makeFormatSample(sample, folder));
  delete made['jpeg'];
  return made;
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
  words.push('--dialect', 'reference', '--credits', '100000');
  const program = await startProgram(words, { cwd: join(place, 'here'), env });
  const project = await openProject(program.url);
  const still = real['png'] ?? Buffer.alloc(0);
  let renders = 0;
  const siege: Siege = {
    stills: 0,
    real,
    requests,
    program,
    project,
    origin: `http://127.0.0.1:${(sentinel.address() as AddressInfo).port}`,
    async attack(name, bytes, { render: isRendered } = { render: true }) {
      const startedAt = performance.now();
      const took = () => Math.round(performance.now() - startedAt);
      // A session of its own: what is uploaded in this dialect lies on the timeline at once.
      const guest = await createVisitor(program, project.token);
      const { body } = await guest.upload(name, bytes);
      const file = body.data?.files[0];
      if (!file) return { name, upload: `${body.code}: ${body.message}`, tookMs: took() };
      if (!isRendered) return { name, upload: 'accepted', tookMs: took() };
      renders += 1;
      const id = `render_${renders}`;
      const picture = file.file_type === 'audio' ? still : undefined;
      if (picture) siege.stills += 1;
      await layHalfASecond(picture, guest);
      const answer = await guest.submit(id, { output: { resolution: '64x64' } });
      const told = answer.status === 200 ? await guest.finish(id) : answer.body;
      const render = told.data?.error ?? told.message ?? told.data?.status;
      return { name, upload: 'accepted', render, tookMs: took() };
    },
    async listFiles() {
      const files = await readdir(place, { recursive: true });
      return files.filter((name) => !/^tmp\/(tsx-|node-compile-cache)/.test(name));
    },
    readPeakMemory: () => readPeakMemory(program.pid),
  };
  return siege;
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
  expect(await siege.project.credits()).toMatchObject({ frozen: 0 });
  const accepted = fates.filter(({ upload }) => upload === 'accepted');
  const files = await siege.listFiles();
  // Each file is in a folder of its own.
  const inFolder = (folder: string) => files.filter((name) => name.startsWith(`data/${folder}/`));
  expect(inFolder('media')).toHaveLength(2 * (accepted.length + siege.stills));
  const completed = fates.filter(({ render }) => render === 'completed');
  expect(inFolder('results')).toHaveLength(2 * completed.length);
  const others = files.filter((name) => !/^data\/(media|results|renders|sessions)\//.test(name));
  expect(others.toSorted()).toEqual(
    [
      'data',
      'data/accounts',
      'data/accounts/accounts.json',
      'data/media',
      'data/nemovideo-studio.txt',
      'data/renders',
      'data/results',
      'data/secrets',
      'data/secrets/links.json',
      'data/sessions',
      'data/studio-1.lock',
      'here',
      'home',
      'tmp',
    ].toSorted(),
  );
}

/** Half a second of it: pictures on the timeline, sound under a picture. */
async function layHalfASecond(still: Buffer | undefined, guest: Visitor): Promise<void> {
  if (still) await guest.upload('still.png', still);
  await guest.say('trim to 0.5 seconds');
  if (still) await guest.say('add the music');
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
