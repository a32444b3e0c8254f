/** What edits and exports cost the studio and its workers, against ffmpeg with the same settings. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { readDraft } from '../../src/studio/draft-reader.ts';
import { compileTimeline } from '../../src/studio/render/compile.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import type { RenderMedia, RenderPath, StreamPlan } from '../../src/studio/render/plan.ts';
import {
  enterStudio,
  type Guest,
  measureCommand,
  type Program,
  readOwnCpu,
  readTreeCpu,
  startProgram,
} from './bench-studio-program.ts';

export const FFMPEG = 'ffmpeg';

const SIZE = { width: 1920, height: 1080 };
const CLIP_MS = 10_000;
const require = createRequire(import.meta.url);
const FONT = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';

interface Job {
  name: string;
  /** Told to the studio before the export. */
  edit: string;
  path: RenderPath;
  /** What the issue tracker asks for. */
  limit: number;
  /** How often it is done in a measurement: the clock counts in hundredths of a second. */
  repeats: number;
}

const JOBS: Job[] = [
  { name: 'untouched', edit: 'place clip.mp4', path: 'remux', limit: 2, repeats: 5 },
  {
    name: 'music',
    edit: 'place clip.mp4, add song.m4a as background music at 35%',
    path: 'copy-video',
    limit: 2,
    repeats: 3,
  },
  {
    name: 'title and music',
    edit: 'place clip.mp4, add song.m4a as background music at 35%, add the title "Hello 世界" for 3 seconds',
    path: 'transcode',
    limit: 1.1,
    repeats: 1,
  },
];

/** Edit and export of a 10-second Full HD clip, from the message on; uploading it comes before. */
export async function* benchRenders({ rounds }: { rounds: number }): AsyncGenerator<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const studio = await startProgram(['--memory', '--step-delay-ms', '0', '--crf', '20']);
  try {
    const media = await makeMedia(folder);
    yield 'processor seconds of an edit and its export: the studio with its workers, against ffmpeg';
    yield 'job              path        ratio   asked   own s   ffmpeg s   of it not in workers';
    for (const job of JOBS) yield await compare(job, { studio, folder, media, rounds });
  } finally {
    await studio.end();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  studio: Program;
  folder: string;
  media: RenderMedia[];
  rounds: number;
}

async function compare(job: Job, { studio, folder, media, rounds }: Stage): Promise<string> {
  const pairs: { own: number; peer: number; server: number }[] = [];
  let path = '';
  const files = await Promise.all(
    media.map(async ({ file }) => ({
      name: basename(file),
      bytes: new Uint8Array(await readFile(file)),
    })),
  );
  for (let round = 0; round <= rounds; round += 1) {
    const guests: Guest[] = [];
    for (let at = 0; at < job.repeats; at += 1) {
      const guest = await enterStudio(studio.url, `${job.path}-${round}-${at}`);
      for (const { name, bytes } of files) await guest.upload(name, bytes);
      guests.push(guest);
    }
    const before = await readCpu(studio.pid);
    for (const guest of guests) {
      await guest.tell(job.edit);
      path = await guest.render({ format: 'mp4', quality: 'high' });
    }
    const after = await readCpu(studio.pid);
    const { draft } = await guests[0]!.readState();
    const peer = await preparePeer(draft, { folder, media, path: job.path });
    pairs.push({
      own: (after.tree - before.tree) / job.repeats,
      server: (after.server - before.server) / job.repeats,
      peer: await measureCommand(peer, { cwd: folder, repeats: job.repeats }),
    });
  }
  // The first round warms the disk cache and compiles the code that the rest runs.
  const counted = pairs.slice(1);
  const ratio = median(counted.map(({ own, peer }) => own / peer));
  const [own, peer, server] = (['own', 'peer', 'server'] as const).map((name) =>
    median(counted.map((pair) => pair[name])).toFixed(2),
  );
  const limit = `≤${job.limit}`;
  return `${job.name.padEnd(15)}  ${path.padEnd(10)}  ${ratio.toFixed(2).padStart(5)}   ${limit.padEnd(5)}   ${own?.padStart(5)}   ${peer?.padStart(8)}   ${server}`;
}

/** Of the studio with its workers, and of the studio alone. */
async function readCpu(pid: number): Promise<{ tree: number; server: number }> {
  return { tree: await readTreeCpu(pid), server: await readOwnCpu(pid) };
}

/** The same edit as a command, its files put where it finds them. */
async function preparePeer(
  draft: unknown,
  { folder, media: [clip, song], path }: { folder: string; media: RenderMedia[]; path: RenderPath },
): Promise<string[]> {
  const timeline = readDraft(draft);
  const media = Object.fromEntries([
    ...timeline.clips.map(({ mediaId }) => [mediaId, clip!] as const),
    ...timeline.music.map(({ mediaId }) => [mediaId, song!] as const),
  ]);
  const plan = compileTimeline(timeline, { media, output: { ...SIZE, fps: 30 }, path });
  for (const part of plan.files) {
    const target = join(folder, part.name);
    if (part.kind === 'text') await writeFile(target, part.text);
    else await copyFile(part.kind === 'font' ? require.resolve(FONT) : part.source, target);
  }
  // Titles have no alignment of their own there before FFmpeg 7.
  const graph = plan.graph
    .replaceAll(/:text_align=\w/g, '')
    .replace(/(a?)buffersink@([av])/g, '$1null[$2]');
  await writeFile(join(folder, 'graph.txt'), graph);
  const command = [FFMPEG, '-nostdin', '-v', 'error', '-y'];
  const copied = path === 'transcode' ? [] : ['-i', plan.files[0]!.name];
  const rendered = graph === '' ? [] : ['-filter_complex_script', 'graph.txt'];
  return [
    ...command,
    ...copied,
    ...rendered,
    ...plan.streams.flatMap(describeStream),
    '-movflags',
    '+faststart',
    'peer.mp4',
  ];
}

/** One stream of the result, in the words of ffmpeg's command line. */
function describeStream(stream: StreamPlan): string[] {
  const letter = stream.kind === 'video' ? 'v' : 'a';
  if ('parts' in stream) return ['-map', `0:${letter}:0`, `-c:${letter}`, 'copy'];
  const options = Object.entries(stream.options).flatMap(([name, value]) => [
    `-${name}:${letter}`,
    value,
  ]);
  return ['-map', `[${letter}]`, `-c:${letter}`, stream.codec, ...options];
}

async function makeMedia(folder: string): Promise<RenderMedia[]> {
  const engine = createEngine();
  const sample = { ...SIZE, durationMs: CLIP_MS, withSound: true };
  const samples = [
    { ...sample, file: join(folder, 'clip.mp4') },
    { ...sample, file: join(folder, 'song.m4a'), kind: 'tone' as const, durationMs: 4000 },
  ];
  try {
    const made: RenderMedia[] = [];
    for (const one of samples) {
      await engine.makeClip(one);
      made.push({ file: one.file, demuxer: 'mov', facts: await engine.probe(one.file, 'mov') });
    }
    return made;
  } finally {
    await engine.close();
  }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
