/** A file that a virus scanner has open is waited for on Windows. */
import { expect, test } from 'vitest';
import { createWhileBusy } from '../../src/system/busy-file.ts';

/** Does something that fails so often with this code; tells its end, and how long was waited. */
async function doBusy(times: number, code: string, system: NodeJS.Platform) {
  const waits: number[] = [];
  let tries = 0;
  const whileBusy = createWhileBusy({ sleep: async (ms) => void waits.push(ms) }, system);
  const ending = whileBusy(async () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(code), { code });
    return 'done';
  });
  return { end: await ending.catch((error: NodeJS.ErrnoException) => error.code), waits };
}

test.each([
  [3, 'EPERM', 'win32', 'done', [10, 20, 40]],
  [1, 'EBUSY', 'win32', 'done', [10]],
  [Infinity, 'EACCES', 'win32', 'EACCES', [10, 20, 40, 80, 160, 320, 640]],
  [1, 'ENOSPC', 'win32', 'ENOSPC', []],
  [1, 'EPERM', 'linux', 'EPERM', []],
] as const)('refused %d times with %s on %s: %s', async (...[times, code, system, end, waits]) => {
  expect(await doBusy(times, code, system)).toEqual({ end, waits });
});
