/** The body of an upload on its way through a real connection: whole, in pieces, and ended when a file changes. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Busboy } from '@fastify/busboy';
import { expect, test } from 'vitest';
import { inspectMediaFile } from '../../src/media/media-file.ts';
import { buildUploadBody } from '../../src/media/upload-body.ts';
import { createManualClock, createRecordingReporter, openHttp } from '../support/backend.ts';
import { makeFolder } from '../support/files.ts';
import { serveHttp } from '../support/serve.ts';
import { SAMPLES } from './media-samples.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

interface Received {
  name: string;
  type: string;
  sha256: string;
}

/** Reads the files of a request as any server would. */
async function readUpload(request: IncomingMessage): Promise<Received[]> {
  const files: Received[] = [];
  const parser = new Busboy({ headers: request.headers as { 'content-type': string } });
  parser.on('file', (...[, stream, name, , type]) => {
    const hash = createHash('sha256');
    const file = { name, type, sha256: '' };
    files.push(file);
    stream.on('data', (piece: Buffer) => hash.update(piece));
    stream.on('end', () => (file.sha256 = hash.digest('hex')));
  });
  request.pipe(parser);
  await once(parser, 'finish');
  return files;
}

interface Upload {
  /** What the server received. */
  files: Received[];
  /** The lines on stderr. */
  progress: string[];
  /** How often all of the body had gone out. */
  sent: number;
}

/** Sends files to a server that does something with the request, and reads it in the end. */
async function send(
  paths: string[],
  meet: (request: IncomingMessage) => Promise<void> | void = () => {},
): Promise<Upload> {
  const upload: Upload = { files: [], progress: [], sent: 0 };
  const url = await serveHttp((request, response) => {
    void (async () => {
      const meeting = meet(request);
      // Whoever only listens does so in the same turn in which the reading begins.
      if (meeting) await meeting;
      upload.files = await readUpload(request);
      response.end();
    })().catch(() => {});
  });
  const http = openHttp(url);
  // Each reading of this clock is a second later, so that no progress comes too soon after the last.
  let nowMs = 0;
  const clock = { ...createManualClock(), now: () => (nowMs += 1_000) };
  const reporter = createRecordingReporter();
  const files = await Promise.all(paths.map(inspectMediaFile));
  const body = buildUploadBody({ reporter, clock }, files, () => (upload.sent += 1));
  const headers = { 'Content-Type': body.contentType, 'Content-Length': String(body.bytes) };
  await http.request({ method: 'POST', url: '/upload', headers, body: body.chunks });
  return { ...upload, progress: reporter.progressed };
}

async function makePng(name: string, moreBytes = 0): Promise<string> {
  const path = join(await makeFolder(), name);
  await writeFile(path, Buffer.concat([SAMPLES.png, randomBytes(moreBytes)]));
  return path;
}

test('progress is told in tenths of the whole body, and once when all of it has gone out', async () => {
  const { progress, sent } = await send([await makePng('a.png', 20 * MiB)]);
  const shares = progress.map((line) => Number(/^Uploading: (\d+)% of 21\.0 MB/.exec(line)?.[1]));

  expect(shares.length).toBeGreaterThanOrEqual(10);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(100);
  expect(sent).toBe(1);
});

test.skipIf(process.platform === 'win32')(
  'names are written as browsers write them, and nothing in one becomes a header (skipped where no file can be named so)',
  async () => {
    const names = ['clip "final".png', 'a\r\nX-Evil: 1\r\n\r\n.png', '城市 延时 100%.png'];
    const { files } = await send(await Promise.all(names.map((name) => makePng(name))));

    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ['clip %22final%22.png', 'image/png'],
      ['a%0D%0AX-Evil: 1%0D%0A%0D%0A.png', 'image/png'],
      ['城市 延时 100%.png', 'image/png'],
    ]);
  },
);

/** Takes a little at a time, so that every buffer on the way is full again and again. */
function readSlowly(request: IncomingMessage): void {
  let pauses = 0;
  request.on('data', () => {
    request.pause();
    pauses += 1;
    setTimeout(() => request.resume(), pauses < 8 ? 20 : 1);
  });
}

test('large and tiny files arrive byte for byte at a server that reads slowly', async () => {
  const tiny = Array.from({ length: 40 }, (_each, index) => index * 37);
  // Ends so short that the socket takes them at once: they wait in it while the next file is read.
  const shortEnds = Array.from({ length: 40 }, (_each, index) => MiB + (index % 4) * 15 * KiB);
  const sizes = [20 * MiB, 0, 1, MiB, 3 * MiB + 1, 16 * KiB, MiB - 1, 64 * KiB, 5 * MiB + 63 * KiB];
  sizes.push(...tiny, ...shortEnds, 2);
  const files: { path: string; sha256: string }[] = [];
  for (const [index, size] of sizes.entries()) {
    const bytes = Buffer.concat([SAMPLES.png, randomBytes(size)]);
    const path = join(await makeFolder(), `${index}.png`);
    await writeFile(path, bytes);
    files.push({ path, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const { files: received } = await send(
    files.map(({ path }) => path),
    readSlowly,
  );

  expect(received.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
});
