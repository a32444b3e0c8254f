/** Makes sure that a version can be published, and prints the command for it. Publishes nothing. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, judgesOf } from './outside-judges.ts';
import { findReleaseProblems, publishCommand } from './release-problems.ts';

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
  status: git('status', '--porcelain'),
});
if (problems.length > 0) {
  console.error(problems.map((problem) => `✗ ${problem}`).join('\n'));
  process.exit(1);
}
npm('check');
npm('build');
npm('scan');
const folder = 'dist/ai-video-download';
const origin = git('config', '--default', '', '--get', 'remote.origin.url');
const command = publishCommand({
  folder,
  version: (JSON.parse(packageJson) as { version: string }).version,
  repository: /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(origin)?.[1] ?? 'OWNER/ai-video-download',
  commit: git('rev-parse', 'HEAD'),
});
const answers = judgesOf(folder, command).map(ask);
for (const { verdict } of answers) console.log(verdict);
if (answers.some(({ isPassed }) => !isPassed)) process.exit(1);
console.log(`\nReady. Publish with:\n\n${command}`);
