/** SKILL.md beside what it speaks of; its form is held by `scan.test.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import { expect, test } from 'vitest';
import { packageFolder } from './support.ts';

const text = await readFile(join(packageFolder, 'SKILL.md'), 'utf8');
const { data } = matter(text);
const root = join(packageFolder, '../..');

test('SKILL.md, package.json and CHANGELOG agree on the version', async () => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8');

  expect(manifest.version).toBe(data['version']);
  expect(/^## (\d+\.\d+\.\d+)/m.exec(changelog)?.[1]).toBe(data['version']);
});

test('every script and reference that SKILL.md names exists', async () => {
  const named = [...text.matchAll(/(?:scripts\/\w+\.mjs|references\/\w+\.md)/g)].map(
    ([path]) => path,
  );
  expect(named.length).toBeGreaterThan(10);
  for (const path of new Set(named))
    await expect(readFile(join(packageFolder, path), 'utf8'), path).resolves.toBeTruthy();
});
