import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findStateFolder } from '../ports/state-folder.ts';

/** Its name in the state folder. */
export const COMPILE_CACHE = 'compile-cache';

/** What the types of the oldest Node do not know. */
interface CompileCacheModule {
  enableCompileCache?(folder: string): unknown;
}

/**
 * Lets Node keep what it has compiled (from Node 22.1 on), which spares a command a tenth of its time. In the user's own
 * state folder: what is run must not lie where others can write. Where there is none yet, it begins with the next command.
 */
export function keepCompiled(): void {
  const nodeModule = process.getBuiltinModule?.('node:module') as CompileCacheModule | undefined;
  const folder = findStateFolder();
  if (nodeModule?.enableCompileCache && existsSync(folder))
    nodeModule.enableCompileCache(join(folder, COMPILE_CACHE));
}
