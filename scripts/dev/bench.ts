/**
 * Measured speed, as ratios against a peer in the same run: processor time of whole processes, medians of interleaved
 * rounds. Prints tables; it judges nothing. `npm run bench -- --rounds 9 --node /path/to/other/node --only start`; the parts are
 * start, job, text, polls, sse, transfers, studio and package.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createEngine } from '../../src/studio/render/engine.ts';
import { startStudio } from '../../src/studio/studio.ts';
import { benchPolls } from './bench-polls.ts';
import { benchEventStream } from './bench-sse.ts';
import { benchStudio } from './bench-studio.ts';
import { benchText } from './bench-text.ts';
import { benchTransfers } from './bench-transfers.ts';
import { cleanEnv } from './clean-env.ts';

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

/** Processor seconds of one run, user and system, as the shell accounts for its children (POSIX `times`). Throws when it fails. */
async function measureCpu(
  command: string[],
  { env, repeats = REPEATS }: { env: NodeJS.ProcessEnv; repeats?: number },
): Promise<number> {
  const loop = `i=0; while [ $i -lt ${repeats} ]; do "$@" >/dev/null || exit 1; i=$((i+1)); done; times`;
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
  { env, rounds }: { env: NodeJS.ProcessEnv; rounds: number },
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

async function measurePackage(): Promise<{ files: number; bytes: number; largest: string }> {
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
    files: sizes.length,
    bytes: sizes.reduce((sum, { size }) => sum + size, 0),
    largest: `${largest?.name} ${largest?.size}`,
  };
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    node: { type: 'string', default: process.execPath },
    only: { type: 'string' },
  },
});
const { node } = values;
const roundsOr = (usual: number): number =>
  values.rounds === undefined ? usual : Number(values.rounds);
const script = (name: string, ...words: string[]): string[] => [
  node,
  join(skill, 'scripts', `${name}.mjs`),
  ...words,
];

interface Stage {
  home: string;
  studio: Awaited<ReturnType<typeof startStudio>>;
  env: NodeJS.ProcessEnv;
}

/** A backend and a home for as long as something is measured with them. */
async function* onStage(measureThere: (stage: Stage) => AsyncIterable<string>) {
  const home = await mkdtemp(join(tmpdir(), 'bench-'));
  const studio = await startStudio({ stepDelayMs: 0, preset: 'ultrafast' });
  const env = {
    ...cleanEnv(),
    HOME: home,
    NEMO_API_URL: studio.url,
    NEMO_TOKEN: studio.issueToken(1_000_000).token,
  };
  try {
    // As on a machine where the skill has been used: there is a folder to keep what Node has compiled.
    const [program = '', ...words] = script('connect');
    await run(program, words, { env });
    yield* measureThere({ home, studio, env });
  } finally {
    await studio.close();
    await rm(home, { recursive: true, force: true });
  }
}

async function* benchStart({ home, studio, env }: Stage): AsyncGenerator<string> {
  const fetchCredits = join(home, 'fetch.mjs');
  await writeFile(
    fetchCredits,
    `await (await fetch('${studio.url}/api/credits/balance/simple', { headers: { Authorization: 'Bearer ${env['NEMO_TOKEN']}' } })).json();`,
  );
  const bare = [node, '-e', '0'];
  const contests: Contest[] = [
    {
      name: 'export --help',
      peer: 'node -e 0',
      command: script('export', '--help'),
      peerCommand: bare,
      limit: 1.15,
    },
    {
      name: 'route',
      peer: 'node -e 0',
      command: script('route', 'add a title and export it'),
      peerCommand: bare,
      limit: 1.35,
    },
    {
      name: 'route --json',
      peer: 'node -e 0',
      command: script('route', '导出视频', '--json'),
      peerCommand: bare,
      limit: 1.35,
    },
    {
      name: 'credits',
      peer: 'the same GET by fetch',
      command: script('credits'),
      peerCommand: [node, fetchCredits],
      limit: 1.05,
    },
    {
      name: 'state',
      peer: 'the same GET by fetch',
      command: script('state'),
      peerCommand: [node, fetchCredits],
    },
  ];
  const rounds = roundsOr(5);
  yield `processor time, medians of ${rounds} rounds of ${REPEATS} runs`;
  yield 'what            ratio   asked   own ms  peer ms  peer';
  for (const contest of contests) {
    const { ratio, own, peer } = await hold(contest, { env, rounds });
    const asked = contest.limit === undefined ? '     ' : `≤${contest.limit}`;
    yield `${contest.name.padEnd(14)}  ${ratio.toFixed(3)}   ${asked}   ${(own * 1000).toFixed(1).padStart(6)}  ${(peer * 1000).toFixed(1).padStart(7)}  ${contest.peer}`;
  }
}

async function* benchJob({ home, env }: Stage): AsyncGenerator<string> {
  const engine = createEngine();
  const file = join(home, 'clip.mp4');
  const clip = { file, width: 1280, height: 720, durationMs: 2_000, withSound: true };
  await engine.makeClip(clip).finally(() => engine.close());
  const title = 'add the title "Hello"';
  const place = ['--out', `${home}/`, '--force'];
  const rounds = roundsOr(3);
  const pairs: { whole: number; parts: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const measure = (name: string, ...words: string[]): Promise<number> =>
      measureCpu(script(name, ...words), { env, repeats: 1 });
    const whole = ['--file', file, '--edit', title, '--export', '--project', `whole ${round}`];
    const part = ['--project', `parts ${round}`];
    pairs.push({
      whole: await measure('run', ...whole, ...place),
      parts:
        (await measure('connect', ...part)) +
        (await measure('upload', file, ...part)) +
        (await measure('chat', title, ...part)) +
        (await measure('state', ...part)) +
        (await measure('export', ...place, ...part)),
    });
  }
  // The first round warms up.
  const counted = pairs.slice(1);
  const [own, peer] = [
    median(counted.map(({ whole }) => whole)),
    median(counted.map(({ parts }) => parts)),
  ];
  yield 'a quick edit in one run, against connect, upload, chat, state and export as commands (asked ≤0.36)';
  yield `${(own / peer).toFixed(3)}   ${(own * 1000).toFixed(0)} ms   ${(peer * 1000).toFixed(0)} ms`;
}

async function* benchPackage(): AsyncGenerator<string> {
  const { files, bytes, largest } = await measurePackage();
  yield `package: ${files} files (asked ≤64), ${bytes} bytes (asked ≤1000000), largest file: ${largest} (asked ≤256000)`;
}

async function* benchStreams(): AsyncGenerator<string> {
  yield* await benchEventStream();
}

async function* benchTexts(): AsyncGenerator<string> {
  yield* benchText();
}

async function* benchPolling(): AsyncGenerator<string> {
  yield* benchPolls();
}

const PARTS: Record<string, () => AsyncIterable<string>> = {
  start: () => onStage(benchStart),
  job: () => onStage(benchJob),
  text: benchTexts,
  polls: benchPolling,
  sse: benchStreams,
  transfers: () => benchTransfers({ node, skill, rounds: roundsOr(3) }),
  studio: () => benchStudio({ rounds: roundsOr(3) }),
  package: benchPackage,
};

const { only } = values;
const chosen = Object.entries(PARTS).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`--only takes one of: ${Object.keys(PARTS).join(', ')}; not ${only}`);
  process.exit(2);
}
await run(process.execPath, ['--import', 'tsx', join(root, 'scripts/dev/build.ts'), '--quiet']);
console.log(`Node ${(await run(node, ['-v'])).stdout.trim()}`);
for (const [, bench] of chosen) {
  console.log('');
  for await (const line of bench()) console.log(line);
}
