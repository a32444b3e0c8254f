import { expect, test } from 'vitest';
import { isResumable, readDownloadAnswer, requestRest } from '../../src/media/download-plan.ts';

const KNOWN = { bytes: 1000, etag: '"a"', last_modified: null };
const DATED = { bytes: 1000, etag: null, last_modified: 'Thu, 01 Jan 2026 00:00:00 GMT' };

/** Reads an answer to a request for the bytes from 400 on. */
const readRest = (status: number, headers: Record<string, string>) =>
  readDownloadAnswer(
    { status, header: (name) => headers[name] },
    { fromByte: 400, identity: KNOWN, headers: {} },
  );
/** Reads an answer to a request for the whole file. */
const readWhole = (status: number, headers: Record<string, string>) =>
  readDownloadAnswer({ status, header: (name) => headers[name] }, undefined);

test.each([
  ['with a strong ETag', KNOWN, 400, { Range: 'bytes=400-', 'If-Range': '"a"' }],
  ['with a date', DATED, 400, { Range: 'bytes=400-', 'If-Range': DATED.last_modified }],
  ['not without a validator', { ...KNOWN, etag: null }, 400, undefined],
  ['not without a length', { ...KNOWN, bytes: null }, 400, undefined],
  ['not from the first byte', KNOWN, 0, undefined],
  ['not when all is there', KNOWN, 1000, undefined],
  ['not of a file nobody knows', undefined, 400, undefined],
])('the rest is asked for %s', (...[, identity, haveBytes, headers]) => {
  expect(requestRest(identity, haveBytes)?.headers).toEqual(headers);
});

test.each([
  ['a strong validator', KNOWN, 400, true],
  ['all of the bytes', { ...KNOWN, etag: null }, 1000, true],
  ['a length alone', { ...KNOWN, etag: null }, 400, false],
  ['no byte', KNOWN, 0, false],
  ['too many bytes', KNOWN, 1001, false],
])('a part with %s can be gone on with or not', (...[, identity, haveBytes, resumable]) => {
  expect(isResumable(identity, haveBytes)).toBe(resumable);
});

test('the rest of the same file is added, also when it comes in several pieces', () => {
  const rest = { fromByte: 400, identity: KNOWN, encoding: undefined };
  expect(readRest(206, { 'content-range': 'bytes 400-999/1000', etag: '"a"' })).toEqual(rest);
  expect(readRest(206, { 'content-range': 'bytes 400-499/1000' })).toEqual(rest);
});

test.each([
  ['another place', 206, { 'content-range': 'bytes 0-599/1000' }],
  ['another length', 206, { 'content-range': 'bytes 400-1999/2000' }],
  ['an unknown length', 206, { 'content-range': 'bytes 400-999/*' }],
  ['more than there is', 206, { 'content-range': 'bytes 400-1000/1000' }],
  ['a backward range', 206, { 'content-range': 'bytes 400-399/1000' }],
  ['no range', 206, {}],
  ['another ETag', 206, { 'content-range': 'bytes 400-999/1000', etag: '"b"' }],
  ['compression', 206, { 'content-range': 'bytes 400-999/1000', 'content-encoding': 'gzip' }],
  ['nothing at that place', 416, { 'content-range': 'bytes */300' }],
])('the whole file is asked for when the rest comes with %s', (_what, status, headers) => {
  expect(readRest(status, headers)).toBeUndefined();
});

test('a whole file is taken from its first byte, whatever was asked for', () => {
  expect(readRest(200, { 'content-length': '2000', etag: '"b"' })).toEqual({
    fromByte: 0,
    identity: { bytes: 2000, etag: '"b"', last_modified: null },
    encoding: undefined,
  });
});

test('a weak ETag, a length that is none, and the length of what is compressed prove nothing', () => {
  const identity = { bytes: null, etag: null };
  expect(readWhole(200, { 'content-length': '-5', etag: 'W/"b"' })).toMatchObject({ identity });
  expect(readWhole(200, { 'content-length': '20', 'content-encoding': 'GZIP' })).toMatchObject({
    encoding: 'gzip',
    identity,
  });
});

test.each([204, 206, 304, 403, 404, 416, 429, 500])('HTTP %i is not the whole file', (status) => {
  expect(() => readWhole(status, { 'retry-after': '7' })).toThrow(
    expect.objectContaining({ kind: 'backend', status, retryAfterMs: 7_000 }),
  );
});

test.each([
  ['text/html; charset=utf-8', 'a web page came instead'],
  ['application/xhtml+xml', 'a web page came instead'],
  ['application/problem+json', 'a JSON answer came instead'],
  ['text/plain', 'a text came instead'],
  ['image/png', 'image/png came instead'],
  ['application/xml', 'application/xml came instead'],
  [`image/${'<b>token</b> '.repeat(9)}`, 'image/btoken/bbtoken/bbtoken/bbtoken/bbt came instead'],
])('%s is not taken for a video', (type, reason) => {
  expect(() => readWhole(200, { 'content-type': type })).toThrow(
    expect.objectContaining({ message: `The file could not be fetched: ${reason}` }),
  );
});

test.each(['video/mp4', 'application/octet-stream', 'binary/octet-stream', ''])(
  '"%s" may be a video',
  (type) => {
    expect(readWhole(200, { 'content-type': type })).toBeDefined();
  },
);
