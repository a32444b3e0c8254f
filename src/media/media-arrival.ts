import type { MediaItem } from '../backend/schemas.ts';
import { findName } from './media.ts';

/**
 * The name by which a file here and an item of the backend's list are compared: composed (a Mac hands names over
 * decomposed), and without the escapes of multipart form data, which some servers keep.
 */
export const nameKey = (name: string): string =>
  name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n').normalize('NFC');

const keyOf = (item: MediaItem): string => nameKey(findName(item) ?? '');

/** The items of a session's list that an earlier reading of it did not have, by name. Of several with one name, the first count as known. */
export function findArrivals(before: MediaItem[], after: MediaItem[]): MediaItem[] {
  const known = before.map(keyOf);
  return after.filter((item) => !takeFrom(known, (key) => key === keyOf(item)));
}

/** Pairs files with items of the same name, in the files' order. An item is used once; a file without one is left out. */
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
