/** Makes sure that a version can be published, packs it, and prints the commands that publish it. Publishes nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, judgesOf } from './outside-judges.ts';
import { writeArchives } from './package-archive.ts';
import { commitPackage } from './package-branch.ts';
import { findReleaseProblems, publishCommand, readPackage } from './release-problems.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const git = (...words: string[]): string =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const npm = (script: string): void =>
  void execFileSync('npm', ['run', script], { cwd: root, stdio: 'inherit' });

const packageJson = read('package.json');
const problems = findReleaseProblems({
  skill: read('SKILL.md'),
  packageJson,
  changelog: read('CHANGELOG.md'),
  marketplace: read('.claude-plugin/marketplace.json'),
  status: git('status', '--porcelain'),
  origin: git('config', '--default', '', '--get', 'remote.origin.url'),
});
if (problems.length > 0) {
  console.error(problems.map((problem) => `✗ ${problem}`).join('\n'));
  process.exit(1);
}
npm('check');
npm('build');
npm('scan');
const folder = 'dist/ai-video-download';
const source = { folder, ...readPackage(packageJson) };
const rehearsal = publishCommand({ ...source, commit: git('rev-parse', 'HEAD') });
const answers = judgesOf(folder, rehearsal).map(ask);
for (const { verdict } of answers) console.log(verdict);
if (answers.some(({ isPassed }) => !isPassed)) process.exit(1);

for (const path of await writeArchives(join(root, folder), join(root, 'dist'))) console.log(path);
const commit = await commitPackage(root, join(root, folder));
const tag = `v${source.version}`;
console.log(`
Ready. Publish with:

git tag ${tag}
git push origin HEAD ${tag} skill
${publishCommand({ ...source, commit })}`);
