/** The built package as an archive: one top folder, the skill; the same bytes from the same files, whoever packs them where. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { readSkill } from './scan-skill.ts';

/** The earliest that a zip can say; fflate writes it as the local time it is given. */
const FIXED_TIME = new Date(1980, 0, 1);

/**
 * Writes `<name>-<version>.zip` and the same bytes as `<name>.skill`, the ending that Gemini unpacks. Returns their paths.
 */
export async function writeArchives(packageFolder: string, target: string): Promise<string[]> {
  const { files, frontMatter, folder } = await readSkill(packageFolder);
  const entries = files.map(({ path, text }) => [
    `${folder}/${path}`,
    new TextEncoder().encode(text),
  ]);
  const bytes = zipSync(Object.fromEntries(entries), { level: 9, mtime: FIXED_TIME });
  const names = [`${folder}-${String(frontMatter['version'])}.zip`, `${folder}.skill`];
  const paths = names.map((name) => join(target, name));
  await Promise.all(paths.map((path) => writeFile(path, bytes)));
  return paths;
}
