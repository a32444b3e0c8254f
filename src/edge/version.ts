import { standardOutput } from '../system/output.ts';
import { loadSkill } from '../backend/skill.ts';

/** Prints name and version as SKILL.md states them. */
export async function printVersion(): Promise<void> {
  const { name, version } = await loadSkill(undefined);
  standardOutput.write(`${name} ${version}\n`);
}
