import { expect, test } from 'vitest';
import { isResumable, rangeHeaders, readDownloadAnswer } from '../../src/media/download-plan.ts';

const KNOWN = { bytes: 1000, etag: '"a"', last_modified: null };
const DATED = { bytes: 1000, etag: null, last_modified: 'Thu, 01 Jan 2026 00:00:00 GMT' };

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  header: (name: string) => headers[name],
});
const read = (
  status: number,
  headers: Record<string, string>,
  { known = KNOWN as typeof KNOWN | undefined, askedFrom = 400 } = {},
) => readDownloadAnswer(answer(status, headers), { known, askedFrom });

test.each([
  ['with a strong ETag', KNOWN, 400, { Range: 'bytes=400-', 'If-Range': '"a"' }],
  ['with a date', DATED, 400, { Range: 'bytes=400-', 'If-Range': DATED.last_modified }],
  ['not without a validator', { ...KNOWN, etag: null }, 400, {}],
  ['not without a length', { ...KNOWN, bytes: null }, 400, {}],
  ['not from the first byte', KNOWN, 0, {}],
  ['not of more than there is', KNOWN, 1001, {}],
  ['not of a file nobody knows', undefined, 400, {}],
])('the rest is asked for %s', (...[, known, haveBytes, headers]) => {
  expect(rangeHeaders(known, haveBytes)).toEqual(headers);
});

test.each([
  ['a strong validator', KNOWN, 400, true],
  ['a date', DATED, 400, true],
  ['all of the bytes', { ...KNOWN, etag: null }, 1000, true],
  ['a length alone', { ...KNOWN, etag: null }, 400, false],
  ['no length', { ...KNOWN, bytes: null }, 400, false],
  ['no byte', KNOWN, 0, false],
  ['too many bytes', KNOWN, 1001, false],
])('a part with %s can be gone on with or not', (...[, known, haveBytes, resumable]) => {
  expect(isResumable(known, haveBytes)).toBe(resumable);
});

test('the rest of the same file is added', () => {
  expect(read(206, { 'content-range': 'bytes 400-999/1000', etag: '"a"' })).toEqual({
    kind: 'take',
    fromByte: 400,
    file: KNOWN,
    encoding: undefined,
  });
  expect(read(206, { 'content-range': 'bytes 400-499/1000' })).toMatchObject({ kind: 'take' });
});

test.each([
  ['another place', { 'content-range': 'bytes 0-599/1000' }],
  ['another length', { 'content-range': 'bytes 400-1999/2000' }],
  ['an unknown length', { 'content-range': 'bytes 400-999/*' }],
  ['more than there is', { 'content-range': 'bytes 400-1000/1000' }],
  ['a backward range', { 'content-range': 'bytes 400-399/1000' }],
  ['no range', {}],
  ['another ETag', { 'content-range': 'bytes 400-999/1000', etag: '"b"' }],
  ['a compressed piece', { 'content-range': 'bytes 400-999/1000', 'content-encoding': 'gzip' }],
])('a piece from %s begins anew', (_what, headers) => {
  expect(read(206, headers)).toMatchObject({ kind: 'restart' });
});

test('a piece that nobody asked for begins anew', () => {
  const headers = { 'content-range': 'bytes 0-999/1000', etag: '"a"' };
  expect(read(206, headers, { askedFrom: 0 })).toMatchObject({ kind: 'restart' });
  expect(read(206, headers, { known: undefined, askedFrom: 0 })).toMatchObject({ kind: 'restart' });
});

test('a whole file in answer to a range is taken from its first byte', () => {
  expect(read(200, { 'content-length': '2000', etag: '"b"' })).toEqual({
    kind: 'take',
    fromByte: 0,
    file: { bytes: 2000, etag: '"b"', last_modified: null },
    encoding: undefined,
  });
});

test('a weak ETag and a length that is none prove nothing', () => {
  expect(read(200, { 'content-length': '-5', etag: 'W/"b"' })).toMatchObject({
    file: { bytes: null, etag: null },
  });
});

test('a compressed file is unpacked, and its length means nothing', () => {
  expect(read(200, { 'content-length': '20', 'content-encoding': 'GZIP' })).toMatchObject({
    encoding: 'gzip',
    file: { bytes: null },
  });
  expect(read(200, { 'content-encoding': 'zstd' })).toMatchObject({ kind: 'refused' });
});

test('416 means that all is there only when the lengths agree', () => {
  const all = { askedFrom: 1000 };
  expect(read(416, { 'content-range': 'bytes */1000' }, all)).toEqual({ kind: 'complete' });
  expect(read(416, { 'content-range': 'bytes */900' }, all)).toMatchObject({ kind: 'restart' });
  expect(read(416, {})).toMatchObject({ kind: 'restart' });
});

test.each([408, 425, 429, 500, 503])('HTTP %i may pass', (status) => {
  expect(read(status, { 'retry-after': '7' })).toMatchObject({
    kind: 'later',
    retryAfterMs: 7_000,
  });
});

test('nobody waits a day because a server says so', () => {
  expect(read(503, { 'retry-after': '86400' })).toMatchObject({ retryAfterMs: 120_000 });
});

test.each([204, 304, 400, 401, 403, 404, 410])('HTTP %i needs another address', (status) => {
  expect(read(status, {})).toMatchObject({ kind: 'refused', reason: { en: `HTTP ${status}` } });
});

test.each([
  ['text/html; charset=utf-8', 'a web page came instead'],
  ['application/xhtml+xml', 'a web page came instead'],
  ['application/json', 'a JSON answer came instead'],
  ['application/problem+json', 'a JSON answer came instead'],
  ['text/plain', 'a text came instead'],
  ['image/png', 'image/png came instead'],
  ['application/xml', 'application/xml came instead'],
  [`image/${'<b>token</b> '.repeat(9)}`, 'image/btoken/bbtoken/bbtoken/bbtoken/bbt came instead'],
])('%s is not taken for a video', (type, reason) => {
  expect(read(200, { 'content-type': type })).toMatchObject({
    kind: 'refused',
    reason: { en: reason },
  });
});

test.each(['video/mp4', 'application/octet-stream', 'binary/octet-stream', ''])(
  '"%s" may be a video',
  (type) => {
    expect(read(200, { 'content-type': type })).toMatchObject({ kind: 'take' });
  },
);
