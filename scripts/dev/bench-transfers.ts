/**
 * What it costs to bring 500 MB here and there, against others that do the same: each in a process of its own, the server
 * too, in memory where there is a file system for it, since disks are not what is measured.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, mkdtemp, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { VERSION, type Job } from '../../src/jobs/record.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import { cleanEnv } from './clean-env.ts';

const run = promisify(execFile);

export interface TransferOptions {
  /** Runs the scripts and the peers. */
  node: string;
  /** The built package. */
  skill: string;
  rounds: number;
}

const MEGABYTE = 1_000_000;
const MEBIBYTE = 1024 * 1024;
const BYTES = 500 * MEGABYTE;
const LINK_RATE = 50 * MEGABYTE;
const SINK_BYTES = 300 * MEGABYTE;
const SINK_RATE = 60 * MEGABYTE;
/** The video, what comes of it, and something to spare. */
const ROOM_BYTES = 3 * BYTES;

/** Prints the figures as lines. */
export async function* benchTransfers(options: TransferOptions): AsyncGenerator<string> {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  const hasRoom = memory !== undefined && memory.bavail * memory.bsize > ROOM_BYTES;
  const folder = await mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), 'bench-'));
  const servers: ChildProcess[] = [];
  const serve = async (video: string, rate = Infinity): Promise<string> => {
    const { server, url } = await startServer(video, rate);
    servers.push(server);
    return url;
  };
  try {
    const bench = await prepare(folder, options);
    yield `500 MB over loopback, ${hasRoom ? 'in memory' : 'on disk'}, medians of ${options.rounds} rounds (of 1 where the link is slow)`;
    yield row({ what: 'what', value: 'ratio', asked: 'asked', own: 'own', other: 'peer' });
    const video = await makeVideo(join(folder, 'video.mp4'), BYTES);
    const url = await serve(video);
    const base = await bench.base();
    yield* benchDownload(bench, { url, base });
    yield* benchUpload(bench, { video, url, base });
    const slowUrl = await serve(video, LINK_RATE);
    const slow = [
      { what: 'download at 50 MB/s, time', ...downloads(bench, slowUrl) },
      { what: 'upload at 50 MB/s, time', ...uploads(bench, { video, url: slowUrl }) },
    ];
    for (const { what, own, curl } of slow) {
      const [mine, other] = await bench.compete([own, curl], { rounds: 1 });
      yield row({
        what,
        value: ratio(mine.wall, BYTES / LINK_RATE),
        asked: '≤1.10',
        own: seconds(mine.wall),
        other: seconds(other.wall),
        peer: `${curl.name}; the ratio is to size / rate`,
      });
    }
    await rm(video);
    const smaller = await makeVideo(join(folder, 'smaller.mp4'), SINK_BYTES);
    const sinkUrl = await serve(smaller, SINK_RATE);
    const { own, form } = uploads(bench, { video: smaller, url: sinkUrl });
    const [mine, other] = await bench.compete([own, form], { rounds: 1 });
    yield row({
      what: 'upload, 300 MB at 60 MB/s, memory / size',
      value: ratio(mine.rss - base.rss, SINK_BYTES),
      asked: '≤0.15',
      own: mebibytes(mine.rss - base.rss),
      other: mebibytes(other.rss - base.rss),
      peer: form.name,
    });
  } finally {
    for (const server of servers) server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Terms {
  url: string;
  /** Of a Node that does nothing. */
  base: Cost;
}

async function* benchDownload(bench: Bench, { url, base }: Terms): AsyncGenerator<string> {
  const { own, fetched, curl, aria2c } = downloads(bench, url);
  const hasAria2c = await run('aria2c', ['--version']).then(
    () => true,
    () => false,
  );
  const commands = [own, fetched, curl, ...(hasAria2c ? [aria2c] : [])] as const;
  const [mine, ...others] = await bench.compete(commands, bench.options);
  for (const [index, other] of others.entries()) {
    yield row({
      what: 'download, processor time',
      value: ratio(mine.cpu, other.cpu),
      asked: index === 0 ? '≤0.85' : '',
      own: seconds(mine.cpu),
      other: seconds(other.cpu),
      peer: commands[index + 1]?.name ?? '',
    });
  }
  if (!hasAria2c) yield 'download: aria2c is not installed here';
  yield row({
    what: 'download, memory over node -e 0',
    asked: '≤90 MiB',
    own: mebibytes(mine.rss - base.rss),
    other: others[0] ? mebibytes(others[0].rss - base.rss) : '',
    peer: fetched.name,
  });
}

async function* benchUpload(
  bench: Bench,
  { video, url, base }: Terms & { video: string },
): AsyncGenerator<string> {
  const { own, form, curl } = uploads(bench, { video, url });
  const [mine, formed, curled] = await bench.compete([own, form, curl], bench.options);
  yield row({
    what: 'upload, processor time',
    value: ratio(mine.cpu, formed.cpu),
    asked: '≤0.45',
    own: seconds(mine.cpu),
    other: seconds(formed.cpu),
    peer: form.name,
  });
  yield row({
    what: 'upload, processor time',
    value: ratio(mine.cpu, curled.cpu),
    own: seconds(mine.cpu),
    other: seconds(curled.cpu),
    peer: curl.name,
  });
  yield row({
    what: 'upload, memory / size',
    value: ratio(mine.rss - base.rss, BYTES),
    asked: '≤0.15',
    own: mebibytes(mine.rss - base.rss),
    other: mebibytes(formed.rss - base.rss),
    peer: form.name,
  });
}

/** `value` is the ratio; memory over a base has none. */
function row(cells: {
  what: string;
  value?: string;
  asked?: string;
  own: string;
  other: string;
  peer?: string;
}): string {
  const { what, value = '', asked = '', own, other, peer = '' } = cells;
  const [first, second] = [own, other].map((text) => text.padStart(8));
  return `${what.padEnd(42)}${value.padEnd(8)}${asked.padEnd(9)}${first}  ${second}  ${peer}`.trimEnd();
}

const ratio = (own: number, other: number): string => (own / other).toFixed(3);
const seconds = (value: number): string => `${value.toFixed(2)} s`;
const mebibytes = (bytes: number): string => `${(bytes / MEBIBYTE).toFixed(0)} MiB`;

interface Command {
  name: string;
  words: string[];
  env?: Record<string, string>;
  /** Makes ready what the command needs; not measured. */
  before?: () => Promise<void>;
}

/** What one process took: processor seconds, seconds on the clock, bytes of memory at its most. */
interface Cost {
  cpu: number;
  wall: number;
  rss: number;
}

interface Bench {
  folder: string;
  options: TransferOptions;
  compete<const C extends readonly Command[]>(
    commands: C,
    options: { rounds: number },
  ): Promise<{ [K in keyof C]: Cost }>;
  /** What a Node that does nothing takes. */
  base(): Promise<Cost>;
}

/** Makes a Node process write down the most memory it had, when it ends. */
const PRELOAD = `process.on('exit', () => require('node:fs').writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));`;

async function prepare(folder: string, options: TransferOptions): Promise<Bench> {
  const preload = join(folder, 'preload.cjs');
  await writeFile(preload, PRELOAD);
  const env = {
    ...cleanEnv(),
    HOME: folder,
    NEMO_TOKEN: 'bench',
    NODE_OPTIONS: `--require=${preload}`,
    BENCH_PEAK: join(folder, 'peak'),
    BENCH_LOG: join(folder, 'log'),
  };
  const compete: Bench['compete'] = async <const C extends readonly Command[]>(
    commands: C,
    { rounds }: { rounds: number },
  ) => {
    const costs: Cost[][] = commands.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, command] of commands.entries()) {
        costs[index]?.push(await measure(command, env));
        for (const name of ['got', 'got.mp4']) await rm(join(folder, name), { force: true });
      }
    }
    return costs.map(takeMedians) as { [K in keyof C]: Cost };
  };
  const bare = { name: 'node -e 0', words: [options.node, '-e', '0'] };
  return {
    folder,
    options,
    compete,
    base: async () => (await compete([bare], { rounds: 5 }))[0],
  };
}

