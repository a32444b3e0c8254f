/** The installed ffmpeg and ffprobe: judges that share no code with the engine. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const [FFMPEG, FFPROBE] = ['ffmpeg', 'ffprobe'] as const;
const run = promisify(execFile);

export const hasJudge = [FFMPEG, FFPROBE].every(
  (program) => spawnSync(program, ['-version']).status === 0,
);

export interface Verdict {
  /** Codecs by kind; absent when there is no such stream. */
  video?: string;
  audio?: string;
  width?: number;
  height?: number;
  /** Of the container, and of the picture alone; NaN when it does not tell. */
  durationMs: number;
  pictureMs: number;
  /** Seconds, of every stream that tells. */
  starts: number[];
}

interface Stream {
  codec_type: 'video' | 'audio';
  codec_name: string;
  width?: number;
  height?: number;
  duration?: string;
  start_time?: string;
}

/** What a file is. Throws when it is no media file. */
export async function judge(file: string): Promise<Verdict> {
  const words = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file];
  const { stdout } = await run(FFPROBE, words);
  const { streams, format } = JSON.parse(stdout) as {
    streams: Stream[];
    format: { duration?: string };
  };
  const [video, audio] = (['video', 'audio'] as const).map((kind) =>
    streams.find((stream) => stream.codec_type === kind),
  );
  return {
    ...(video && { video: video.codec_name, width: video.width!, height: video.height! }),
    ...(audio && { audio: audio.codec_name }),
    durationMs: Number(format.duration) * 1000,
    pictureMs: Number(video?.duration) * 1000,
    starts: streams.flatMap((stream) => (stream.start_time ? [Number(stream.start_time)] : [])),
  };
}

/** A digest of each packet of the picture or the sound, in order, whatever their times. */
export async function listPackets(file: string, kind: 'v' | 'a'): Promise<string[]> {
  const words = [
    '-v',
    'error',
    '-i',
    file,
    '-map',
    `0:${kind}`,
    '-c',
    'copy',
    '-f',
    'framemd5',
    '-',
  ];
  const { stdout } = await run(FFMPEG, words, { maxBuffer: 2 ** 26 });
  const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
  return lines.map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/** The mean level in dBFS of a stretch of sound, or of all of it. */
export async function measureVolume(
  file: string,
  { atMs = 0, durationMs }: { atMs?: number; durationMs?: number } = {},
): Promise<number> {
  const end = durationMs === undefined ? '' : `:end=${(atMs + durationMs) / 1000}`;
  const filter = `atrim=start=${atMs / 1000}${end},volumedetect`;
  const words = ['-nostdin', '-i', file, '-vn', '-af', filter, '-f', 'null', '-'];
  const { stderr } = await run(FFMPEG, words);
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
}

/** Makes a file with ffmpeg itself. */
export async function makeFile(words: string[]): Promise<void> {
  await run(FFMPEG, ['-nostdin', '-v', 'error', '-y', ...words]);
}
