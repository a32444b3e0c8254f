/** What the built export leaves: whole videos under safe names, whatever cuts the download off. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { draftOf, type HostileRequest } from '../support/hostile-backend.ts';
import {
  padVideo,
  readDocument,
  setHostileStage,
  video,
  type Document,
  type HostileStage,
} from './support.ts';

const film = padVideo(video, 16_000_000);

/** A stage on which every render is finished and is this film. */
const setFinished = (name = 'film.mp4', rendered = film): Promise<HostileStage> =>
  setHostileStage({
    video: rendered,
    draft: { t: [{ tt: 0, sg: [{ d: 2000, m: { name } }] }], d: 2000 },
  });

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The first byte that a request for the file asked for, 0 for the whole. */
const startOf = ({ headers }: HostileRequest): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
const startsOf = ({ backend }: HostileStage): number[] =>
  backend.requests.filter(({ route }) => route === 'file').map(startOf);

/** Ends every answer with the file at this byte of it; with nothing, no more. */
function cutAt({ backend }: HostileStage, end: 'close' | 'stall', ...cuts: number[]): void {
  backend.on('file', (request) => {
    const cut = cuts.find((at) => at > startOf(request));
    const usual = backend.usual(request);
    // Closed, not reset: what was sent arrives.
    return cut === undefined ? usual : { ...usual, end, afterBytes: cut - startOf(request) };
  });
}

test('a link cut at 10, 35, 60 and 85 % costs hardly a byte more', async () => {
  const stage = await setFinished();
  const cuts = [0.1, 0.35, 0.6, 0.85].map((share) => Math.round(share * film.length));
  cutAt(stage, 'close', ...cuts);
  const { file } = await stage.json('export', '--out', `${stage.home}/`);

  expect(hash(await readFile(file))).toBe(hash(film));
  const starts = startsOf(stage);
  expect(starts).toHaveLength(5);
  const sentTwice = cuts.map((cut, index) => cut - (starts[index + 1] ?? 0));
  expect(Math.max(...sentTwice)).toBeLessThan(0.005 * film.length);
});

test('a download that outlasts --wait, or is stopped, is gone on with by the command in next', async () => {
  const stage = await setFinished();
  const out = join(stage.home, 'out');
  cutAt(stage, 'stall', 4_000_000, 8_000_000);
  let slow: Document = { exitCode: null };
  // Three seconds of the real clock; a busy machine may need more than one call until the download is begun.
  while (startsOf(stage).length === 0)
    slow = await stage.json('export', '--out', `${out}/`, '--wait', '60');
  expect(slow).toMatchObject({ exitCode: 0, status: 'running' });
  expect(await readdir(out)).toEqual(['film-export.mp4.part']);

  const { job, next } = slow;
  const stopped = stage.start('run', '--resume', job, '--json', '--wait', '6000');
  await expect.poll(() => startsOf(stage)).toHaveLength(2);
  stopped.kill('SIGINT');
  expect(readDocument(await stopped.ended)).toMatchObject({
    exitCode: 130,
    job,
    next: next.replace('--wait 60', '--wait 6000'),
  });
  expect(await readdir(out)).toEqual(['film-export.mp4.part']);

  cutAt(stage, 'stall');
  const resumed = await stage.json('run', '--resume');
  expect(resumed).toMatchObject({ exitCode: 0, status: 'done', job });
  expect(Math.min(...startsOf(stage).slice(1))).toBeGreaterThan(0);
  expect(await readdir(out)).toEqual(['film-export.mp4']);
  expect(hash(await readFile(resumed['file']))).toBe(hash(film));
});

test('a finished file leaves nothing beside it, and never takes another’s place but with --force', async () => {
  const stage = await setFinished('film.mp4', video);
  const out = join(stage.home, 'out');
  await mkdir(out);
  await writeFile(join(out, 'film-export.mp4'), 'mine');
  const { file } = await stage.json('export', '--out', `${out}/`);

  expect(file).toBe(join(out, 'film-export (2).mp4'));
  expect((await readdir(out)).toSorted()).toEqual(['film-export (2).mp4', 'film-export.mp4']);
  expect(await readFile(join(out, 'film-export.mp4'), 'utf8')).toBe('mine');
  const forced = await stage.json('export', '--out', `${out}/`, '--force');
  expect(forced['file']).toBe(join(out, 'film-export.mp4'));
  expect(await readFile(forced['file'])).toEqual(video);
});

test('a name in the message is the video’s, in the folder of --out; --out with a name decides', async () => {
  const stage = await setFinished('film.mp4', video);
  const wish = ['run', 'save it as final.mp4', '--out'];
  const named = await stage.json(...wish, `${stage.home}/`);
  expect(named).toMatchObject({ status: 'done', file: join(stage.home, 'final.mp4') });
  const own = join(stage.home, 'own.mp4');
  expect(await stage.json(...wish, own)).toMatchObject({ status: 'done', file: own });
});

test('who wants a GIF is told that the video is an MP4, by whichever command ends the job', async () => {
  const stage = await setHostileStage({ draft: draftOf('The beginning') });
  const document = await stage.json('run', 'make it a gif', '--wait', '0');
  const done = await stage.goOn(document);

  expect(done).toMatchObject({ status: 'done', video: { codec: 'h264' } });
  expect(done['notices']).toEqual([
    "GIF is not available: the video comes as MP4, in 1080p, 720p or the project's own size.",
  ]);
});

const hasTerminal = existsSync('/usr/bin/script');

test.skipIf(!hasTerminal)(
  'on a terminal a download is one live line, elsewhere a line at each tenth (skipped without `script`)',
  async () => {
    const stage = await setFinished();
    const { backend, home, skillFolder, env } = stage;
    backend.on('file', (request) => ({ ...backend.usual(request), bytesPerSecond: 16_000_000 }));
    const script = `${skillFolder}/scripts/export.mjs`;
    const command = [process.execPath, script, '--out', home].join(' ');
    const terminal = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, HOME: home, ...env },
    });
    const { stderr } = await stage.run('export', '--out', home);

    // eslint-disable-next-line no-control-regex
    expect(terminal.stdout).toMatch(/\u001b\[1GDownloading █+░+ \d+% of 16\.0 MB, [\d.]+ [KM]B\/s/);
    expect(terminal.stdout).toContain('✅ Video ready');
    expect(stderr).not.toContain('\u001b');
    const lines = stderr.match(/^Downloading: \d+% of 16\.0 MB, [\d.]+ [KM]B\/s/gm);
    expect(lines?.length).toBeGreaterThan(3);
  },
);
