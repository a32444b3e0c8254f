import { access, constants, mkdir } from 'node:fs/promises';
import type { Account } from '../client/account.ts';
import { SkillError, findErrorCode } from '../core/errors.ts';
import { findKnownAccount, inspectAccount } from './account.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

const OLDEST_NODE = 20;
const PROBE_TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;

/** Tells what works on this machine. Asks for no token and changes nothing but an absent state folder. */
export async function examine(context: Context): Promise<Outcome<{ checks: Check[] }>> {
  const checks = [
    checkNode(),
    checkSkill(context),
    await checkFolder('state folder', context.settings.stateFolder),
    await checkFolder('current folder', process.cwd()),
    ...(await checkApi(context, await findKnownAccount(context))),
  ];
  for (const { name, ok, detail } of checks)
    context.reporter.say(`${ok ? '✅' : '❌'} ${name}: ${detail}`);
  return { status: 'done', fields: { checks } };
}

function checkNode(): Check {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= OLDEST_NODE;
  return {
    name: 'node',
    ok,
    detail: ok ? node : `${node} is too old: ${OLDEST_NODE} or newer is needed`,
  };
}

const checkSkill = ({ skill }: Context): Check => ({
  name: 'skill',
  ok: true,
  detail: `${skill.name} ${skill.version} (${skill.platform}) in ${skill.folder}`,
});

async function checkFolder(name: string, folder: string): Promise<Check> {
  try {
    if (name === 'state folder') await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return { name, ok: true, detail: `${folder} is writable` };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: `${folder} cannot be written to (${findErrorCode(error) ?? 'unknown reason'})`,
    };
  }
}

/** Yes or no, where from and until when; never the value. */
function describeToken(account: Account | undefined, nowMs: number): Check {
  const name = 'token';
  if (!account)
    return { name, ok: true, detail: 'no; a free starter token is requested at the first use' };
  if (account.expiresAt === null) return { name, ok: true, detail: 'yes, from NEMO_TOKEN' };
  const daysLeft = (Date.parse(account.expiresAt) - nowMs) / DAY_MS;
  return {
    name,
    ok: true,
    detail: `yes, a free starter token for ${daysLeft.toFixed(1)} more days`,
  };
}

/** Asks for the balance: an answer shows that name, route, certificate and token work; a refusal that all but the token do. */
async function checkApi(context: Context, account: Account | undefined): Promise<Check[]> {
  const { http, settings, clock } = context;
  const { host } = new URL(settings.apiUrl);
  const token = describeToken(account, clock.now());
  const startedMs = clock.now();
  const reached = (): Check => ({
    name: 'api',
    ok: true,
    detail: `${host} answers (${clock.now() - startedMs} ms)`,
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
    const detail = error instanceof Error ? error.message : String(error);
    if (!(error instanceof SkillError) || error.kind === 'network')
      return [token, { name: 'api', ok: false, detail }];
    if (error.kind === 'auth') return [{ ...token, ok: false, detail }, reached()];
    return [token, { name: 'api', ok: error.kind !== 'backend', detail }];
  }
}
