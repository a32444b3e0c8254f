/** The studio against its limits: its start, edits and exports beside ffmpeg, and a crowd of sessions. */
import { spawnSync } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { type Draft, TRACK_TYPE } from '../../src/studio/stand-in/draft.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { buildFont } from '../../src/studio/cutter/render/fonts.ts';
import type { RenderMedia, RenderPath, StreamPlan } from '../../src/studio/cutter/render/plan.ts';
import { compare, inMs, type Figure } from './bench-figure.ts';
import { compete, median } from './bench-meter.ts';
import type { Contest } from './bench-skill.ts';
import { benchCrowd } from './bench-studio-crowd.ts';
import { enterStudio, readTreeCpuMs, startProgram, type Program } from './bench-studio-guest.ts';

const SIZE = { width: 1920, height: 1080 };
const CLIP_MS = 10_000;

export async function benchStudio(contest: Contest): Promise<Figure[]> {
  const missing = { what: 'studio', value: NaN };
  if (process.platform !== 'linux')
    return [{ ...missing, against: 'only Linux tells the processor time of other processes' }];
  const hasPeer = spawnSync('ffmpeg', ['-version']).status === 0;
  return [
    ...(await benchStarts(contest)),
    ...(hasPeer
      ? await benchRenders(contest)
      : [{ ...missing, what: 'studio, exports', against: 'no ffmpeg here' }]),
    await benchCrowd(),
  ];
}

/** Sessions that are kept from before, of as many accounts. */
const KEPT = 100;
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Until it has answered once: with nothing kept, and to somebody whose work it has kept. */
async function benchStarts(contest: Contest): Promise<Figure[]> {
  const data = ['--data', join(contest.folder, 'kept')];
  const first = await startProgram(data);
  let guest = await enterStudio(first.url, 'kept-0');
  for (let count = 0; count < KEPT; count += 1) {
    if (count > 0) guest = await enterStudio(first.url, `kept-${count}`);
    await guest.upload('photo.png', PHOTO);
    await guest.tell('show the photo for 2 seconds, add the title "Hello"');
  }
  await first.end();
  return [
    await benchStart(contest, {
      what: 'studio, start to the first answer',
      words: ['--memory'],
      ask: (url) => fetch(`${url}/api/credits/balance/simple`),
    }),
    await benchStart(contest, {
      what: `studio, the same with ${KEPT} sessions kept`,
      words: [...data, '--port', new URL(first.url).port],
      ask: () => guest.readCredits(),
    }),
  ];
}

/** The first start, which compiles, does not count. */
async function benchStart(
  { node, folder, rounds }: Contest,
  { what, words, ask }: { what: string; words: string[]; ask(url: string): Promise<unknown> },
): Promise<Figure> {
  const own: number[] = [];
  for (let start = -1; start < rounds; start += 1) {
    const studio = await startProgram(words);
    await ask(studio.url);
    if (start >= 0) own.push(await readTreeCpuMs(studio.pid));
    await studio.end();
  }
  const [peer] = await compete([{ words: [node, '-e', '0'] }], { rounds, folder });
  const against = { what, against: 'node -e 0', goal: 2 };
  return compare({ own: median(own), peer: peer!.cpuMs, format: inMs }, against);
}

const MUSIC = 'place clip.mp4, add song.m4a as background music at 35%';
const TITLED = `${MUSIC}, add the title "Hello 世界" for 3 seconds`;
/**
 * What is told to the studio before the export, and how often it is done in a measurement: the clock counts in hundredths of a
 * second.
 */
const JOBS = [
  { edit: 'place clip.mp4', path: 'remux', goal: 1, repeats: 5 },
  { edit: MUSIC, path: 'copy-video', goal: 1.3, repeats: 3 },
  { edit: TITLED, path: 'transcode', goal: 1.1, repeats: 1 },
] as const;

/** Edit and export of a 10-second Full HD clip, from the message on; uploading it comes before. */
async function benchRenders({ folder, rounds }: Contest): Promise<Figure[]> {
  const studio = await startProgram(['--memory', '--step-delay-ms', '0']);
  try {
    const media = await makeMedia(folder);
    const rules = { studio, folder, media, rounds: Math.min(rounds, 3) };
    const figures: Figure[] = [];
    for (const job of JOBS) figures.push(await compareRender(job, rules));
    return figures;
  } finally {
    await studio.end();
  }
}

interface Stage {
  studio: Program;
  folder: string;
  media: RenderMedia[];
  rounds: number;
}

