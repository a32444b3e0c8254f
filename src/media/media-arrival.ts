import type { MediaItem } from '../backend/schemas.ts';

/**
 * The name by which a file here and an item of the backend's list are compared: composed (a Mac hands names over
 * decomposed), and without the escapes of multipart form data, which some servers keep.
 */
const nameKey = (name: string): string =>
  name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n').normalize('NFC');

const keyOf = ({ filename, name }: MediaItem): string => nameKey(filename ?? name ?? '');

/** What a session's list holds beyond an earlier reading of it, by name; of equal names the first are the known ones. */
export function findArrivals(before: MediaItem[], after: MediaItem[]): MediaItem[] {
  const known = before.map(keyOf);
  return after.filter((item) => !takeFrom(known, (key) => key === keyOf(item)));
}

/** The item of each file, in the files' order; files without one are left out. Each item stands for one file. */
export function matchByName<F extends { name: string }>(
  files: F[],
  items: MediaItem[],
): { file: F; item: MediaItem }[] {
  const left = [...items];
  return files.flatMap((file) => {
    const item = takeFrom(left, (candidate) => keyOf(candidate) === nameKey(file.name));
    return item === undefined ? [] : [{ file, item }];
  });
}

/** Removes the first element that fits and returns it. */
function takeFrom<T>(list: T[], fits: (element: T) => boolean): T | undefined {
  const index = list.findIndex(fits);
  return index === -1 ? undefined : list.splice(index, 1)[0];
}
