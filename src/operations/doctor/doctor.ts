import type { Outcome } from '../../core/outcome.ts';
import { doctorWords } from '../../words/doctor.ts';
import { listStateFiles } from '../../ports/state-files.ts';
import { findKnownAccount } from '../account.ts';
import { CHECK_NAMES, type Finding } from './checks.ts';
import type { Context } from '../context.ts';
import { checkLeftovers } from './leftover-checks.ts';
import {
  checkCurrentFolder,
  checkFreeSpace,
  checkNode,
  checkSkill,
  checkStateFolder,
} from './machine-checks.ts';
import { checkNetwork } from './network-checks.ts';

export interface Check {
  name: Finding['name'];
  ok: boolean;
  detail: string;
}

/**
 * Tells what works on this machine. Asks for no token, sends nothing of the user's, and changes nothing but an absent state
 * folder; `repair` closes what others can read and sets aside what cannot be read.
 */
export async function examine(
  context: Context,
  { repair }: { repair: boolean },
): Promise<Outcome<{ checks: Check[] }>> {
  const { reporter, settings } = context;
  const files = await listStateFiles(settings.stateFolder);
  const findings = [
    checkNode(),
    checkSkill(context),
    // Before anything is read through the store, which sets aside by itself.
    await checkStateFolder(settings, files, repair),
    await checkCurrentFolder(),
    await checkFreeSpace(),
    ...(await checkNetwork(context, await findKnownAccount(context))),
    ...(await checkLeftovers(context, files)),
  ];
  for (const { name, ok, detail } of findings)
    reporter.say((ok ? doctorWords.works : doctorWords.fails)(CHECK_NAMES[name], detail));
  const checks = findings.map((found) => ({ ...found, detail: reporter.word(found.detail) }));
  return { status: 'done', fields: { checks } };
}
