import { rename } from 'node:fs/promises';
import { findErrorCode } from './errors.ts';
import { systemClock, type Clock } from './clock.ts';

/** What Windows says of a file that another program, a virus scanner for one, has open this moment. */
const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** 1.3 seconds in all: a scanner is done by then, and a folder that is closed for good is reported soon. */
const PAUSES_MS = [10, 20, 40, 80, 160, 320, 640];

type WhileBusy = <T>(act: () => Promise<T>) => Promise<T>;

/** Makes what tries again while a file is busy. Elsewhere an open file hinders nobody, and the first refusal is final. */
export const createWhileBusy =
  (clock: Pick<Clock, 'sleep'>, system: NodeJS.Platform): WhileBusy =>
  async (act) => {
    for (const pauseMs of system === 'win32' ? PAUSES_MS : []) {
      try {
        return await act();
      } catch (error) {
        if (!BUSY.has(findErrorCode(error) ?? '')) throw error;
        await clock.sleep(pauseMs);
      }
    }
    return act();
  };

export const whileBusy = createWhileBusy(systemClock, process.platform);

/** Gives a file its name in one step, in the place of one that has it. */
export const renameFile = (from: string, to: string): Promise<void> =>
  whileBusy(() => rename(from, to));
