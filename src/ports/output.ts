import { writeSync } from 'node:fs';

/** Where lines go. */
export interface Output {
  write(text: string): void;
}

/**
 * Standard output and standard error, written at once: nothing is lost when the process ends right after, and Node's own
 * stream objects, a twentieth of a short command's time, are never made.
 */
export const standardOutput: Output = { write: (text) => writeFully(1, text) };
export const standardError: Output = { write: (text) => writeFully(2, text) };

const RETRY_MS = 5;

function writeFully(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader left early (`| head`): nobody is there to be told.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // The pipe is full and does not block: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
