/** What becomes of media of many kinds, judged by the installed ffmpeg. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { sniffMedia } from '../../src/studio/cutter/render/sniff.ts';
import { readFrame } from '../../scripts/dev/frames.ts';
import { hasJudge, judge, makeFile, measureVolume } from './judge.ts';
import {
  clipOf,
  difference,
  makeFolder,
  musicOf,
  openMedia,
  removeFolder,
  renderTimeline,
  SMALL,
  timelineOf,
} from './render-support.ts';

const engine = createEngine({ preset: 'ultrafast' });
let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

const path = (name: string): string => join(folder, name);

/** Makes a file with ffmpeg itself, and opens it as an upload. */
async function make(name: string, words: string[]) {
  await makeFile([...words, path(name)]);
  return openMedia(engine, path(name));
}

describe.skipIf(!hasJudge)('media (skipped without ffmpeg and ffprobe)', () => {
  test.each(['wav', 'm4a'])('a mono %s is as loud on both sides as it was', async (format) => {
    const song = await make(`mono.${format}`, ['-f', 'lavfi', '-i', 'sine=440:d=1:r=48000']);
    expect(song.facts.channels).toBe(1);
    const music = [musicOf('song', { durationMs: 1000 })];
    const clips = [clipOf('song', { durationMs: 1000 })];
    const media = { song };
    const heard = await measureVolume(song.file);
    for (const parts of [{ music }, { clips }]) {
      const { file } = await renderTimeline(engine, timelineOf(parts), { media });
      expect(Math.abs((await measureVolume(file)) - heard)).toBeLessThan(0.5);
    }
  });

  test.each([
    // Code values of 10 bits that mean a white of 203 cd/m2 (ITU-R BT.2408, table 1), and where SDR has it.
    ['HLG', 'arib-std-b67', 721],
    ['PQ', 'smpte2084', 573],
  ])(
    '%s keeps its look: white is white, grey is grey, and nothing is tagged wide',
    async (...[, transfer, white]) => {
      const clip = await make(`${transfer}.mp4`, [
        '-f',
        'lavfi',
        '-i',
        'color=black:s=320x180:d=0.5:r=30,format=yuv420p10le',
        '-vf',
        `geq=lum='if(lt(X,160),64,${white})':cb=512:cr=512`,
        '-c:v',
        'libx265',
        '-x265-params',
        `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`,
        '-color_primaries',
        'bt2020',
        '-color_trc',
        transfer,
        '-colorspace',
        'bt2020nc',
      ]);
      expect(clip.facts.transfer).toBe(transfer);
      const { file } = await renderTimeline(
        engine,
        timelineOf({ clips: [clipOf('a', { durationMs: 500 })] }),
        {
          media: { a: clip },
        },
      );
      const frame = await readFrame({ file, atMs: 200 });
      const at = (x: number) => frame.luma[90 * frame.width + x] ?? 0;
      expect(at(40)).toBeLessThan(12);
      expect(at(280)).toBeGreaterThan(165);
      const told = await readColour(file);
      expect(told).not.toMatch(/bt2020|smpte2084|arib/);
    },
  );

  test('one file cut sixty times is opened once for its picture and once for its sound', async () => {
    const clip = await make('long.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=30:d=13',
      '-f',
      'lavfi',
      '-i',
      'sine=440:d=13',
      '-preset',
      'ultrafast',
    ]);
    const clips = Array.from({ length: 60 }, (_, at) =>
      clipOf('a', { sourceStartMs: at * 200, durationMs: 100 }),
    );
    const { graph } = compileTimeline(timelineOf({ clips }), {
      media: { a: clip },
      output: SMALL,
    });
    expect(graph.match(/\bmovie=/g)).toHaveLength(1);
    expect(graph.match(/\bamovie=/g)).toHaveLength(1);
    const { file } = await renderTimeline(engine, timelineOf({ clips }), { media: { a: clip } });
    expect(Math.abs((await judge(file)).pictureMs - 6000)).toBeLessThan(40);
    // The frame in the middle of a cut is the source's own.
    for (const at of [0, 7, 31, 59]) {
      const shown = await readFrame({ file, atMs: at * 100 + 40 });
      const meant = await readFrame({ file: clip.file, atMs: at * 200 + 40 });
      const other = await readFrame({ file: clip.file, atMs: at * 200 + 140 });
      expect(difference(shown, meant)).toBeLessThan(difference(shown, other));
    }
  });

  test('cuts in any order, and at any speed, show what was asked for', async () => {
    const clip = await make('order.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=30:d=4',
      '-f',
      'lavfi',
      '-i',
      'sine=440:d=4',
      '-preset',
      'ultrafast',
    ]);
    const clips = [
      clipOf('a', { sourceStartMs: 3000, durationMs: 300 }),
      clipOf('a', { sourceStartMs: 0, durationMs: 300, speed: 2 }),
      clipOf('a', { sourceStartMs: 600, durationMs: 300, crossFadeMs: 100 }),
      clipOf('a', { sourceStartMs: 2000, durationMs: 300, volume: 0 }),
    ];
    const { file } = await renderTimeline(engine, timelineOf({ clips }), { media: { a: clip } });
    expect(Math.abs((await judge(file)).pictureMs - 1100)).toBeLessThan(40);
    for (const [atMs, sourceMs] of [
      [150, 3150],
      [440, 280],
      [700, 800],
      [950, 2150],
    ] as const) {
      const shown = await readFrame({ file, atMs });
      const near = await readFrame({ file: clip.file, atMs: sourceMs });
      const far = await readFrame({ file: clip.file, atMs: (sourceMs + 2000) % 4000 });
      expect(difference(shown, near), `${atMs}`).toBeLessThan(difference(shown, far));
    }
  });

  test.each(['hvc1', 'mp71', 'NDSC', 'cmfc', 'kddi', 'dash', 'M4V '])(
    'reads an MP4 of the brand %s',
    async (brand) => {
      await makeFile([
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=64x64:d=0.2',
        '-brand',
        brand.padEnd(4),
        path('brand.mp4'),
      ]);
      expect((await readFile(path('brand.mp4'))).toString('latin1', 8, 12)).toBe(brand);
      const { facts } = await openMedia(engine, path('brand.mp4'));
      expect(facts).toMatchObject({ type: 'video', width: 64, videoCodec: 'h264' });
      expect(await sniffMedia(await readFile(path('brand.mp4')))).toMatchObject({
        format: 'mp4',
      });
    },
  );
});

async function readColour(file: string): Promise<string> {
  const words = [
    '-v',
    'error',
    '-show_entries',
    'stream=color_transfer,color_primaries,color_space',
    file,
  ];
  return (await promisify(execFile)('ffprobe', words)).stdout;
}
