import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, packageFolder, setStage, stageFor, type Stage } from './support.ts';

async function platformOf(
  stage: Stage,
  skillFolder: string,
  env: Record<string, string> = {},
): Promise<string | undefined> {
  await stageFor(stage.studio, stage.home, { skillFolder, env }).run('credits');
  return stage.studio.requests.at(-1)?.headers['x-skill-platform'];
}

test.each([
  ['.clawhub/skills/ai-video-download', 'clawhub'],
  ['.cursor/skills/ai-video-download', 'cursor'],
  ['skills/ai-video-download', 'unknown'],
])('a skill installed in %s says %s', async (place, platform) => {
  const stage = await setStage();
  const folder = join(await makeFolder(), place);
  await cp(packageFolder, folder, { recursive: true });

  expect(await platformOf(stage, folder)).toBe(platform);
});

test('a link from a host folder counts, whichever way it points', async () => {
  const stage = await setStage();
  const folder = await makeFolder();
  await mkdir(join(folder, '.cursor/skills'), { recursive: true });
  await symlink(packageFolder, join(folder, '.cursor/skills/ai-video-download'));

  expect(await platformOf(stage, join(folder, '.cursor/skills/ai-video-download'))).toBe('cursor');
});

test("ClawHub's install marker counts where the path says nothing, and SKILL_SOURCE before all", async () => {
  const stage = await setStage();
  const folder = join(await makeFolder(), 'workspace/skills/ai-video-download');
  await cp(packageFolder, folder, { recursive: true });
  await mkdir(join(folder, '.clawhub'));
  await writeFile(join(folder, '.clawhub/origin.json'), '{}');

  expect(await platformOf(stage, folder)).toBe('clawhub');
  expect(await platformOf(stage, folder, { SKILL_SOURCE: 'codex' })).toBe('codex');
});

test('name and version come from the SKILL.md beside the scripts', async () => {
  const stage = await setStage();
  const folder = join(await makeFolder(), 'renamed');
  await cp(packageFolder, folder, { recursive: true });
  const skill = await readFile(join(folder, 'SKILL.md'), 'utf8');
  await writeFile(
    join(folder, 'SKILL.md'),
    skill.replace(/^name: .*$/m, 'name: other-name').replace(/^version: .*$/m, 'version: "7.8.9"'),
  );
  await platformOf(stage, folder);

  expect(stage.studio.requests.at(-1)?.headers).toMatchObject({
    'x-skill-source': 'other-name',
    'x-skill-version': '7.8.9',
  });
});
