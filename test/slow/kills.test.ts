/**
 * Downloads whose process is killed at a random byte: the final name holds nothing, the old file or the whole new one, and
 * the next run goes on where the killed one stopped.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { setHostileStage } from '../package/hostile-stage.ts';
import { clearSamples, makeSamples, type Samples } from '../package/support.ts';
import { padVideo, serveVideo } from '../package/video-server.ts';
import { createRandom } from '../studio/hostile/bytes.ts';
import { draftOf } from '../support/hostile-backend.ts';

const SEED = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000);
const random = createRandom(SEED);
const KILLS = 100;
const AT_ONCE = 4;
const BYTES = 30_000_000;

let samples: Samples;
let video: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  video = padVideo(await readFile(samples.clip), BYTES);
});
afterAll(() => clearSamples(samples));

/** What the final name holds. */
const look = (file: string): Promise<'nothing' | 'old' | 'whole' | 'broken'> =>
  readFile(file).then(
    (bytes) => (bytes.equals(video) ? 'whole' : bytes.toString() === 'old' ? 'old' : 'broken'),
    () => 'nothing',
  );

/** Returns how the file was left, and whether the next run went on with what was there. */
async function killOnce(run: number): Promise<{ left: string; isResumed: boolean }> {
  // Slow enough for what was sent to be what has arrived, but for a few kilobytes.
  const server = await serveVideo(video, { bytesPerSecond: 15_000_000 });
  const stage = await setHostileStage({ draft: draftOf('Hello') });
  stage.backend.on('poll', { body: { status: 'completed', output: { url: server.url } } });
  const out = join(stage.home, 'out');
  const file = join(out, 'video.mp4');
  if (run % 2 === 0) {
    await mkdir(out);
    await writeFile(file, 'old');
  }
  const words = ['export', '--out', file, '--force', '--json'];
  const killed = runScriptUntil(stage, words);
  const killAt = random() * BYTES;
  server.onBytes = (sent) => {
    if (sent >= killAt) killed.kill('SIGKILL');
  };
  await killed.ended;
  server.onBytes = () => {};
  const left = await look(file);
  const before = server.starts.length;
  expect(await stage.json(...words), `run ${run}`).toMatchObject({ ok: true });
  expect(await look(file), `run ${run}`).toBe('whole');
  expect(await readdir(out), `run ${run}`).toEqual(['video.mp4']);
  return { left, isResumed: left === 'whole' || (server.starts[before] ?? BYTES) > 0 };
}

test(`${KILLS} downloads killed at random bytes: never a broken file, and nothing fetched is lost (seed ${SEED})`, async () => {
  const runs = Array.from({ length: KILLS }, (_, run) => run);
  const ends: Awaited<ReturnType<typeof killOnce>>[] = [];
  const work = async (): Promise<void> => {
    for (let run = runs.shift(); run !== undefined; run = runs.shift())
      ends.push(await killOnce(run));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(ends.filter(({ left }) => left === 'broken')).toEqual([]);
  expect(ends.filter(({ isResumed }) => isResumed).length).toBeGreaterThanOrEqual(95);
}, 3_600_000);
