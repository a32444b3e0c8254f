// An `import` of a built-in module copies all its names, a twentieth of a short command's time; Node before 20.16 has only that.
const { writeSync } = process.getBuiltinModule?.('node:fs') ?? (await import('node:fs'));

/** Where lines go. */
export interface Output {
  write(text: string): void;
}

/** Written at once: nothing is lost when the process ends right after, and Node's costly stream objects are never made. */
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
