import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import { expect, test } from 'vitest';
import { packageFolder } from './support.ts';

const text = await readFile(join(packageFolder, 'SKILL.md'), 'utf8');
const { data } = matter(text);
const root = join(packageFolder, '../..');

test('the front matter is valid block YAML with what hosts and the registry read', () => {
  expect(data).toMatchObject({
    name: 'ai-video-download',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    displayName: expect.stringContaining('AI Video Download'),
    license: 'MIT-0',
    metadata: {
      openclaw: {
        primaryEnv: 'NEMO_TOKEN',
        requires: { bins: ['node'] },
        config: { stateDirs: ['.config/nemovideo'] },
      },
    },
  });
  expect(data['metadata'].openclaw.requires).not.toHaveProperty('env');
  expect(text.split('---')[1]).not.toMatch(/:\s*[{[]/);
});

test('the description says what the skill is for in its first 64 characters', () => {
  const { description } = data as { description: string };
  expect(description.slice(0, 64)).toMatch(/edit.*export.*download.*video.*MP4/i);
  expect(description.length).toBeLessThanOrEqual(1024);
  expect(description).not.toMatch(/[<>]/);
});

test('every variable the code reads is declared, optional, and the reverse', async () => {
  const settings = await readFile(join(root, 'src/system/settings.ts'), 'utf8');
  const read = [...settings.matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name);
  const declared = data['metadata'].openclaw.envVars as { name: string; required: boolean }[];

  expect(declared.map(({ name }) => name).sort()).toEqual([...new Set(read)].sort());
  expect(declared.every(({ required }) => required === false)).toBe(true);
});

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
