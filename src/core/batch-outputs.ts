/** Gives each output a path of its own: `clip.mp4`, then `clip (2).mp4`. Letters of either case are the same on many disks. */
export function nameApart(wanted: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken.map(foldPath));
  return wanted.map((path) => {
    const stem = path.replace(/\.mp4$/i, '');
    let free = path;
    for (let count = 2; used.has(foldPath(free)); count += 1) free = `${stem} (${count}).mp4`;
    used.add(foldPath(free));
    return free;
  });
}

/** As most disks compare paths. */
export const foldPath = (path: string): string => path.normalize('NFC').toLowerCase();
