import { access, constants } from 'node:fs/promises';
import { findErrorCode } from '../../system/errors.ts';
import { sizeText } from '../../words/format.ts';
import { parseJsonIfAny } from '../../system/json.ts';
import { verbatim } from '../../words/text.ts';
import { doctorWords } from '../../words/doctor.ts';
import {
  closeToOthers,
  findCurrentFolder,
  findOpenFiles,
  measureFreeSpace,
  setAside,
  type StateFile,
} from '../../ports/state-files.ts';
import { makeFolder } from '../../system/make-folder.ts';
import type { Settings } from '../../system/settings.ts';
import type { Finding } from './checks.ts';
import type { Context } from '../context.ts';

const OLDEST_NODE = 20;

export function checkNode(): Finding {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= OLDEST_NODE;
  return { name: 'node', ok, detail: ok ? verbatim(node) : doctorWords.tooOld(node, OLDEST_NODE) };
}

export const checkSkill = ({ skill }: Context): Finding => ({
  name: 'skill',
  ok: true,
  detail: doctorWords.installed(`${skill.name} ${skill.version} (${skill.platform})`, skill.folder),
});

export async function checkCurrentFolder(): Promise<Finding> {
  const folder = findCurrentFolder();
  if (folder !== undefined) return checkWritable('current folder', folder);
  return { name: 'current folder', ok: false, detail: doctorWords.folderGone() };
}

/** Writable, private, and nothing in it broken; `repair` makes it so where it can. */
export async function checkStateFolder(
  { stateFolder: folder, system }: Settings,
  files: StateFile[],
  repair: boolean,
): Promise<Finding> {
  await makeFolder(folder, 0o700).catch(() => {});
  const found = await checkWritable('state folder', folder);
  const open = findOpenFiles(files, system);
  const broken = files.filter(isBroken);
  if (!found.ok || open.length + broken.length === 0) return found;
  if (!repair) {
    const detail = doctorWords.needsRepair(folder, { open: open.length, broken: broken.length });
    return { ...found, ok: false, detail };
  }
  for (const file of open) await closeToOthers(file);
  for (const file of broken) await setAside(file);
  const detail = doctorWords.repaired(folder, { open: open.length, broken: broken.length });
  return { ...found, detail };
}

const isBroken = ({ path, text }: StateFile): boolean =>
  path.endsWith('.json') && (text === undefined || parseJsonIfAny(text) === undefined);

async function checkWritable(
  name: 'state folder' | 'current folder',
  folder: string,
): Promise<Finding> {
  try {
    await access(folder, constants.W_OK);
    return { name, ok: true, detail: doctorWords.writable(folder) };
  } catch (error) {
    return { name, ok: false, detail: doctorWords.notWritable(folder, findErrorCode(error)) };
  }
}

/** A finished video of a minute or two. */
const LEAST_FREE_BYTES = 200_000_000;

export async function checkFreeSpace(): Promise<Finding> {
  const folder = findCurrentFolder();
  const free = folder === undefined ? undefined : await measureFreeSpace(folder);
  const name = 'free space';
  if (free === undefined) return { name, ok: true, detail: doctorWords.unknownSpace() };
  return { name, ok: free >= LEAST_FREE_BYTES, detail: sizeText(free) };
}
