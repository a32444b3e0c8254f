import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Builds the package before the tests. */
export default async function setup(): Promise<void> {
  const build = fileURLToPath(new URL('../scripts/dev/build.ts', import.meta.url));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', build, '--quiet']);
}
