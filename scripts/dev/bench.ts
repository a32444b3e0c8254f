/**
 * Measured speed, as ratios against a peer in the same run: processor time of whole processes, medians of interleaved
 * rounds. Prints a table; it judges nothing. `npm run bench -- --rounds 9 --node /path/to/other/node`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createEngine } from '../../src/studio/render/engine.ts';
import { startStudio } from '../../src/studio/studio.ts';
import { benchEventStream } from './bench-sse.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const skill = join(root, 'dist/ai-video-download');
const run = promisify(execFile);

interface Contest {
  name: string;
  peer: string;
  command: string[];
  peerCommand: string[];
  /** What the issue tracker asks for, printed beside the figure. */
  limit?: number;
}

/** How often a short command runs in one measurement: the shell's clock counts in hundredths of a second. */
const REPEATS = 8;

/** Processor seconds of one run, user and system, as the shell accounts for its children (POSIX `times`). */
async function measureCpu(
  command: string[],
  { env, repeats = REPEATS }: { env: NodeJS.ProcessEnv; repeats?: number },
): Promise<number> {
  const loop = `i=0; while [ $i -lt ${repeats} ]; do "$@" >/dev/null 2>&1; i=$((i+1)); done; times`;
  const { stdout } = await run('sh', ['-c', loop, 'sh', ...command], { env });
  const times = (stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g);
  const seconds = [...times].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return seconds / repeats;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function hold(
  { command, peerCommand }: Contest,
  env: NodeJS.ProcessEnv,
): Promise<{ ratio: number; own: number; peer: number }> {
  const pairs: { own: number; peer: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = {
      own: await measureCpu(command, { env }),
      peer: await measureCpu(peerCommand, { env }),
    };
    // The first round warms the disk cache.
    if (round > 0) pairs.push(pair);
  }
  return {
    ratio: median(pairs.map(({ own, peer }) => own / peer)),
    own: median(pairs.map(({ own }) => own)),
    peer: median(pairs.map(({ peer }) => peer)),
  };
}

async function measurePackage(): Promise<{ bytes: number; largest: string }> {
  const entries = (await readdir(skill, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const sizes = await Promise.all(
    entries.map(async (entry) => ({
      name: entry.name,
      size: (await stat(join(entry.parentPath, entry.name))).size,
    })),
  );
  const largest = sizes.toSorted((a, b) => b.size - a.size)[0];
  return {
    bytes: sizes.reduce((sum, { size }) => sum + size, 0),
    largest: `${largest?.name} ${largest?.size}`,
  };
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    node: { type: 'string', default: process.execPath },
  },
});
const rounds = Number(values.rounds);
const { node } = values;
const script = (name: string, ...words: string[]): string[] => [
  node,
  join(skill, 'scripts', `${name}.mjs`),
  ...words,
];

await run(process.execPath, ['--import', 'tsx', join(root, 'scripts/dev/build.ts'), '--quiet']);
const home = await mkdtemp(join(tmpdir(), 'bench-'));
const studio = await startStudio({ stepDelayMs: 0, preset: 'ultrafast' });
const env = {
  ...process.env,
  HOME: home,
  NEMO_API_URL: studio.url,
  NEMO_TOKEN: studio.issueToken(1_000_000).token,
};
const fetchCredits = join(home, 'fetch.mjs');
try {
  await writeFile(
    fetchCredits,
    `await (await fetch('${studio.url}/api/credits/balance/simple', { headers: { Authorization: 'Bearer ${env.NEMO_TOKEN}' } })).json();`,
  );
  const bare = [node, '-e', '0'];
  const contests: Contest[] = [
    {
      name: 'export --help',
      peer: 'node -e 0',
      command: script('export', '--help'),
      peerCommand: bare,
      limit: 1.25,
    },
    {
      name: 'route',
      peer: 'node -e 0',
      command: script('route', 'add a title and export it'),
      peerCommand: bare,
      limit: 1.25,
    },
    {
      name: 'route --json',
      peer: 'node -e 0',
      command: script('route', '导出视频', '--json'),
      peerCommand: bare,
      limit: 1.25,
    },
    {
      name: 'credits',
      peer: 'the same GET by fetch',
      command: script('credits'),
      peerCommand: [node, fetchCredits],
    },
    {
      name: 'state',
      peer: 'the same GET by fetch',
      command: script('state'),
      peerCommand: [node, fetchCredits],
    },
  ];
  console.log(
    `Node ${(await run(node, ['-v'])).stdout.trim()}, medians of ${rounds} rounds of ${REPEATS} runs, processor time\n`,
  );
  console.log('what            ratio   asked   own ms  peer ms  peer');
  for (const contest of contests) {
    const { ratio, own, peer } = await hold(contest, env);
    const asked = contest.limit === undefined ? '     ' : `≤${contest.limit}`;
    console.log(
      `${contest.name.padEnd(14)}  ${ratio.toFixed(3)}   ${asked}   ${(own * 1000).toFixed(1).padStart(6)}  ${(peer * 1000).toFixed(1).padStart(7)}  ${contest.peer}`,
    );
  }
  console.log('');
  for (const line of await benchEventStream()) console.log(line);
  const { bytes, largest } = await measurePackage();
  console.log(`\npackage: ${bytes} bytes, largest file: ${largest}`);
  const engine = createEngine();
  const clip = join(home, 'clip.mp4');
  await engine.makeClip({
    file: clip,
    width: 1280,
    height: 720,
    durationMs: 2_000,
    withSound: true,
  });
  await engine.close();
  const job = await measureCpu(
    script('run', 'add the title "Hello" and export it', '--file', clip, '--out', `${home}/`),
    { env, repeats: 1 },
  );
  console.log(
    `quick edit in one run (upload, edit, export, download, check): ${(job * 1000).toFixed(0)} ms of processor time`,
  );
} finally {
  await studio.close();
  await rm(home, { recursive: true, force: true });
}
