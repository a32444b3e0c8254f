import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The absolute path of what a user or an agent has written. `~/` is the home folder: a shell does not expand
 * it in quotes, in a sentence or in a manifest, and a folder named `~` is never meant.
 */
export const absolutePath = (given: string, base = ''): string =>
  /^~(?=$|[\\/])/.test(given)
    ? join(homedir(), given.slice(1))
    : resolve(base && absolutePath(base), given);
