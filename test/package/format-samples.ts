/** A real file of every format the backend takes, made with libav: a second of test picture, a tone, or both. */
import { join } from 'node:path';
import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';
import type { StreamPlan } from '../../src/studio/cutter/render/plan.ts';
import { writeOutput } from '../../src/studio/cutter/render/write-output.ts';

const h264 = { codec: 'libx264', pixels: 'yuv420p', frames: 25 };
const vp9 = { ...h264, codec: 'libvpx-vp9' };
const mpeg4 = { ...h264, codec: 'mpeg4' };
const gif = { codec: 'gif', pixels: 'rgb8', frames: 10 };
const still = (codec: string, pixels: string) => ({ codec, pixels, frames: 1 });
const aac = { codec: 'aac', samples: 'fltp', frameSamples: 1024 };
const mp3 = { codec: 'libmp3lame', samples: 'fltp', frameSamples: 1152 };
const pcm = { ...aac, codec: 'pcm_s16le', samples: 's16' };
const opus = { codec: 'libopus', samples: 'flt', frameSamples: 960 };

/** `extension` is also the name: `sample.mp4`; `muxer` is libav's name for the container. */
export interface FormatSample {
  extension: string;
  type: 'video' | 'image' | 'audio';
  muxer: string;
  picture?: typeof h264;
  sound?: typeof aac;
}

export const FORMAT_SAMPLES: FormatSample[] = [
  { extension: 'mp4', type: 'video', muxer: 'mp4', picture: h264, sound: aac },
  { extension: 'mov', type: 'video', muxer: 'mov', picture: h264, sound: aac },
  { extension: 'avi', type: 'video', muxer: 'avi', picture: mpeg4, sound: mp3 },
  { extension: 'webm', type: 'video', muxer: 'webm', picture: vp9, sound: opus },
  { extension: 'mkv', type: 'video', muxer: 'matroska', picture: h264, sound: aac },
  { extension: 'jpg', type: 'image', muxer: 'image2', picture: still('mjpeg', 'yuvj420p') },
  { extension: 'jpeg', type: 'image', muxer: 'image2', picture: still('mjpeg', 'yuvj420p') },
  { extension: 'png', type: 'image', muxer: 'image2', picture: still('png', 'rgb24') },
  { extension: 'gif', type: 'image', muxer: 'gif', picture: gif },
  { extension: 'webp', type: 'image', muxer: 'webp', picture: still('libwebp', 'yuv420p') },
  { extension: 'mp3', type: 'audio', muxer: 'mp3', sound: mp3 },
  { extension: 'wav', type: 'audio', muxer: 'wav', sound: pcm },
  { extension: 'm4a', type: 'audio', muxer: 'ipod', sound: aac },
  { extension: 'aac', type: 'audio', muxer: 'adts', sound: aac },
];

/** Writes the file into `folder` and returns its path. */
export async function makeFormatSample(sample: FormatSample, folder: string): Promise<string> {
  Log.setLevel(AV_LOG_ERROR);
  const output = join(folder, `sample.${sample.extension}`);
  const { picture, sound } = sample;
  const graph = [picture && drawPicture(picture), sound && playTone(sound)];
  const streams = [
    picture && streamOf('video', picture.codec),
    sound && streamOf('audio', sound.codec),
  ];
  await writeOutput(
    {
      folder,
      output,
      durationMs: 1000,
      muxer: sample.muxer,
      graph: graph.filter(Boolean).join(';\n'),
      streams: streams.filter((stream) => stream !== undefined),
    },
    () => {},
  );
  return output;
}

const drawPicture = ({ pixels, frames }: NonNullable<FormatSample['picture']>): string =>
  `testsrc2=s=160x90:r=25:d=${frames / 25},format=${pixels},buffersink@v`;

const playTone = ({ samples, frameSamples }: NonNullable<FormatSample['sound']>): string =>
  [
    'sine=f=440:r=48000:d=1',
    `aformat=sample_fmts=${samples}:channel_layouts=stereo`,
    `asetnsamples=${frameSamples}:p=0`,
    'abuffersink@a',
  ].join(',');

const streamOf = (kind: StreamPlan['kind'], codec: string): StreamPlan => ({
  kind,
  codec,
  sink: kind === 'video' ? 'buffersink@v' : 'abuffersink@a',
  options: {},
});
