import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';

const LOGGED_HEADERS = [
  'x-skill-source',
  'x-skill-version',
  'x-skill-platform',
  'x-client-id',
  'content-type',
  'accept',
  'range',
  'if-range',
] as const;

/** Of a studio that runs for weeks, the latest are kept: in memory, and in the file and the one before it. */
const MAX_RECORDS = 10_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** One request, as tests and the log see it; tokens are never kept. */
export interface RequestRecord {
  /** Milliseconds since the epoch. */
  at: number;
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  /** The account behind the Bearer token, once known. */
  userId?: string;
  /** 0 while the request runs, and for a connection dropped before it was answered. */
  status: number;
  /** Body bytes read. */
  bytesIn: number;
}

export type RequestLog = ReturnType<typeof createRequestLog>;

/** Keeps every request, and appends each as a JSON line to `logFile` if there is one. */
export function createRequestLog(logFile?: string) {
  const records: RequestRecord[] = [];
  return {
    records,
    begin({
      headers,
      ...about
    }: Pick<RequestRecord, 'at' | 'method' | 'path'> & { headers: IncomingHttpHeaders }) {
      const record: RequestRecord = {
        ...about,
        headers: pickHeaders(headers),
        status: 0,
        bytesIn: 0,
      };
      if (records.length >= MAX_RECORDS) records.shift();
      records.push(record);
      return record;
    },
    /** Called when the response has ended. */
    finish(record: RequestRecord): void {
      if (logFile === undefined) return;
      const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes >= MAX_FILE_BYTES) renameSync(logFile, `${logFile}.1`);
      // Synchronous, so that lines are whole, in order, and there when the studio is closed.
      appendFileSync(logFile, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    },
  };
}

function pickHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of LOGGED_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = String(value);
  }
  if (headers.authorization !== undefined) {
    kept['authorization'] = headers.authorization.replace(/\S+$/, '…');
  }
  return kept;
}