const takeMedians = (costs: Cost[]): Cost => ({
  cpu: median(costs.map(({ cpu }) => cpu)),
  wall: median(costs.map(({ wall }) => wall)),
  rss: median(costs.map(({ rss }) => rss)),
});

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The shell accounts for its children's processor time (POSIX `times`). */
const SHELL = '"$@" >"$BENCH_LOG" 2>&1; code=$?; times; exit $code';

async function measure(
  { name, words, env, before }: Command,
  given: NodeJS.ProcessEnv,
): Promise<Cost> {
  await before?.();
  const [peak = '', log = ''] = [given['BENCH_PEAK'], given['BENCH_LOG']];
  await rm(peak, { force: true });
  const startedMs = performance.now();
  const { stdout } = await run('sh', ['-c', SHELL, 'sh', ...words], {
    env: { ...given, ...env },
  }).catch(async () => {
    throw new Error(`${name} failed: ${(await readFile(log, 'utf8')).slice(-800)}`);
  });
  const wall = (performance.now() - startedMs) / 1000;
  const times = (stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g);
  const cpu = [...times].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  const kibibytes = await readFile(peak, 'utf8').catch(() => 'NaN');
  return { cpu, wall, rss: Number(kibibytes) * 1024 };
}

function downloads({ folder, options }: Bench, url: string) {
  const video = `${url}/video.mp4`;
  const file = join(folder, 'got');
  const script = join(options.skill, 'scripts/run.mjs');
  const state = join(folder, 'state');
  const fetchToFile = `
    const { body } = await fetch('${video}');
    await require('node:stream/promises').pipeline(body, require('node:fs').createWriteStream('${file}'));`;
  return {
    own: {
      name: 'run --resume',
      words: [options.node, script, '--resume', DOWNLOAD],
      env: { NEMO_API_URL: url, NEMO_STATE_DIR: state },
      before: () => writeDownload({ url, state, video, out: `${file}.mp4` }),
    },
    fetched: {
      name: 'fetch piped to a file',
      words: [options.node, '-e', `(async () => {${fetchToFile}})()`],
    },
    curl: { name: 'curl', words: ['curl', '-sSf', '-o', file, video] },
    aria2c: { name: 'aria2c', words: ['aria2c', '-q', '-x1', '-d', folder, '-o', 'got', video] },
  };
}

