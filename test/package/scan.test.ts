/** The built package against everything hosts and registries scan for, and each rule against a planted violation. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeQuality } from '../../scripts/dev/scan-quality.ts';
import { SCAN_RULES } from '../../scripts/dev/scan-rules.ts';
import { asSkill, readSkill, scan, type ScannedFile } from '../../scripts/dev/scan-skill.ts';
import type { Plants } from './scan/plant.ts';
import { CLAWHUB_PLANTS, CLAWSCAN_PLANTS, OPENCLAW_PLANTS } from './scan/plants-registry.ts';
import { FOLDER_PLANTS, FRONT_MATTER_PLANTS } from './scan/plants-skill.ts';
import { SKILLSPECTOR_PLANTS } from './scan/plants-skillspector.ts';
import { makeFolder, packageFolder } from './support.ts';

const PLANTS: Plants = {
  ...OPENCLAW_PLANTS,
  ...CLAWHUB_PLANTS,
  ...CLAWSCAN_PLANTS,
  ...SKILLSPECTOR_PLANTS,
  ...FOLDER_PLANTS,
  ...FRONT_MATTER_PLANTS,
};

const skill = await readSkill(packageFolder);

/** The package with some files put into it, or put in the place of its own. */
const withFiles = (added: ScannedFile[]) =>
  asSkill(packageFolder, [
    ...skill.files.filter(({ path }) => !added.some((file) => file.path === path)),
    ...added,
  ]);

const placesOf = (rule: (typeof SCAN_RULES)[number], added: ScannedFile[]): string[] =>
  scan(withFiles(added), [rule]).map(({ path }) => path);

test.each(SCAN_RULES)('$id finds nothing in the package', (rule) => {
  const found = scan(skill, [rule]);
  expect(found.map(({ path, line, evidence }) => `${path}:${line} ${evidence}`)).toEqual([]);
});

test.each(SCAN_RULES)('$id finds its planted violation', (rule) => {
  const added = PLANTS[rule.id]?.fault(skill) ?? [];
  expect(placesOf(rule, added)).toContain(added[0]?.path);
});

test.each(SCAN_RULES.filter(({ id }) => PLANTS[id]?.spared))(
  '$id lets a near miss pass',
  (rule) => {
    const added = PLANTS[rule.id]?.spared?.(skill) ?? [];
    expect(added).not.toEqual([]);
    expect(placesOf(rule, added)).not.toContain(added[0]?.path);
  },
);

test('every rule has an id of its own, a source and exactly one plant', () => {
  const ids = SCAN_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Object.keys(PLANTS).toSorted()).toEqual(ids.toSorted());
  expect(SCAN_RULES.every(({ source }) => source !== '')).toBe(true);
});

test('SKILL.md passes the gate of the registry for new publishers with full marks', () => {
  expect(judgeQuality(skill.body, String(skill.frontMatter['description']))).toEqual({
    score: 100,
    rejected: false,
  });
});

test('every file that lies in a folder is read, hidden and nested ones and links too', async () => {
  const folder = join(await makeFolder(), 'planted');
  await mkdir(join(folder, 'lib/.deep'), { recursive: true });
  await writeFile(join(folder, 'SKILL.md'), '---\nname: planted\n---\nText\n');
  await writeFile(join(folder, 'lib/.deep/x.mjs'), 'eval(text);\n');
  await symlink('.deep/x.mjs', join(folder, 'lib/link.mjs'));
  const found = scan(
    await readSkill(folder),
    SCAN_RULES.filter(({ id }) => id === 'openclaw/dynamic-code-execution'),
  );
  expect(found).toMatchObject([
    { path: 'lib/.deep/x.mjs', line: 1, evidence: 'eval(text);' },
    { path: 'lib/link.mjs' },
  ]);
});
