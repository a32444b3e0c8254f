/** A process that takes a lock so many times, and adds to a number in a file each time. */
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../../src/system/lock.ts';

const [, , folder = '', file = '', times = '1'] = process.argv;

for (let count = 0; count < Number(times); count += 1) {
  const lock = await takeLock({
    folder,
    // A slow clock: nobody counts as dead because the machine is busy.
    clock: {
      now: () => Date.now() / 10,
      sleep: (ms) => delay(ms / 10),
      timeout: (ms) => AbortSignal.timeout(ms),
      every(ms, act) {
        const interval = setInterval(act, ms);
        return () => clearInterval(interval);
      },
    },
    signal: new AbortController().signal,
    deadlineMs: undefined,
    onWait: () => {},
  });
  const number = Number(await readFile(file, 'utf8'));
  await delay(1);
  await lock?.assertHeld();
  await writeFile(file, String(number + 1));
  await lock?.release();
}
