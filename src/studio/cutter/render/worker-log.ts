import type { ChildProcess } from 'node:child_process';

const LOG_LIMIT = 16_384;

/** What a worker printed. */
export interface WorkerLog {
  clear(): void;
  /** The last lines in one. */
  read(): string;
}

/** Keeps what libav printed last; it says more than its error codes. */
export function collectLog(child: ChildProcess): WorkerLog {
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    log = (log + chunk).slice(-LOG_LIMIT);
  });
  return {
    clear: () => {
      log = '';
    },
    read: () => log.trim().split('\n').slice(-4).join(' | '),
  };
}
