import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file whole: a reader finds the old content or the new, after a power cut too. Synchronous, so that what a
 * client is told is on disk, and no two writes of one file ever overlap.
 */
export function writeDurably(file: string, content: string | Buffer): void {
  const part = `${file}.tmp`;
  writeFileSync(part, content, { mode: 0o600, flush: true });
  renameSync(part, file);
  syncPath(dirname(file));
}

/** Puts a file's content, or a folder's names, on the disk itself. Windows syncs no folders. */
export function syncPath(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(descriptor);
  }
}
