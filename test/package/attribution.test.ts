/** Who the scripts say they are: the skill by the SKILL.md beside them, the host by where they lie. */
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeFolder, packageFolder, setHostileStage, type HostileStage } from './support.ts';

let stage: HostileStage;
beforeEach(async () => {
  stage = await setHostileStage();
});

/** The attribution headers of a skill in this folder. */
async function sentFrom(skillFolder: string, env: Record<string, string> = {}) {
  await stage.with({ skillFolder, env }).run('credits');
  const { headers = {} } = stage.backend.requests.at(-1) ?? {};
  return ['source', 'version', 'platform'].map((name) => headers[`x-skill-${name}`]);
}

async function install(place: string): Promise<string> {
  const folder = join(await makeFolder(), place);
  await cp(packageFolder, folder, { recursive: true });
  return folder;
}

test("the host is told from the folder, from a link to it, from ClawHub's marker, and from SKILL_SOURCE before all", async () => {
  const root = await makeFolder();
  await mkdir(join(root, '.cursor/skills'), { recursive: true });
  const link = join(root, '.cursor/skills/ai-video-download');
  await symlink(packageFolder, link);
  const folder = await install('workspace/skills/ai-video-download');

  expect(await sentFrom(link)).toEqual(['ai-video-download', expect.any(String), 'cursor']);
  expect((await sentFrom(folder))[2]).toBe('unknown');
  await mkdir(join(folder, '.clawhub'));
  await writeFile(join(folder, '.clawhub/origin.json'), '{}');
  expect((await sentFrom(folder))[2]).toBe('clawhub');
  expect((await sentFrom(folder, { SKILL_SOURCE: 'codex' }))[2]).toBe('codex');
});

test('name and version come from the SKILL.md beside the scripts', async () => {
  const folder = await install('.clawhub/skills/renamed');
  const skill = await readFile(join(folder, 'SKILL.md'), 'utf8');
  await writeFile(
    join(folder, 'SKILL.md'),
    skill.replace(/^name: .*$/m, 'name: other-name').replace(/^version: .*$/m, 'version: "7.8.9"'),
  );

  expect(await sentFrom(folder)).toEqual(['other-name', '7.8.9', 'clawhub']);
});
