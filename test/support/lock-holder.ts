/**
 * A process that takes a lock: `count` adds to a number in a file again and again, `hold` keeps the lock until it is killed.
 * Its clock is slow, so that nobody counts as dead because the machine is busy.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../../src/system/lock.ts';

const [, , task, folder = '', file = '', times = '1'] = process.argv;
const take = async () =>
  takeLock({
    folder,
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

if (task === 'hold') {
  await take();
  process.stdout.write('held');
} else
  for (let count = 0; count < Number(times); count += 1) {
    const lock = await take();
    const number = Number(await readFile(file, 'utf8'));
    await delay(1);
    await lock?.assertHeld();
    await writeFile(file, String(number + 1));
    await lock?.release();
  }
