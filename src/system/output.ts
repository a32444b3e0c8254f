const RETRY_MS = 5;

// An `import` of a built-in module copies all its names, a twentieth of a short command's time; Node before 20.16 has only that.
const { writeSync } = process.getBuiltinModule?.('node:fs') ?? (await import('node:fs'));

/** Where lines go. */
export interface Output {
  write(text: string): void;
  /** True once its reader was gone or its disk full: what was written after that, nobody has heard. */
  isLost?(): boolean;
  /** True when it is a terminal, which can show what changes. */
  isTerminal?(): boolean;
}

/** Written at once: nothing is lost when the process ends right after, and Node's costly stream objects are never made. */
export const standardOutput: Output = createOutput(1);
export const standardError: Output = createOutput(2);

function createOutput(descriptor: number): Output {
  let lost = false;
  return {
    write(text) {
      lost = !writeFully(descriptor, text) || lost;
    },
    isLost: () => lost,
    // Only where it is asked for is the module loaded.
    isTerminal: () => process.getBuiltinModule?.('node:tty').isatty(descriptor) ?? false,
  };
}

/** Exit code of the kind `file` (interface.md, "Exit codes"): a full disk is an error. */
const NOT_WRITTEN = 6;

/** Returns false when nobody reads any more, or what is written goes to a disk that is full. */
function writeFully(descriptor: number, text: string): boolean {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        // The pipe is full and does not block: give its reader a moment.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
        continue;
      }
      // A reader that left early (`| head`) wants nothing more; progress that is not heard stops no job.
      if (code !== 'EPIPE' && descriptor === 1) process.exitCode = NOT_WRITTEN;
      return false;
    }
  }
  return true;
}
