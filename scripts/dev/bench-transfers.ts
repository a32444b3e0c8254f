/**
 * What it costs to bring a video here and there, against the built-in fetch: each side in a process of its own, the server
 * too, in memory where there is a file system for it, since disks are not what is measured.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { compare, inMiB, inMs, type Figure } from './bench-figure.ts';
import { compete, type Command, type Cost } from './bench-meter.ts';
import type { Contest } from './bench-skill.ts';

const MEGABYTE = 1_000_000;
const BYTES = 500 * MEGABYTE;
const LINK_RATE = 50 * MEGABYTE;
const SINK_BYTES = 300 * MEGABYTE;
const SINK_RATE = 60 * MEGABYTE;
/** The video, what comes of it, and something to spare. */
const ROOM_BYTES = 3 * BYTES;

export async function benchTransfers(contest: Contest): Promise<Figure[]> {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  const hasRoom = memory !== undefined && memory.bavail * memory.bsize > ROOM_BYTES;
  const folder = hasRoom ? await mkdtemp('/dev/shm/bench-') : contest.folder;
  try {
    const video = await makeVideo(join(folder, 'video.mp4'), BYTES);
    const place = { ...contest, folder, rounds: Math.min(contest.rounds, 3) };
    const bare = { words: [contest.node, '-e', '0'] };
    const [base] = await compete([bare], { rounds: 5, folder, withMemory: true });
    const peakOf = ({ peakBytes }: Cost): number => peakBytes - base!.peakBytes;
    return [
      ...(await benchFast(place, { video, peakOf })),
      ...(await benchLink(place, video)),
      ...(await benchSink(place, { video, peakOf })),
    ];
  } finally {
    if (hasRoom) await rm(folder, { recursive: true, force: true });
  }
}

interface Setting {
  video: string;
  /** Memory over that of a Node that does nothing. */
  peakOf: (cost: Cost) => number;
}

/** Over loopback as fast as it goes. */
async function benchFast(contest: Contest, { video, peakOf }: Setting): Promise<Figure[]> {
  const rules = { rounds: contest.rounds, folder: contest.folder, withMemory: true };
  return withServer(video, Infinity, async (url) => {
    const [got, fetched] = await compete(downloads(contest, url), rules);
    const [sent, formed] = await compete(uploads(contest, { video, url }), rules);
    const piped = { against: 'fetch piped to a file' };
    const form = { against: 'fetch with FormData and openAsBlob' };
    return [
      compare(
        { own: got!.cpuMs, peer: fetched!.cpuMs, format: inMs },
        { what: 'download of 500 MB, processor time', goal: 0.85, ...piped },
      ),
      {
        what: 'download of 500 MB, memory over node -e 0',
        value: peakOf(got!) / 1024 ** 2,
        unit: 'MiB',
        goal: 90,
        peer: inMiB(peakOf(fetched!)),
        ...piped,
      },
      compare(
        { own: sent!.cpuMs, peer: formed!.cpuMs, format: inMs },
        { what: 'upload of 500 MB, processor time', goal: 0.45, ...form },
      ),
      compareMemory(peakOf(sent!), peakOf(formed!), { what: 'upload of 500 MB', bytes: BYTES }),
    ];
  });
}

/** Over a link of 50 MB/s: how much longer than size by rate it takes. */
async function benchLink(contest: Contest, video: string): Promise<Figure[]> {
  const against = 'size / rate';
  const peer = (BYTES / LINK_RATE) * 1000;
  return withServer(video, LINK_RATE, async (url) => {
    const [download] = downloads(contest, url);
    const [upload] = uploads(contest, { video, url });
    const costs = await compete([download!, upload!], { rounds: 1, folder: contest.folder });
    return ['download', 'upload'].map((way, index) =>
      compare(
        { own: costs[index]!.wallMs, peer, format: inMs },
        { what: `${way} at 50 MB/s, time`, goal: 1.1, against },
      ),
    );
  });
}

/** Into a server that takes 60 MB/s: what piles up in memory. */
async function benchSink(contest: Contest, { video, peakOf }: Setting): Promise<Figure[]> {
  await rm(video);
  const smaller = await makeVideo(video, SINK_BYTES);
  const rules = { rounds: 1, folder: contest.folder, withMemory: true };
  return withServer(smaller, SINK_RATE, async (url) => {
    const [sent, formed] = await compete(uploads(contest, { video: smaller, url }), rules);
    const about = { what: 'upload of 300 MB at 60 MB/s', bytes: SINK_BYTES };
    return [compareMemory(peakOf(sent!), peakOf(formed!), about)];
  });
}

const compareMemory = (
  own: number,
  peer: number,
  { what, bytes }: { what: string; bytes: number },
): Figure => ({
  what: `${what}, memory / size`,
  value: own / bytes,
  goal: 0.15,
  own: inMiB(own),
  peer: inMiB(peer),
  against: 'fetch with FormData and openAsBlob',
});

/** Ours, and the peer. */
function downloads({ node, skill, folder }: Contest, url: string): Command[] {
  const file = join(folder, 'got.mp4');
  const script = `
    const { body } = await fetch('${url}/video.mp4');
    await require('node:stream/promises').pipeline(body, require('node:fs').createWriteStream('${file}'));`;
  const before = (): Promise<void> => rm(file, { force: true });
  return [
    {
      words: [node, join(skill, 'scripts/export.mjs'), '--media', 'all', '--out', file],
      env: { NEMO_API_URL: url, NEMO_TOKEN: 'bench' },
      before,
    },
    { words: [node, '-e', `(async () => {${script}})()`], before },
  ];
}

/** Ours, and the peer. */
function uploads(
  { node, skill }: Contest,
  { video, url }: { video: string; url: string },
): Command[] {
  const script = `
    const form = new FormData();
    form.append('files', await require('node:fs').openAsBlob('${video}'), 'video.mp4');
    const target = '${url}/api/upload-video/nemo_agent/me/bench';
    const { status } = await fetch(target, { method: 'POST', body: form });
    if (status !== 200) throw new Error('HTTP ' + status);`;
  return [
    {
      words: [node, join(skill, 'scripts/upload.mjs'), video],
      env: { NEMO_API_URL: url, NEMO_TOKEN: 'bench' },
    },
    { words: [node, '-e', `(async () => {${script}})()`] },
  ];
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
    const filling = Buffer.alloc(1024 * 1024, 0x5a);
    for (let left = bytes - size - head.length; left > 0; left -= filling.length)
      await target.write(filling, 0, Math.min(left, filling.length));
  } finally {
    await target.close();
  }
  return file;
}

/** With a server in a process of its own: its requests are few, and what it costs is not counted. */
async function withServer(
  video: string,
  rate: number,
  measureThere: (url: string) => Promise<Figure[]>,
): Promise<Figure[]> {
  const program = fileURLToPath(new URL('bench-server.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', 'tsx', program, video, String(rate)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    return await measureThere(url);
  } finally {
    server.kill();
  }
}
