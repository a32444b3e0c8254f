import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where everything is kept between commands (interface.md, "Environment"). */
export const findStateFolder = (): string => join(findHome(), '.config', 'nemovideo');

/**
 * An empty HOME would put a token into the current folder: the system is asked instead. A user it does not know (in a
 * container) has the root for a home, as Docker has it, where only root may write.
 */
function findHome(): string {
  for (const find of [homedir, () => userInfo().homedir]) {
    try {
      const home = find();
      if (isAbsolute(home)) return home;
    } catch {
      // Nobody of that number is known.
    }
  }
  return '/';
}
