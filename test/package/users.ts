/**
 * Users without any rights, who run the scripts. Where the tests run as root, the scripts run as another user: for root no folder
 * is read-only.
 */
import { chmod, chown } from 'node:fs/promises';
import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { makeFolder, setHostileStage, type HostileStage } from './support.ts';

export const mayChangeUser = process.getuid?.() === 0;
/** `nobody`, whose home does not exist, and one whom the system does not know, as in a container. */
export const NOBODY = 65534;
export const STRANGER = 54321;
export const as = (uid: number): Pick<ScriptHome, 'uid'> => (mayChangeUser ? { uid } : {});

/** A backend, and scripts that are run by a user without any rights, from a home of that user's own. */
export async function setUser(own: Partial<ScriptHome> = {}, uid = NOBODY): Promise<HostileStage> {
  const stage = await setHostileStage({ draft: draftOf('The beginning') });
  return stage.with({ home: await openFolder(uid), ...as(uid), ...own });
}

/** A folder that every user may enter, and that belongs to whom the scripts run as. */
export async function openFolder(uid = NOBODY): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o755);
  if (mayChangeUser) await chown(folder, uid, uid);
  return folder;
}
