import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';

import type { RenderPlan } from '../../../src/studio/cutter/render/plan.ts';
import { writeOutput } from '../../../src/studio/cutter/render/write-output.ts';

const VIDEO = ['libx264', 'yuv420p'];
const PICTURE = 'testsrc2=s=96x64:r=20:d=1';
const TONE = 'sine=f=440:r=48000:d=1,aformat=sample_rates=48000:channel_layouts=stereo';

/** Extension: libav's muxer, video codec and pixel format, audio codec and sample format. */
const FORMATS: Record<string, { muxer: string; video?: string[]; audio?: string[] }> = {
  mp4: { muxer: 'mp4', video: VIDEO, audio: ['aac', 'fltp'] },
  mov: { muxer: 'mov', video: VIDEO, audio: ['aac', 'fltp'] },
  avi: { muxer: 'avi', video: ['mpeg4', 'yuv420p'], audio: ['libmp3lame', 'fltp'] },
  webm: { muxer: 'webm', video: ['libvpx', 'yuv420p'], audio: ['libopus', 'flt'] },
  mkv: { muxer: 'matroska', video: VIDEO, audio: ['aac', 'fltp'] },
  jpg: { muxer: 'image2pipe', video: ['mjpeg', 'yuvj420p'] },
  png: { muxer: 'image2pipe', video: ['png', 'rgb24'] },
  gif: { muxer: 'gif', video: ['gif', 'bgr8'] },
  webp: { muxer: 'webp', video: ['libwebp', 'yuv420p'] },
  mp3: { muxer: 'mp3', audio: ['libmp3lame', 'fltp'] },
  wav: { muxer: 'wav', audio: ['pcm_s16le', 's16'] },
  m4a: { muxer: 'ipod', audio: ['aac', 'fltp'] },
  aac: { muxer: 'adts', audio: ['aac', 'fltp'] },
};

/** Samples in a frame; 1024 for the others. */
const FRAME_SIZES: Record<string, number> = { libmp3lame: 1152, libopus: 960 };

const STILLS = new Set(['jpg', 'png', 'webp']);

/** A small real file of each of the 13 accepted formats, by extension. */
export async function makeRealFiles(folder: string): Promise<Record<string, Buffer>> {
  Log.setLevel(AV_LOG_ERROR);
  const made: Record<string, Buffer> = {};
  for (const [extension, { muxer, video, audio }] of Object.entries(FORMATS)) {
    const output = join(folder, `real.${extension}`);
    const only = STILLS.has(extension) ? ',trim=end_frame=1' : '';
    const picture = `${PICTURE}${only},format=${video?.[1]},buffersink@v`;
    const size = FRAME_SIZES[audio?.[0] ?? ''] ?? 1024;
    const sound = `${TONE},aformat=sample_fmts=${audio?.[1]},asetnsamples=${size}:p=0,abuffersink@a`;
    const graph = [...(video ? [picture] : []), ...(audio ? [sound] : [])].join(';');
    const streams: RenderPlan['streams'] = [];
    if (video)
      streams.push({ kind: 'video', sink: 'buffersink@v', codec: video[0] ?? '', options: {} });
    if (audio)
      streams.push({ kind: 'audio', sink: 'abuffersink@a', codec: audio[0] ?? '', options: {} });
    const job = { folder, graph, muxer, streams, durationMs: 1000, output };
    await writeOutput(job, () => undefined);
    made[extension] = await readFile(output);
  }
  return made;
}
