/** What `npm run package` makes of a built folder: archives and a branch; and what stands in for the scripts in a clone. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeArchives } from '../../scripts/dev/package-archive.ts';
import { commitPackage } from '../../scripts/dev/package-branch.ts';
import { readPackage } from '../../scripts/dev/release-problems.ts';
import { makeFolder } from '../support/files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FILES = {
  'SKILL.md': '---\nname: sample\nversion: "1.2.0"\n---\nText, 文字\n',
  'lib/vendor/x.mjs': 'export const x = 1;\r\n',
};

async function makePackage(files: Record<string, string> = FILES): Promise<string> {
  const folder = join(await makeFolder(), 'sample');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test('two archives of the same bytes, whenever they are made: one folder, the files as they are', async () => {
  const [first, second] = [await makeFolder(), await makeFolder()];
  const paths = await writeArchives(await makePackage(), first);
  await writeArchives(await makePackage(), second);

  expect(paths).toEqual([join(first, 'sample-1.2.0.zip'), join(first, 'sample.skill')]);
  const bytes = await readFile(join(first, 'sample-1.2.0.zip'));
  for (const other of [join(first, 'sample.skill'), join(second, 'sample.skill')])
    expect((await readFile(other)).equals(bytes)).toBe(true);
  const unpacked = Object.entries(unzipSync(bytes)).map(([path, content]) => [
    path,
    new TextDecoder().decode(content),
  ]);
  expect(Object.fromEntries(unpacked)).toEqual({
    'sample/SKILL.md': FILES['SKILL.md'],
    'sample/lib/vendor/x.mjs': FILES['lib/vendor/x.mjs'],
  });
});

/** A repository whose settings would change line ends, with one commit and a file that is not committed. */
async function makeRepository(): Promise<{ root: string; git: (...words: string[]) => string }> {
  const folder = await makeFolder();
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  const settings = { 'user.name': 'x', 'user.email': 'x@example.com', 'core.autocrlf': 'true' };
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  git('commit', '--quiet', '--allow-empty', '--message', 'The sources');
  await writeFile(join(folder, 'draft.txt'), 'not committed');
  git('add', 'draft.txt');
  return { root: folder, git };
}

test('the branch is exactly the package, one commit a version, and the work tree stays as it was', async () => {
  const { root: repository, git } = await makeRepository();
  const status = git('status', '--porcelain', '--branch');
  const first = await commitPackage(repository, await makePackage());
  const again = await commitPackage(repository, await makePackage());
  const newer = { 'SKILL.md': FILES['SKILL.md'].replace('1.2.0', '1.3.0') };
  const second = await commitPackage(repository, await makePackage(newer));

  expect(again).toBe(first);
  expect(git('ls-tree', '-r', '--name-only', first).split('\n')).toEqual(Object.keys(FILES));
  expect(execFileSync('git', ['show', `${first}:lib/vendor/x.mjs`], { cwd: repository })).toEqual(
    Buffer.from(FILES['lib/vendor/x.mjs']),
  );
  expect(git('ls-tree', '-r', '--name-only', 'skill')).toBe('SKILL.md');
  expect(git('rev-list', 'skill').split('\n')).toEqual([second, first]);
  expect(git('log', '-1', '--format=%B', 'skill')).toBe(
    `sample 1.3.0\n\nBuilt from ${git('rev-parse', 'main')}.`,
  );
  expect(git('status', '--porcelain', '--branch')).toBe(status);

  const other = { 'SKILL.md': `${newer['SKILL.md']}More\n` };
  await expect(commitPackage(repository, await makePackage(other))).rejects.toThrow('1.3.0');
  expect(git('rev-parse', 'skill')).toBe(second);
});

test('in a fresh clone the branch goes on from where its origin has it', async () => {
  const { root: origin, git } = await makeRepository();
  const first = await commitPackage(origin, await makePackage());
  const clone = join(await makeFolder(), 'clone');
  git('clone', '--quiet', origin, clone);
  const newer = { 'SKILL.md': FILES['SKILL.md'].replace('1.2.0', '1.3.0') };
  for (const [name, value] of [
    ['user.name', 'x'],
    ['user.email', 'x@example.com'],
  ] as const)
    execFileSync('git', ['config', name, value], { cwd: clone });
  const second = await commitPackage(clone, await makePackage(newer));

  const words = ['rev-list', second];
  expect(execFileSync('git', words, { cwd: clone, encoding: 'utf8' })).toBe(
    `${second}\n${first}\n`,
  );
});

const { repository } = readPackage(await readFile(join(root, 'package.json'), 'utf8'));

test('the marketplace file leads to the branch and names no version; the READMEs name the same repository', async () => {
  const text = await readFile(join(root, '.claude-plugin/marketplace.json'), 'utf8');
  const { plugins } = JSON.parse(text) as { plugins: object[] };
  const url = `https://github.com/${repository}.git`;
  expect(plugins).toEqual([
    {
      name: 'ai-video-download',
      description: expect.any(String),
      source: { source: 'url', url, ref: 'skill' },
    },
  ]);
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const readme = await readFile(join(root, name), 'utf8');
    for (const place of [
      `git:${repository}@skill`,
      `${repository}#skill`,
      `add ${repository}`,
      url,
    ])
      expect(readme, name).toContain(place);
    const addresses = Array.from(readme.matchAll(/github\.com\/([\w-]+\/[\w-]+)/g), ([, to]) => to);
    expect(new Set(addresses)).toEqual(new Set([repository]));
  }
});

test('a clone has the same few lines in the place of every script', async () => {
  const scripts = (await readdir(join(root, 'scripts'))).filter((name) => name.endsWith('.ts'));
  expect(scripts).toContain('run.ts');
  const texts = scripts.map((name) =>
    readFile(join(root, 'scripts', name.replace(/\.ts$/, '.mjs')), 'utf8'),
  );
  expect(new Set(await Promise.all(texts)).size).toBe(1);
});

test.each([['--help'], ['--json'], ['a wish']])(
  'there a script ends with 2 and says in one line what to do instead: %s',
  (word) => {
    const words = [join(root, 'scripts/run.mjs'), word];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toMatch(/^.+\n$/);
    expect(stdout).toContain(`${repository}#skill`);
    expect(stdout).toContain('npm run build');
    if (word !== '--json') return;
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      status: 'failed',
      error: { kind: 'usage' },
    });
  },
);
