import { rmSync } from 'node:fs';
import { join } from 'node:path';

const MEDIA_ID = /^media_[\da-f-]{36}$/;

/** Only such an id is ever made a path of. */
export function isMediaId(id: string): boolean {
  return MEDIA_ID.test(id);
}

/** Each file has a folder of its own, named by its id: what is made beside it on the way goes with it. */
export function locateMedia(mediaFolder: string, id: string): string {
  return join(mediaFolder, id, 'file');
}

export function removeMedia(mediaFolder: string, id: string): void {
  rmSync(join(mediaFolder, id), { recursive: true, force: true });
}
