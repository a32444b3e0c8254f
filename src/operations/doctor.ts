import { access, constants, mkdir } from 'node:fs/promises';
import type { Account } from '../client/account.ts';
import { SkillError, findErrorCode } from '../core/errors.ts';
import type { Outcome } from '../core/outcome.ts';
import { joinTexts, verbatim, type Text } from '../core/text.ts';
import { doctorWords } from '../core/words/doctor.ts';
import { findKnownAccount, inspectAccount } from './account.ts';
import type { Context } from './context.ts';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

const NAMES = {
  node: doctorWords.node(),
  skill: doctorWords.skill(),
  'state folder': doctorWords.stateFolder(),
  'current folder': doctorWords.currentFolder(),
  token: doctorWords.token(),
  api: doctorWords.api(),
};

interface Finding {
  name: keyof typeof NAMES;
  ok: boolean;
  detail: Text;
}

const OLDEST_NODE = 20;
const PROBE_TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;

/** Tells what works on this machine. Asks for no token and changes nothing but an absent state folder. */
export async function examine(context: Context): Promise<Outcome<{ checks: Check[] }>> {
  const { reporter } = context;
  const findings = [
    checkNode(),
    checkSkill(context),
    await checkFolder('state folder', context.settings.stateFolder),
    await checkFolder('current folder', process.cwd()),
    ...(await checkApi(context, await findKnownAccount(context))),
  ];
  for (const { name, ok, detail } of findings)
    reporter.say((ok ? doctorWords.works : doctorWords.fails)(NAMES[name], detail));
  const checks = findings.map((found) => ({ ...found, detail: reporter.word(found.detail) }));
  return { status: 'done', fields: { checks } };
}

function checkNode(): Finding {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= OLDEST_NODE;
  return {
    name: 'node',
    ok,
    detail: ok ? verbatim(node) : doctorWords.tooOld(node, OLDEST_NODE),
  };
}

const checkSkill = ({ skill }: Context): Finding => ({
  name: 'skill',
  ok: true,
  detail: doctorWords.installed(`${skill.name} ${skill.version} (${skill.platform})`, skill.folder),
});

async function checkFolder(
  name: 'state folder' | 'current folder',
  folder: string,
): Promise<Finding> {
  try {
    if (name === 'state folder') await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return { name, ok: true, detail: doctorWords.writable(folder) };
  } catch (error) {
    return { name, ok: false, detail: doctorWords.notWritable(folder, findErrorCode(error)) };
  }
}

/** Yes or no, where from and until when; never the value. */
function describeToken(account: Account | undefined, nowMs: number): Finding {
  const name = 'token';
  if (!account) return { name, ok: true, detail: doctorWords.noToken() };
  if (account.expiresAt === null) return { name, ok: true, detail: doctorWords.ownToken() };
  const daysLeft = (Date.parse(account.expiresAt) - nowMs) / DAY_MS;
  return { name, ok: true, detail: doctorWords.starterToken(daysLeft.toFixed(1)) };
}

/** Asks for the balance: an answer shows that name, route, certificate and token work; a refusal that all but the token do. */
async function checkApi(context: Context, account: Account | undefined): Promise<Finding[]> {
  const { http, settings, clock } = context;
  const { host } = new URL(settings.apiUrl);
  const token = describeToken(account, clock.now());
  const startedMs = clock.now();
  const reached = (): Finding => ({
    name: 'api',
    ok: true,
    detail: doctorWords.answers(host, clock.now() - startedMs),
  });
  const signal = AbortSignal.any([context.signal, clock.timeout(PROBE_TIMEOUT_MS)]);
  try {
    if (account) await inspectAccount(context, account).readCredits(signal);
    else
      await (
        await http.request({ method: 'GET', url: '/api/credits/balance/simple', signal })
      ).discard();
    return [token, reached()];
  } catch (error) {
    const detail =
      error instanceof SkillError ? joinTexts([error.summary]) : verbatim(String(error));
    if (!(error instanceof SkillError) || error.kind === 'network')
      return [token, { name: 'api', ok: false, detail }];
    if (error.kind === 'auth') return [{ ...token, ok: false, detail }, reached()];
    return [token, { name: 'api', ok: error.kind !== 'backend', detail }];
  }
}
