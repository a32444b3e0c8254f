/**
 * Decides which file of the package each module goes to. The rule:
 *
 * 1. What the scripts import statically, from whatever rooms, is `lib/start.mjs`: it is loaded by every command, `--help` too.
 * 2. A module that is loaded by `import()` begins a file of its own, `lib/<room>-<name>.mjs`, even if others import it statically.
 *    The modules of its room that no other file needs go with it.
 * 3. All other modules of a room are `lib/<room>.mjs`; but in a room that needs libraries or built-in modules, those that need
 *    none, not even through others, are `lib/<room>-pure.mjs`. So `route` can use a room without loading what sends requests.
 */
import { posix } from 'node:path';
import { isOurs, type Module } from './modules.ts';

export type Modules = ReadonlyMap<string, Module>;
/** The file of each module, script and door. Both are places, from the root of the package. */
export type Files = ReadonlyMap<string, string>;

export function assignFiles(modules: Modules): Files {
  const files = new Map<string, string>();
  const loaded = new Set([...modules.values()].flatMap(({ loads }) => loads.map(({ to }) => to)));
  const places = sortByNeed(modules, [...modules.keys(), ...loaded]);
  const atStart = new Set(sortByNeed(modules, [...modules.keys()].filter(isScript)));
  const alone = new Set(places.filter((place) => isAlone(place, modules)));
  const impureRooms = new Set(
    places.filter((place) => !alone.has(place) && !atStart.has(place)).map(findRoom),
  );
  // Importers come before what they import, so their files are known.
  for (const place of places.toReversed()) {
    const owner = findOwner(place, modules, files);
    if (isScript(place) || isDoor(place)) files.set(place, nameAlone(place));
    else if (atStart.has(place)) files.set(place, 'lib/start.mjs');
    else if (loaded.has(place)) files.set(place, nameLoaded(place));
    else if (owner) files.set(place, owner);
    else {
      const isPure = alone.has(place) && impureRooms.has(findRoom(place));
      files.set(place, `lib/${findRoom(place)}${isPure ? '-pure' : ''}.mjs`);
    }
  }
  return files;
}

/** The modules of ours and doors that a module imports statically. */
const listNeeds = ({ imports, handsOn }: Module): string[] =>
  [...imports, ...handsOn].map(({ from }) => from).filter(isOurs);

/** The given modules and all they import, each after what it imports. */
export function sortByNeed(modules: Modules, places: string[]): string[] {
  const sorted = new Set<string>();
  const visit = (place: string): void => {
    if (sorted.has(place)) return;
    const module = modules.get(place);
    if (module) listNeeds(module).forEach(visit);
    sorted.add(place);
  };
  places.toSorted().forEach(visit);
  return [...sorted];
}

export const isScript = (place: string): boolean => place.startsWith('scripts/');
export const isDoor = (place: string): boolean => place.startsWith('src/vendor/');

const nameAlone = (place: string): string =>
  place.replace(/^src\//, 'lib/').replace(/\.js$/, '.mjs');

const findRoom = (place: string): string => place.split('/')[1] ?? '';

/** The module that has its room's name is the head of the room's own file. */
function nameLoaded(place: string): string {
  const name = posix.basename(place, '.js');
  return `lib/${findRoom(place)}${name === findRoom(place) ? '' : `-${name}`}.mjs`;
}

/** The one file of a loaded module of the same room that alone needs the module. */
function findOwner(place: string, modules: Modules, files: Files): string | undefined {
  const importers = [...modules.values()].filter((module) => listNeeds(module).includes(place));
  const [file = '', ...others] = new Set(importers.map((importer) => files.get(importer.place)));
  const isOfRoom = file.startsWith(`lib/${findRoom(place)}-`) && !file.endsWith('-pure.mjs');
  return isOfRoom && others.length === 0 ? file : undefined;
}

/** Whether it needs no library and no built-in module, not even through others. */
const isAlone = (place: string, modules: Modules): boolean =>
  sortByNeed(modules, [place]).every((needed) =>
    (modules.get(needed)?.imports ?? [{ from: needed }]).every(({ from }) => modules.has(from)),
  );