/** The id of a job of which only the download is left. */
const DOWNLOAD = 'download';

/** Writes the record of such a job, as an `export` leaves it that was stopped after its render was done. */
async function writeDownload(place: {
  url: string;
  state: string;
  video: string;
  out: string;
}): Promise<void> {
  const now = new Date().toISOString();
  const job: Job = {
    version: VERSION,
    id: DOWNLOAD,
    script: 'export',
    batch: null,
    project: 'default',
    wish: DOWNLOAD,
    language: 'en',
    account: null,
    session: { id: 'bench', taskId: null, isUsed: true },
    timeline: null,
    steps: [
      {
        action: 'export',
        state: 'sent',
        out: place.out,
        resolution: null,
        force: true,
        render: {
          id: 'render_bench',
          submittedAt: now,
          timelineMs: 1_000,
          stem: 'got',
          tries: 1,
          url: place.video,
          isCompleted: true,
        },
        polls: 1,
      },
    ],
    createdAt: now,
    updatedAt: now,
    isTold: false,
  };
  const host = new URL(place.url).host.replace(':', '_');
  const path = join(place.state, 'hosts', host, 'projects/default/jobs', `${DOWNLOAD}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(job));
}

function uploads({ options }: Bench, { video, url }: { video: string; url: string }) {
  const target = `${url}/api/upload-video/nemo_agent/me/bench`;
  const sendForm = `
    const form = new FormData();
    form.append('files', await require('node:fs').openAsBlob('${video}'), 'video.mp4');
    const { status } = await fetch('${target}', { method: 'POST', body: form });
    if (status !== 200) throw new Error('HTTP ' + status);`;
  return {
    own: {
      name: 'upload',
      words: [options.node, join(options.skill, 'scripts/upload.mjs'), video],
      env: { NEMO_API_URL: url },
    },
    form: {
      name: 'fetch with FormData and openAsBlob',
      words: [options.node, '-e', `(async () => {${sendForm}})()`],
    },
    curl: { name: 'curl -F', words: ['curl', '-sSf', '-F', `files=@${video}`, target] },
  };
}

/** A real video, brought to its size by a box that players skip. */
async function makeVideo(file: string, bytes: number): Promise<string> {
  const engine = createEngine({ preset: 'ultrafast' });
  const clip = { width: 640, height: 360, durationMs: 1_000, withSound: true };
  await engine.makeClip({ file, ...clip }).finally(() => engine.close());
  const { size } = await stat(file);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes - size);
  head.write('free', 4);
  const target = await open(file, 'a');
  try {
    await target.write(head);
    // Written out: a hole would be read faster than anything real.
    const filling = Buffer.alloc(MEBIBYTE, 0x5a);
    for (let left = bytes - size - head.length; left > 0; left -= filling.length)
      await target.write(filling, 0, Math.min(left, filling.length));
  } finally {
    await target.close();
  }
  return file;
}

/** Its requests are few; what it costs is not counted. */
async function startServer(
  video: string,
  rate: number,
): Promise<{ server: ChildProcess; url: string }> {
  const program = fileURLToPath(new URL('bench-server.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', 'tsx', program, video, String(rate)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return { server, url };
}
