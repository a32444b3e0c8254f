import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SkillError } from '../system/errors.ts';
import { parseSkillIdentity, type SkillIdentity } from './frontmatter.ts';
import { detectPlatform } from './platform.ts';
import { skillWords } from '../words/skill.ts';

export interface Skill extends SkillIdentity {
  folder: string;
  platform: string;
}

/** The folder that holds SKILL.md, links resolved: two levels above this module, in the package as in the sources. */
const SKILL_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** Reads the SKILL.md beside the scripts; the attribution headers are made of it. */
export async function loadSkill(skillSource: string | undefined): Promise<Skill> {
  const identity = parseSkillIdentity(await readSkillFile());
  // As it was called, the path still shows the host's folder when the skill is linked into it.
  const called = resolve(process.argv[1] ?? '.', '../..');
  const platform = detectPlatform({
    override: skillSource,
    folders: [called, SKILL_FOLDER],
    hasClawHubMarker: await exists(join(SKILL_FOLDER, '.clawhub', 'origin.json')),
  });
  return { ...identity, folder: SKILL_FOLDER, platform };
}

async function readSkillFile(): Promise<string> {
  try {
    return await readFile(join(SKILL_FOLDER, 'SKILL.md'), 'utf8');
  } catch (error) {
    throw new SkillError('internal', skillWords.missing(SKILL_FOLDER), {
      advice: skillWords.reinstall(),
      cause: error,
    });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
