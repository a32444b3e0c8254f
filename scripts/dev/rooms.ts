/**
 * Decides which file of the package each module goes to. The rule:
 *
 * 1. What the scripts import statically, from whatever rooms, is `lib/start.mjs`: it is loaded by every command, `--help` too.
 * 2. A module that is loaded by `import()` begins a file of its own, `lib/<room>-<name>.mjs`, even if others import it statically.
 *    The modules of its room that no other file needs go with it.
 * 3. All other modules of a room are `lib/<room>.mjs`; but in a room that needs libraries or built-in modules, those that need
 *    none, not even through others, are `lib/<room>-pure.mjs`. So `route` can use a room without loading what sends requests.
 *
 * Files of one room that import each other are joined: neither could be loaded without the other. Files of two rooms that
 * import each other are an error in the sources: of two rooms only one may import the other.
 */
import { posix } from 'node:path';
import type { Module } from './modules.ts';

export type Modules = ReadonlyMap<string, Module>;
/** The file of each module, script and door. Both are places, from the root of the package. */
export type Files = ReadonlyMap<string, string>;

export function assignFiles(modules: Modules): Files {
  const files = new Map<string, string>();
  const atStart = new Set(sortByNeed(modules, [...modules.keys()].filter(isScript)));
  const loaded = [...modules.values()].flatMap(({ loads }) => loads.map(({ to }) => to));
  // Importers come before what they import, so their files are known.
  for (const place of sortByNeed(modules, [...modules.keys(), ...loaded]).toReversed()) {
    if (isScript(place) || isDoor(place)) files.set(place, nameAlone(place));
    else if (atStart.has(place)) files.set(place, 'lib/start.mjs');
    else if (modules.get(place)?.isLoaded) files.set(place, nameLoaded(place));
    else files.set(place, findFile(place, modules, files));
  }
  setPureApart(modules, files);
  joinRings(modules, files);
  return files;
}

/** The given modules and all they import, each after what it imports. */
export function sortByNeed(modules: Modules, places: string[]): string[] {
  const sorted = new Set<string>();
  const visit = (place: string): void => {
    if (sorted.has(place)) return;
    modules.get(place)?.needs.forEach(visit);
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
const nameRoom = (place: string): string => `lib/${findRoom(place)}.mjs`;
const isPure = (file: string): boolean => file.endsWith('-pure.mjs');
const namePure = (place: string): string => `lib/${findRoom(place)}-pure.mjs`;

/** The module that has its room's name is the head of the room's own file. */
function nameLoaded(place: string): string {
  const name = posix.basename(place, '.js');
  return name === findRoom(place) ? nameRoom(place) : `lib/${findRoom(place)}-${name}.mjs`;
}

/** The one file of the same room that needs the module, or else the room's own file. */
function findFile(place: string, modules: Modules, files: Files): string {
  const importers = [...modules.values()].filter(({ needs }) => needs.includes(place));
  const [file = '', ...others] = new Set(importers.map((importer) => files.get(importer.place)));
  const isOfRoom = file.startsWith(`lib/${findRoom(place)}-`);
  return isOfRoom && others.length === 0 ? file : nameRoom(place);
}

function setPureApart(modules: Modules, files: Map<string, string>): void {
  const pure = new Set<string>();
  for (const place of sortByNeed(modules, [...modules.keys()])) {
    const { imports = [], needs = [] } = modules.get(place) ?? {};
    const isAlone = imports.every(({ from }) => modules.has(from));
    if (isAlone && needs.every((need) => pure.has(need))) pure.add(place);
  }
  const isInRoom = (place: string): boolean => files.get(place) === nameRoom(place);
  const impure = [...modules.keys()].filter((place) => isInRoom(place) && !pure.has(place));
  const rooms = new Set(impure.map(findRoom));
  for (const place of pure)
    if (isInRoom(place) && rooms.has(findRoom(place))) files.set(place, namePure(place));
}

function joinRings(modules: Modules, files: Map<string, string>): void {
  for (;;) {
    const ring = findRing(modules, files);
    if (!ring) return;
    const places = [...files].filter(([, file]) => ring.includes(file)).map(([place]) => place);
    if (new Set(places.map(findRoom)).size > 1) throw new Error(describeRing(ring, modules, files));
    const [first = ''] = places;
    const file = ring.includes(nameRoom(first)) ? nameRoom(first) : ring.find(isPure);
    for (const place of places) files.set(place, file ?? nameRoom(first));
  }
}

/** Files each of which imports the next one statically, and the last one the first. */
function findRing(modules: Modules, files: Files): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return path.slice(path.indexOf(file));
    if (done.has(file)) return undefined;
    done.add(file);
    return visitAll(
      listImports(modules, files)
        .filter(({ from, to }) => from === file && to !== file)
        .map(({ to }) => to),
      [...path, file],
    );
  };
  const visitAll = (next: Iterable<string>, path: string[]): string[] | undefined => {
    for (const file of next) {
      const ring = visit(file, path);
      if (ring) return ring;
    }
    return undefined;
  };
  return visitAll(new Set(files.values()), []);
}

const listImports = (
  modules: Modules,
  files: Files,
): { from: string | undefined; to: string; line: string }[] =>
  [...modules.values()].flatMap(({ place, needs }) =>
    needs.map((need) => ({
      from: files.get(place),
      to: files.get(need) ?? '',
      line: `  ${place} imports ${need}`,
    })),
  );

function describeRing(ring: string[], modules: Modules, files: Files): string {
  const lines = ring.flatMap((file, index) => {
    const next = ring[(index + 1) % ring.length];
    return listImports(modules, files)
      .filter(({ from, to }) => from === file && to === next)
      .map(({ line }) => line);
  });
  return `rooms that import each other: ${[...ring, ring[0]].join(' → ')}\n${lines.join('\n')}`;
}
