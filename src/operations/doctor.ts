import { access, constants, mkdir } from 'node:fs/promises';
import type { Context, Outcome } from './context.ts';
import { findErrorCode } from '../core/errors.ts';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

const OLDEST_NODE = 20;
const PROBE_TIMEOUT_MS = 10_000;

/** Tells what works on this machine. Asks for no token and changes nothing but an absent state folder. */
export async function examine(context: Context): Promise<Outcome<{ checks: Check[] }>> {
  const checks = [
    checkNode(),
    checkSkill(context),
    await checkFolder('state folder', context.settings.stateFolder),
    await checkFolder('current folder', process.cwd()),
    await checkToken(context),
    await checkApi(context),
  ];
  for (const { name, ok, detail } of checks) context.reporter.say(`${ok ? '✅' : '❌'} ${name}: ${detail}`);
  return { status: 'done', fields: { checks } };
}

function checkNode(): Check {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= OLDEST_NODE;
  return { name: 'node', ok, detail: ok ? node : `${node} is too old: ${OLDEST_NODE} or newer is needed` };
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
    return { name, ok: false, detail: `${folder} cannot be written to (${findErrorCode(error) ?? 'unknown reason'})` };
  }
}

/** Yes or no and until when; never the value. */
async function checkToken({ settings, store, clock }: Context): Promise<Check> {
  const name = 'token';
  if (settings.token !== undefined) return { name, ok: true, detail: 'yes, from NEMO_TOKEN' };
  const stored = await store.credentials();
  const daysLeft = stored ? (Date.parse(stored.expires_at) - clock.now()) / 86_400_000 : 0;
  if (daysLeft > 0) return { name, ok: true, detail: `yes, a free starter token for ${daysLeft.toFixed(1)} more days` };
  return { name, ok: true, detail: 'no; a free starter token is requested at the first use' };
}

/** Any HTTP answer will do: it shows that name, route and certificate work. */
async function checkApi({ http, settings, clock, signal }: Context): Promise<Check> {
  const name = 'api';
  const { host } = new URL(settings.apiUrl);
  const startedMs = clock.now();
  try {
    const response = await http.request({
      method: 'GET',
      url: '/api/credits/balance/simple',
      timeoutMs: PROBE_TIMEOUT_MS,
      signal,
    });
    await response.discard();
    return { name, ok: response.status < 500, detail: `${host} answers (HTTP ${response.status}, ${clock.now() - startedMs} ms)` };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
