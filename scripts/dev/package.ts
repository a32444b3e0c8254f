/**
 * `npm run package` builds the skill and packs it into `dist/`; with `--branch` it also becomes the next commit of the local
 * branch `skill`. Nothing is pushed.
 */
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeArchives } from './package-archive.ts';
import { commitPackage } from './package-branch.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'dist/ai-video-download');

await import('./build.ts');
for (const path of await writeArchives(folder, join(root, 'dist')))
  console.log(relative(process.cwd(), path));
if (process.argv.includes('--branch')) {
  const words = ['status', '--porcelain'];
  const status = execFileSync('git', words, { cwd: root, encoding: 'utf8' });
  // Its message says from which commit it was built.
  if (status !== '') throw new Error(`commit these first:\n${status}`);
  console.log(`branch skill: ${await commitPackage(root, folder)}`);
}
