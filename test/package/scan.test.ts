import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLAWHUB_RULES } from './scan-rules.ts';
import { packageFolder } from './support.ts';

const entries = await readdir(packageFolder, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

test.each(CLAWHUB_RULES)('ClawHub finds no $reason in the package', async ({ applies, find }) => {
  const found: string[] = [];
  for (const file of files.filter((name) => applies.test(name))) {
    if (find(await readFile(file, 'utf8'))) found.push(file);
  }
  expect(found).toEqual([]);
});

test.each(CLAWHUB_RULES)(
  'the rule for $reason finds a planted violation',
  ({ find, violation }) => {
    expect(find(violation)).toBe(true);
  },
);