/** The studio with its workers, and ffmpeg with the same graph and settings, in turns. */
async function compareRender(
  job: (typeof JOBS)[number],
  { studio, folder, media, rounds }: Stage,
): Promise<Figure> {
  const own: number[] = [];
  const peer: number[] = [];
  // The first round warms the disk cache and compiles the code that the rest runs.
  for (let round = -1; round < rounds; round += 1) {
    const guests = await Promise.all(
      Array.from({ length: job.repeats }, async (_, index) => {
        const guest = await enterStudio(studio.url, `${job.path}-${round}-${index}`);
        for (const { file } of media)
          await guest.upload(basename(file), new Uint8Array(await readFile(file)));
        return guest;
      }),
    );
    const before = await readTreeCpuMs(studio.pid);
    for (const guest of guests) {
      await guest.tell(job.edit);
      const path = await guest.render({ format: 'mp4', quality: 'high' });
      if (path !== job.path) throw new Error(`"${job.edit}" was done by ${path}, not ${job.path}`);
    }
    const ownMs = ((await readTreeCpuMs(studio.pid)) - before) / job.repeats;
    const { draft } = await guests[0]!.readState();
    const words = await preparePeer(draft, { folder, media, path: job.path });
    const [cost] = await compete([{ words }], { rounds: 1, folder, repeats: job.repeats });
    if (round < 0) continue;
    own.push(ownMs);
    peer.push(cost!.cpuMs);
  }
  return compare(
    { own: median(own), peer: median(peer), format: inMs },
    { what: `studio, edit and export, ${job.path}`, against: 'ffmpeg', goal: job.goal },
  );
}

/** A draft as the studio writes it by default, with what the jobs above make. */
function readTimeline({ t: tracks, m: canvas }: Draft): StudioTimeline {
  const read = (type: number) =>
    tracks
      .filter(({ tt }) => tt === type)
      .flatMap(({ sg }) => sg)
      .map(({ d, m: { media_id, start, source_start, fade_in, fade_out, fade, ...m } }) => ({
        ...m,
        durationMs: d,
        mediaId: media_id,
        startMs: start,
        sourceStartMs: source_start,
        fadeInMs: fade_in,
        fadeOutMs: fade_out,
        fadeMs: fade,
      }));
  const [clips, music, titles] = [TRACK_TYPE.video, TRACK_TYPE.audio, TRACK_TYPE.title].map(read);
  return { canvas, clips, music, titles } as unknown as StudioTimeline;
}

/** The same edit as a command, its files put where it finds them. */
async function preparePeer(
  draft: Draft,
  { folder, media: [clip, song], path }: { folder: string; media: RenderMedia[]; path: RenderPath },
): Promise<string[]> {
  const timeline = readTimeline(draft);
  const media = Object.fromEntries([
    ...timeline.clips.map(({ mediaId }) => [mediaId, clip!] as const),
    ...timeline.music.map(({ mediaId }) => [mediaId, song!] as const),
  ]);
  const plan = compileTimeline(timeline, { media, output: SIZE, path });
  for (const part of plan.files) {
    const target = join(folder, part.name);
    if (part.kind === 'text') await writeFile(target, part.text);
    else if (part.kind === 'font') await writeFile(target, buildFont(part.characters));
    else await copyFile(part.source, target);
  }
  // Titles have no alignment there before FFmpeg 7.
  const graph = plan.graph
    .replaceAll(/:(?:text_align|y_align)=\w+/g, '')
    .replace(/(a?)buffersink@([av])/g, '$1null[$2]');
  await writeFile(join(folder, 'graph.txt'), graph);
  const copied = path === 'transcode' ? [] : ['-i', plan.files[0]!.name];
  const rendered = graph === '' ? [] : ['-filter_complex_script', 'graph.txt'];
  const streams = plan.streams.flatMap(describeStream);
  const words = [...copied, ...rendered, ...streams, '-movflags', '+faststart', 'peer.mp4'];
  const ffmpeg = 'cd "$1" && shift && exec ffmpeg -nostdin -v error -y "$@"';
  return ['sh', '-c', ffmpeg, 'sh', folder, ...words];
}

/** One stream of the result, in the words of ffmpeg's command line. */
function describeStream(stream: StreamPlan): string[] {
  const letter = stream.kind === 'video' ? 'v' : 'a';
  if ('copied' in stream) return ['-map', `0:${letter}:0`, `-c:${letter}`, 'copy'];
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
