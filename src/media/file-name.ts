/** Names Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|$)/i;

/** True for a name that means a device on Windows, whatever folder it is in. */
export const isDeviceName = (name: string): boolean => RESERVED.test(name);

/** True when Windows can give a file or folder that name; `:` would name a hidden stream of another file. */
export const isWindowsName = (name: string): boolean =>
  // eslint-disable-next-line no-control-regex
  !isDeviceName(name) && !/[\u0000-\u001f<>:"|?*]|[ .]$/.test(name);

/** Reduces a text to a base name without extension that every file system takes; `fallback` when nothing is left. */
export function safeStem(text: string, fallback: string): string {
  const base = text.split(/[\\/]/).at(-1) ?? '';
  const stem = base
    .replace(/\.[a-z0-9]{2,4}$/i, '')
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f<>:"|?*]/g, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = shorten(stem).replace(/[\s.]+$/, '');
  return short === '' || isDeviceName(short) ? fallback : short;
}

/** The name of a video that is made from a file or clip of that name: `promo.mov` gives `promo-export`. */
export function exportStem(source: string, fallback: string): string {
  const stem = safeStem(source, fallback);
  return stem.endsWith('-export') ? stem : `${stem}-export`;
}

/** File systems take names of at most 255 bytes; ` (2).mp4.part` and the like need some of them. */
const MOST_BYTES = 180;
const MOST_CHARACTERS = 60;

function shorten(stem: string): string {
  const characters = Array.from(stem).slice(0, MOST_CHARACTERS);
  while (byteLength(characters.join('')) > MOST_BYTES) characters.pop();
  return characters.join('');
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** True when a stem given by the user is short enough for the endings that it gets. */
export const leavesRoom = (stem: string): boolean => byteLength(stem) <= MOST_BYTES + 40;

/** The names a file may get, in their order: `promo.mp4`, `promo (2).mp4`, `promo (3).mp4` … */
export const numberedName = (stem: string, count: number, extension = 'mp4'): string =>
  count === 1 ? `${stem}.${extension}` : `${stem} (${count}).${extension}`;
