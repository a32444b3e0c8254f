import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  open,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { inspectMediaFile, readMediaFile, type MediaFile } from '../../src/media/media-file.ts';
import { SAMPLES } from './media-samples.ts';
import { makeFolder } from '../support/files.ts';

async function makeFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await makeFolder(), name);
  await writeFile(path, content);
  return path;
}

async function readPieces(file: MediaFile): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of readMediaFile(file)) pieces.push(Buffer.from(piece));
  return pieces;
}

test('knows a file by its content, whatever its name says', async () => {
  const path = await makeFile('城市 clip.mp4', SAMPLES.png);
  expect(await inspectMediaFile(relative(process.cwd(), path))).toEqual({
    path,
    name: '城市 clip.mp4',
    bytes: SAMPLES.png.length,
    modifiedMs: (await stat(path)).mtimeMs,
    type: 'image',
    contentType: 'image/png',
  });
});

test.each([
  ['an HLS playlist', 'clip.mp4', '#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/a.ts\n'],
  ['an SVG', 'image.png', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
  ['a single byte', 'clip.mp4', 'x'],
  ['a PDF', 'clip.mov', '%PDF-1.7\n%âãÏÓ\n'],
])('refuses %s named %s', async (_what, name, content) => {
  const path = await makeFile(name, content);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    code: 4001,
    message: expect.stringContaining(path),
    advice: {
      en: 'Use one of: mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac.',
    },
  });
});

test('says what can be done with subtitles instead', async () => {
  const path = await makeFile('subs.SRT', '1\n00:00:01,000 --> 00:00:02,000\nHello\n');
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    code: 4001,
    advice: {
      en: expect.stringContaining('put their text into the message'),
      zh: expect.stringContaining('写进消息'),
    },
  });
});

test('names the format of a file that it knows but cannot use', async () => {
  const path = await makeFile('clip.mov', '%PDF-1.7\n%âãÏÓ\n');
  await expect(inspectMediaFile(path)).rejects.toThrow(/is pdf \(application\/pdf\)/);
});

test.each<[what: string, make: (path: string) => unknown]>([
  ['is a folder', (path) => mkdir(path)],
  ['is empty', (path) => writeFile(path, '')],
  ['is not a regular file', (path) => execFileSync('mkfifo', [path])],
])('refuses one that %s', async (what, make) => {
  const path = join(await makeFolder(), 'clip.mp4');
  await make(path);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining(`${path} ${what}`),
  });
});

test.each(['missing.mp4', 'file/below.mp4'])('says that %s does not exist', async (name) => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'file'), '');
  const path = join(folder, name);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    message: `${path} does not exist`,
  });
});

test('accepts a file of 500 MB and refuses a larger one', async () => {
  const path = await makeFile('clip.mp4', SAMPLES.mp4);
  await truncate(path, 500 * 1024 * 1024);
  expect((await inspectMediaFile(path)).bytes).toBe(500 * 1024 * 1024);
  await truncate(path, 500 * 1024 * 1024 + 1);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    code: 4002,
    message: `${path} has 524.3 MB, and 500 MB is the limit`,
  });
});

test('follows a link and keeps its name', async () => {
  const path = await makeFile('a.png', SAMPLES.png);
  await symlink(path, `${path}.link`);
  expect((await inspectMediaFile(`${path}.link`)).name).toBe('a.png.link');
});

/** Long enough for the next write to get a time of its own, on file systems that count in whole jiffies. */
const nextTick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Another file of the same size, put in the place of `path`. */
async function replaceFile(path: string): Promise<void> {
  await writeFile(`${path}.new`, Buffer.alloc((await stat(path)).size, 1));
  await rename(`${path}.new`, path);
}

const MiB = 1024 * 1024;
const CHANGES: [string, 'changed' | 'vanished', (path: string) => Promise<void>][] = [
  ['grows', 'changed', (path) => appendFile(path, 'more')],
  ['shrinks', 'changed', (path) => truncate(path, 10)],
  [
    'is rewritten in place',
    'changed',
    async (path) => writeFile(path, Buffer.alloc((await stat(path)).size, 1), { flag: 'r+' }),
  ],
  ['is replaced by another', 'changed', replaceFile],
  ['is touched', 'changed', (path) => utimes(path, new Date(), new Date())],
  ['vanishes', 'vanished', (path) => rm(path)],
];

/** Reads a file that is changed before a piece is asked for, and returns how much of it came before the error. */
async function readChanged(file: MediaFile, change: () => Promise<void>, piece: number) {
  let [pieces, bytes] = [0, 0];
  try {
    if (piece === 0) await change();
    for await (const each of readMediaFile(file)) {
      bytes += each.length;
      pieces += 1;
      if (pieces === piece) await change();
    }
    return { bytes, message: undefined };
  } catch (error) {
    return { bytes, message: (error as Error).message };
  }
}

test.each(CHANGES)(
  'holds back the end of a file that %s before or while it is sent',
  async (...row) => {
    const [, how, change] = row;
    for (const piece of [0, 1]) {
      const bytes = Buffer.concat([SAMPLES.png, Buffer.alloc(2 * MiB)]);
      const file = await inspectMediaFile(await makeFile('a.png', bytes));
      await nextTick();
      const read = await readChanged(file, () => change(file.path), piece);
      expect(read.message).toBe(`${file.path} ${how} while it was being uploaded`);
      expect(read.bytes).toBeLessThan(bytes.length);
    }
  },
);

test('reads a file in large pieces, however little a single read brings', async () => {
  const bytes = Buffer.concat([SAMPLES.png, Buffer.alloc(1.5 * MiB, 'abc')]);
  const file = await inspectMediaFile(await makeFile('a.png', bytes));
  const whole = await readPieces(file);
  await limitReads(100_000);
  for (const pieces of [whole, await readPieces(file)]) {
    expect(pieces.map(({ length }) => length)).toEqual([MiB, bytes.length - MiB]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  }
});

/** As on a network drive: no read brings more than `mostBytes`. */
async function limitReads(mostBytes: number): Promise<void> {
  const any = await open(process.execPath);
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  const read = prototype.read as (this: FileHandle, ...given: unknown[]) => unknown;
  const short = vi.spyOn(prototype, 'read').mockImplementation(function readLess(
    this: FileHandle,
    ...[buffer, offset, length]: unknown[]
  ) {
    return read.call(this, buffer, offset, Math.min(mostBytes, Number(length))) as never;
  } as FileHandle['read']);
  onTestFinished(() => void short.mockRestore());
}
