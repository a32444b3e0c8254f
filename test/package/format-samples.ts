/** A real file of every format the backend takes, made with libav: a second of test picture, a tone, or both. */
import { join } from 'node:path';
import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';
import type { StreamPlan } from '../../src/studio/cutter/render/plan.ts';
import { writeOutput } from '../../src/studio/cutter/render/write-output.ts';

export interface FormatSample {
  /** The extension; the file is called `sample.` and this. */
  extension: string;
  type: 'video' | 'image' | 'audio';
  /** libav's name for the container. */
  muxer: string;
  picture?: { codec: string; pixels: string; frames: number };
  sound?: { codec: string; samples: string; frameSamples: number };
}

const FRAMES_PER_SECOND = 25;
const h264 = { codec: 'libx264', pixels: 'yuv420p', frames: 25 };
const aac = { codec: 'aac', samples: 'fltp', frameSamples: 1024 };
const mp3 = { codec: 'libmp3lame', samples: 'fltp', frameSamples: 1152 };
const still = (codec: string, pixels: string) => ({ codec, pixels, frames: 1 });

export const FORMAT_SAMPLES: FormatSample[] = [
  { extension: 'mp4', type: 'video', muxer: 'mp4', picture: h264, sound: aac },
  { extension: 'mov', type: 'video', muxer: 'mov', picture: h264, sound: aac },
  {
    extension: 'avi',
    type: 'video',
    muxer: 'avi',
    picture: { ...h264, codec: 'mpeg4' },
    sound: mp3,
  },
  {
    extension: 'webm',
    type: 'video',
    muxer: 'webm',
    picture: { ...h264, codec: 'libvpx-vp9' },
    sound: { codec: 'libopus', samples: 'flt', frameSamples: 960 },
  },
  { extension: 'mkv', type: 'video', muxer: 'matroska', picture: h264, sound: aac },
  { extension: 'jpg', type: 'image', muxer: 'image2', picture: still('mjpeg', 'yuvj420p') },
  { extension: 'jpeg', type: 'image', muxer: 'image2', picture: still('mjpeg', 'yuvj420p') },
  { extension: 'png', type: 'image', muxer: 'image2', picture: still('png', 'rgb24') },
  {
    extension: 'gif',
    type: 'image',
    muxer: 'gif',
    picture: { codec: 'gif', pixels: 'rgb8', frames: 10 },
  },
  { extension: 'webp', type: 'image', muxer: 'webp', picture: still('libwebp', 'yuv420p') },
  { extension: 'mp3', type: 'audio', muxer: 'mp3', sound: mp3 },
  {
    extension: 'wav',
    type: 'audio',
    muxer: 'wav',
    sound: { ...aac, codec: 'pcm_s16le', samples: 's16' },
  },
  { extension: 'm4a', type: 'audio', muxer: 'ipod', sound: aac },
  { extension: 'aac', type: 'audio', muxer: 'adts', sound: aac },
];

/** Writes the file into `folder` and returns its path. */
export async function makeFormatSample(sample: FormatSample, folder: string): Promise<string> {
  Log.setLevel(AV_LOG_ERROR);
  const output = join(folder, `sample.${sample.extension}`);
  const { picture, sound } = sample;
  await writeOutput(
    {
      folder,
      output,
      durationMs: 1000,
      muxer: sample.muxer,
      graph: [...(picture ? [drawPicture(picture)] : []), ...(sound ? [playTone(sound)] : [])].join(
        ';\n',
      ),
      streams: [
        ...(picture ? [streamOf('video', picture.codec)] : []),
        ...(sound ? [streamOf('audio', sound.codec)] : []),
      ],
    },
    () => {},
  );
  return output;
}

const drawPicture = ({ pixels, frames }: NonNullable<FormatSample['picture']>): string =>
  `testsrc2=s=160x90:r=${FRAMES_PER_SECOND}:d=${frames / FRAMES_PER_SECOND},format=${pixels},buffersink@v`;

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
