/**
 * Downloads whose process is killed at a random byte: the final name holds nothing, the old file or the whole new one, and
 * the next run goes on where the killed one stopped.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { padVideo, setHostileStage, video } from '../package/support.ts';
import { createRandom } from '../studio/hostile/bytes.ts';
import { draftOf } from '../support/hostile-backend.ts';

const SEED = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000);
const random = createRandom(SEED);
const KILLS = 100;
const AT_ONCE = 4;
const BYTES = 30_000_000;

const film = padVideo(video, BYTES);

interface Verdict {
  /** What the final name held after the kill. */
  left: 'nothing' | 'old' | 'whole' | 'broken';
  resumed: boolean;
  /** The next run ended with the whole file and nothing beside it. */
  finished: boolean;
}

async function killOnce(run: number): Promise<Verdict> {
  const stage = await setHostileStage({ env: {}, video: film, draft: draftOf('Hello') });
  const { backend } = stage;
  const out = join(stage.home, 'out');
  const file = join(out, 'video.mp4');
  const hadOld = run % 2 === 0;
  if (hadOld) {
    await mkdir(out);
    await writeFile(file, 'old');
  }
  const words = ['export', '--out', file, '--force', '--json'];
  const killed = stage.start(...words);
  const killAt = random() * BYTES;
  backend.on('file', (request) => ({
    ...backend.usual(request),
    // Slow enough for what was sent to be what has arrived, but for a few kilobytes.
    bytesPerSecond: 15_000_000,
    onBytes: (sent) => sent < killAt || killed.kill('SIGKILL'),
  }));
  await killed.ended;
  backend.on('file', () => undefined);
  const left = await readFile(file).then(
    (bytes) => (bytes.equals(film) ? 'whole' : bytes.toString() === 'old' ? 'old' : 'broken'),
    () => 'nothing' as const,
  );
  const before = backend.requests.length;
  const document = await stage.json(...words);
  const isWhole = document['ok'] && (await readFile(file)).equals(film);
  return {
    left,
    resumed:
      left === 'whole' ||
      backend.requests.slice(before).find(({ route }) => route === 'file')?.headers.range !==
        undefined,
    finished: isWhole && (await readdir(out)).length === 1,
  };
}

test(`${KILLS} downloads killed at random bytes: never a broken file, and nothing fetched is lost (seed ${SEED})`, async () => {
  const runs = Array.from({ length: KILLS }, (_, run) => run);
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let run = runs.shift(); run !== undefined; run = runs.shift())
      verdicts.push(await killOnce(run));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const count = (is: (verdict: Verdict) => boolean): number => verdicts.filter(is).length;
  console.log(
    `${KILLS} kills: ${count(({ left }) => left === 'nothing')} left nothing, ${count(({ left }) => left === 'old')} the old file, ${count(({ left }) => left === 'whole')} the whole one; ${count(({ resumed }) => resumed)} gone on with`,
  );

  expect(count(({ left }) => left === 'broken')).toBe(0);
  expect(count(({ finished }) => finished)).toBe(KILLS);
  expect(count(({ resumed }) => resumed)).toBeGreaterThanOrEqual(95);
}, 3_600_000);
