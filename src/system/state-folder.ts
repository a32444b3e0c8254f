import { open, rm } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import system from 'node:path';
import { fileWords } from '../words/files.ts';
import { SkillError, findErrorCode } from './errors.ts';
import type { Reporter } from './reporter.ts';
import { makePrivateFolder } from './state-files.ts';

/** Codes of a folder that this user, or this sandbox, may not use. A full disk has another code. */
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);

/**
 * Makes the folder for records ready and returns its path: `NEMO_STATE_DIR`, else `.config/nemovideo` in the home, else,
 * where that cannot be written at all, a folder of this user's own under the system's temporary folder, of which the user is told
 * (interface.md, "Environment"). Throws a `file` error for a full disk, and for a folder that belongs to somebody else.
 */
export async function openStateFolder(
  { stateDir, stateFolder }: { stateDir: string | undefined; stateFolder: string },
  reporter: Pick<Reporter, 'notice'>,
): Promise<string> {
  try {
    return await makeWritable(stateFolder);
  } catch (error) {
    const mayGoElsewhere =
      stateDir === undefined &&
      !(error instanceof SkillError) &&
      FORBIDDEN.has(findErrorCode(error) ?? '');
    if (!mayGoElsewhere) throw explainFolder(stateFolder, error);
  }
  const temporary = system.join(tmpdir(), `nemovideo-${process.getuid?.() ?? 'skill'}`);
  const folder = await makeWritable(temporary).catch((error: unknown) => {
    throw explainFolder(temporary, error);
  });
  reporter.notice(fileWords.temporaryState(folder));
  return folder;
}

/** A sandbox may allow what the file's mode forbids, and the other way round: only writing tells. */
async function makeWritable(folder: string): Promise<string> {
  await makePrivateFolder(folder);
  const probe = system.join(folder, `.write-test-${process.pid}`);
  await (await open(probe, 'w', 0o600)).close();
  await rm(probe, { force: true });
  return folder;
}

function explainFolder(folder: string, error: unknown): SkillError {
  if (error instanceof SkillError) return error;
  return new SkillError('file', fileWords.stateRefused(folder, findErrorCode(error)), {
    advice: fileWords.mendState(),
    cause: error,
  });
}

/** The home as Node tells it (HOME, on Windows USERPROFILE), else as the system knows it. */
const HOMES = [homedir, () => userInfo().homedir];

/** Where records are kept when `NEMO_STATE_DIR` names no other folder; the same path on every system. */
export const usualStateFolder = (homes = HOMES, path = system): string =>
  path.join(findHome(homes, path), '.config', 'nemovideo');

/** An empty or relative HOME would put a token into the current folder. */
function findHome(homes: typeof HOMES, { isAbsolute, sep }: typeof system): string {
  for (const find of homes) {
    try {
      const home = find();
      if (isAbsolute(home)) return home;
    } catch {
      // A container may run under a user number that has no entry.
    }
  }
  return sep;
}
