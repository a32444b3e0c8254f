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

async function readAll(file: MediaFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readMediaFile(file)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test.each([
  ['png', 'image', 'image/png'],
  ['jpg', 'image', 'image/jpeg'],
  ['gif', 'image', 'image/gif'],
  ['webp', 'image', 'image/webp'],
  ['wav', 'audio', 'audio/wav'],
  ['mp3', 'audio', 'audio/mpeg'],
  ['aac', 'audio', 'audio/aac'],
  ['m4a', 'audio', 'audio/mp4'],
  ['mp4', 'video', 'video/mp4'],
  ['mov', 'video', 'video/quicktime'],
  ['avi', 'video', 'video/x-msvideo'],
  ['mkv', 'video', 'video/x-matroska'],
  ['webm', 'video', 'video/webm'],
] as const)('knows a %s file by its content', async (...[kind, type, contentType]) => {
  const path = await makeFile('城市 clip', SAMPLES[kind]);
  expect(await inspectMediaFile(path)).toEqual({
    path,
    name: '城市 clip',
    bytes: SAMPLES[kind].length,
    modifiedMs: (await stat(path)).mtimeMs,
    type,
    contentType,
  });
});

test('goes by the content where the name says something else', async () => {
  const file = await inspectMediaFile(await makeFile('clip.mp4', SAMPLES.png));
  expect(file).toMatchObject({ name: 'clip.mp4', type: 'image', contentType: 'image/png' });
});

test.each([
  ['an HLS playlist', 'clip.mp4', '#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/a.ts\n'],
  ['an SVG', 'image.png', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
  ['a web page', 'clip.mp4', '<!doctype html><title>Not found</title>'],
  ['plain text', 'notes.txt', 'hello'],
  ['a single byte', 'clip.mp4', 'x'],
  ['a PDF', 'clip.mov', '%PDF-1.7\n%âãÏÓ\n'],
  ['a program', 'clip.mp4', Buffer.from('\u007FELF\u0002\u0001\u0001'.padEnd(64, '\0'), 'latin1')],
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

test('refuses an empty file', async () => {
  const path = await makeFile('clip.mp4', '');
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    message: `${path} is empty`,
  });
});

test('refuses a folder', async () => {
  const path = join(await makeFolder(), 'clip.mp4');
  await mkdir(path);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    message: `${path} is a folder`,
  });
});

test('refuses a pipe instead of waiting at it', async () => {
  const path = join(await makeFolder(), 'clip.mp4');
  execFileSync('mkfifo', [path]);
  await expect(inspectMediaFile(path)).rejects.toThrow(`${path} is not a regular file`);
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

test('refuses a file of more than 500 MB before reading it', async () => {
  const path = await makeFile('clip.mp4', SAMPLES.mp4);
  await truncate(path, 500 * 1024 * 1024 + 1);
  await expect(inspectMediaFile(path)).rejects.toMatchObject({
    kind: 'file',
    code: 4002,
    message: `${path} has 524.3 MB, and 500 MB is the limit`,
  });
});

test('accepts a file of 500 MB', async () => {
  const path = await makeFile('clip.mp4', SAMPLES.mp4);
  await truncate(path, 500 * 1024 * 1024);
  expect((await inspectMediaFile(path)).bytes).toBe(500 * 1024 * 1024);
});

test('makes a path absolute', async () => {
  const path = await makeFile('a.png', SAMPLES.png);
  expect((await inspectMediaFile(relative(process.cwd(), path))).path).toBe(path);
});

test('follows a link and keeps its name', async () => {
  const path = await makeFile('a.png', SAMPLES.png);
  await symlink(path, `${path}.link`);
  expect((await inspectMediaFile(`${path}.link`)).name).toBe('a.png.link');
});

test('reads a file in large pieces, byte for byte', async () => {
  const bytes = Buffer.concat([SAMPLES.png, Buffer.alloc(2.5 * 1024 * 1024, 'abc')]);
  const file = await inspectMediaFile(await makeFile('a.png', bytes));
  const sizes: number[] = [];
  for await (const chunk of readMediaFile(file)) sizes.push(chunk.length);
  expect(sizes).toEqual([1024 * 1024, 1024 * 1024, bytes.length - 2 * 1024 * 1024]);
  expect((await readAll(file)).equals(bytes)).toBe(true);
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

test.each(CHANGES)('refuses a file that %s before it is sent', async (_what, how, change) => {
  const file = await inspectMediaFile(await makeFile('a.png', SAMPLES.png));
  await nextTick();
  await change(file.path);
  await expect(readAll(file)).rejects.toMatchObject({
    kind: 'file',
    message: `${file.path} ${how} while it was being uploaded`,
  });
});

test.each(CHANGES)('holds back the end of a file that %s while it is sent', async (...row) => {
  const [, how, change] = row;
  const bytes = Buffer.concat([SAMPLES.png, Buffer.alloc(2 * MiB)]);
  const file = await inspectMediaFile(await makeFile('a.png', bytes));
  await nextTick();
  let sentBytes = 0;
  const send = async (): Promise<void> => {
    for await (const piece of readMediaFile(file)) {
      if (sentBytes === 0) await change(file.path);
      sentBytes += piece.length;
    }
  };
  await expect(send()).rejects.toMatchObject({
    kind: 'file',
    message: `${file.path} ${how} while it was being uploaded`,
  });
  expect(sentBytes).toBeLessThan(bytes.length);
});

test('fills every piece, however little a single read brings', async () => {
  const bytes = Buffer.concat([SAMPLES.png, Buffer.alloc(1.5 * MiB, 'abc')]);
  const file = await inspectMediaFile(await makeFile('a.png', bytes));
  await limitReads(100_000);
  const pieces: Buffer[] = [];
  for await (const piece of readMediaFile(file)) pieces.push(Buffer.from(piece));
  expect(pieces.map(({ length }) => length)).toEqual([MiB, bytes.length - MiB]);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
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

test('needs one buffer for a file of any size, and another for the next file', async () => {
  const path = await makeFile('a.png', Buffer.concat([SAMPLES.png, Buffer.alloc(5 * MiB)]));
  const file = await inspectMediaFile(path);
  const buffers = async (): Promise<Set<ArrayBufferLike>> => {
    const seen = new Set<ArrayBufferLike>();
    for await (const piece of readMediaFile(file)) seen.add(piece.buffer);
    return seen;
  };
  const [first, second] = [await buffers(), await buffers()];
  expect([...first].map(({ byteLength }) => byteLength)).toEqual([MiB]);
  expect(new Set([...first, ...second]).size).toBe(2);
});
