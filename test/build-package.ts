import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileStudio } from '../scripts/dev/compile-studio.mjs';

/** Builds the package before the tests, and the worker that renders for them: it is started hundreds of times. */
export default async function setup(): Promise<void> {
  const build = fileURLToPath(new URL('../scripts/dev/build.ts', import.meta.url));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', build, '--quiet']);
  process.env['STUDIO_WORKER'] = fileURLToPath(new URL('worker.mjs', await compileStudio()));
}
