import type { IncomingHttpHeaders } from 'node:http';

/** Both ends are part of the range. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface Validators {
  /** With its quotes. */
  etag: string;
  lastModified: Date;
}

/** True when the client already has this very version (If-None-Match). */
export function isFresh(headers: IncomingHttpHeaders, { etag }: Validators): boolean {
  const known = headers['if-none-match'];
  return known !== undefined && known.split(/\s*,\s*/).some((tag) => tag === etag || tag === '*');
}

/**
 * The part of the file to send; `null` is the whole file. Several ranges at once, other units and
 * malformed headers are ignored, which RFC 9110 §14.2 allows.
 */
export function planRange(
  headers: IncomingHttpHeaders,
  file: Validators & { size: number },
): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (!match || !isSameVersion(headers['if-range'], file)) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') return takeTail(Number(last), file.size);
  const start = Number(first);
  const end = last === '' ? file.size - 1 : Math.min(Number(last), file.size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= file.size ? 'unsatisfiable' : { start, end };
}

function takeTail(length: number, size: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || size === 0) return 'unsatisfiable';
  return { start: Math.max(0, size - length), end: size - 1 };
}

/** If-Range: the range only counts when the file is still the one the client began with. */
function isSameVersion(condition: string | string[] | undefined, file: Validators): boolean {
  if (condition === undefined) return true;
  const value = String(condition);
  if (value.startsWith('"')) return value === file.etag;
  return Date.parse(value) === Math.floor(file.lastModified.getTime() / 1000) * 1000;
}
