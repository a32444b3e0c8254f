/** Who the skill says it is: the headers that go with every request to the API, read from the SKILL.md beside the scripts. */
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SkillError } from '../system/errors.ts';
import { asRecord } from '../system/json.ts';
import { matter } from '../vendor/gray-matter.ts';
import { skillWords } from '../words/skill.ts';

/** The skill's identity, as its SKILL.md states it, and where it is installed. */
export interface Skill {
  name: string;
  version: string;
  folder: string;
  platform: string;
}

/** Left out of a request, they make an export fail with 402 (seed, "Cloud Render Pipeline Details"). */
export const attributionHeaders = ({ name, version, platform }: Skill): Record<string, string> => ({
  'X-Skill-Source': name,
  'X-Skill-Version': version,
  'X-Skill-Platform': platform,
});

/** The folder that holds SKILL.md, links resolved: two levels above this module, in the package as in the sources. */
const SKILL_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** Reads the SKILL.md beside the scripts. */
export async function loadSkill(skillSource: string | undefined): Promise<Skill> {
  const identity = parseSkillIdentity(await readSkillFile());
  // As it was called, the path still shows the host's folder when the skill is linked into it.
  const called = resolve(process.argv[1] ?? '.', '../..');
  const hasClawHubMarker = await exists(join(SKILL_FOLDER, '.clawhub', 'origin.json'));
  const platform = skillSource || detectPlatform([called, SKILL_FOLDER], hasClawHubMarker);
  return { ...identity, folder: SKILL_FOLDER, platform };
}

async function readSkillFile(): Promise<string> {
  try {
    return await readFile(join(SKILL_FOLDER, 'SKILL.md'), 'utf8');
  } catch (error) {
    throw damaged(skillWords.missing(SKILL_FOLDER), error);
  }
}

/** Reads `name` and `version` from SKILL.md's front matter. */
export function parseSkillIdentity(text: string): Pick<Skill, 'name' | 'version'> {
  const { name, version } = asRecord(readFrontMatter(text)) ?? {};
  if (typeof name !== 'string' || typeof version !== 'string' || !name.trim() || !version.trim())
    throw damaged(skillWords.noName());
  return { name, version };
}

function readFrontMatter(text: string): unknown {
  try {
    // The options argument keeps gray-matter from caching by content.
    return matter(text, {}).data;
  } catch (error) {
    throw damaged(skillWords.noFrontMatter(), error);
  }
}

const damaged = (summary: ReturnType<typeof skillWords.noName>, cause?: unknown): SkillError =>
  new SkillError('internal', summary, { advice: skillWords.reinstall(), cause });

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Says which host installed the skill: the value of `X-Skill-Platform` (seed, "Cloud Render Pipeline Details"). The skill's
 * folder is given as it was called and with links resolved; ClawHub also leaves a marker in it.
 */
export function detectPlatform(folders: string[], hasClawHubMarker: boolean): string {
  const paths = folders.map((folder) => `${folder.replaceAll('\\', '/')}/`);
  if (paths.some((path) => path.includes('/.clawhub/'))) return 'clawhub';
  if (paths.some((path) => path.includes('/.cursor/skills/'))) return 'cursor';
  return hasClawHubMarker ? 'clawhub' : 'unknown';
}
