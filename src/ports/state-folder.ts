import { homedir, userInfo } from 'node:os';
import system from 'node:path';

/** The home as Node tells it: HOME, on Windows USERPROFILE; else what the system knows of the user. */
const HOMES = [homedir, () => userInfo().homedir];

/** Where everything is kept between commands, on every system (interface.md, "Environment"). */
export const findStateFolder = (homes = HOMES, path = system): string =>
  path.join(findHome(homes, path), '.config', 'nemovideo');

/**
 * An empty HOME would put a token into the current folder: the system is asked instead. A user it does not know (in a
 * container) has the root for a home, as Docker has it, where only root may write.
 */
function findHome(homes: typeof HOMES, { isAbsolute, sep }: typeof system): string {
  for (const find of homes) {
    try {
      const home = find();
      if (isAbsolute(home)) return home;
    } catch {
      // Nobody of that number is known.
    }
  }
  return sep;
}
