import { appendFileSync } from 'node:fs';
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
  /** Bytes sent, headers included. */
  bytesOut: number;
}

export interface RequestLog {
  records: RequestRecord[];
  begin(request: {
    at: number;
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
  }): RequestRecord;
  /** Called when the response has ended. */
  finish(record: RequestRecord): void;
}

/** Keeps every request, and appends each as a JSON line to `logFile` if there is one. */
export function createRequestLog(logFile?: string): RequestLog {
  const records: RequestRecord[] = [];
  return {
    records,
    begin({ at, method, path, headers }) {
      const kept = pickHeaders(headers);
      const record = { at, method, path, headers: kept, status: 0, bytesIn: 0, bytesOut: 0 };
      records.push(record);
      return record;
    },
    finish(record) {
      // Synchronous, so that lines are whole, in order, and there when the studio is closed.
      if (logFile !== undefined) appendFileSync(logFile, `${JSON.stringify(record)}\n`);
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
