import type { Account } from '../../backend/account.ts';
import { SkillError, findErrorCode } from '../../system/errors.ts';
import { verbatim, type Text } from '../../words/text.ts';
import { isUntrusted } from '../../backend/transport-error.ts';
import { commonWords } from '../../words/common.ts';
import { doctorWords } from '../../words/doctor.ts';
import { inspectAccount } from '../account.ts';
import type { Finding } from './checks.ts';
import type { Context } from '../context.ts';

const PROBE_TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;
/** Certificates and tokens bear some; more than this has a cause. */
const MOST_SKEW_MS = 5 * 60_000;

/** From the proxy to the token: one request tells of name, certificate, answer and clock, another of the token. */
export async function checkNetwork(
  context: Context,
  account: Account | undefined,
): Promise<Finding[]> {
  const reached = await probe(context);
  const path = [checkProxy(context), ...describePath(context, reached)];
  if ('error' in reached) return [...path, describeToken(account, context.clock.now())];
  return [...path, describeClock(reached), await checkToken(context, account)];
}

function checkProxy({ settings }: Context): Finding {
  const { proxies, apiUrl } = settings;
  const url = apiUrl.startsWith('http:') ? proxies.http : (proxies.https ?? proxies.http);
  const detail =
    url === undefined ? doctorWords.noProxy() : doctorWords.proxySet(new URL(url).host);
  return { name: 'proxy', ok: true, detail };
}

type Probe = { tookMs: number; skewMs: number | undefined } | { error: unknown };

/** Any answer will do: it came from there. */
async function probe({ http, clock, signal }: Context): Promise<Probe> {
  const startedMs = clock.now();
  try {
    const response = await http.request({
      method: 'GET',
      url: '/api/credits/balance/simple',
      signal: AbortSignal.any([signal, clock.timeout(PROBE_TIMEOUT_MS)]),
    });
    await response.discard();
    const date = Date.parse(response.header('date') ?? '');
    const nowMs = clock.now();
    return {
      tookMs: nowMs - startedMs,
      skewMs: Number.isNaN(date) ? undefined : nowMs - date,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    return { error };
  }
}

/** A failure stands where it happened: what comes before it works, what comes after it could not be tried. */
function describePath({ settings }: Context, reached: Probe): Finding[] {
  const { host, protocol } = new URL(settings.apiUrl);
  const dns: Finding = { name: 'dns', ok: true, detail: doctorWords.nameFound(host) };
  const tls: Finding = {
    name: 'tls',
    ok: true,
    detail: protocol === 'https:' ? doctorWords.trusted(host) : doctorWords.plainHttp(),
  };
  if (!('error' in reached)) {
    const detail = doctorWords.answers(host, reached.tookMs);
    return [dns, tls, { name: 'api', ok: true, detail }];
  }
  const code = findErrorCode(reached.error) ?? '';
  const detail = describeError(reached.error);
  const untried = doctorWords.untried();
  if (/ENOTFOUND|EAI_AGAIN/.test(code))
    return [
      { ...dns, ok: false, detail },
      { ...tls, detail: untried },
      { name: 'api', ok: false, detail: doctorWords.notReached(host) },
    ];
  if (isUntrusted(code))
    return [
      dns,
      { ...tls, ok: false, detail },
      { name: 'api', ok: false, detail: doctorWords.notReached(host) },
    ];
  return [dns, { ...tls, detail: untried }, { name: 'api', ok: false, detail }];
}

/** The cause, and what can be done about it. */
const describeError = (error: unknown): Text =>
  error instanceof SkillError ? commonWords.failure(error) : verbatim(String(error));

function describeClock({ skewMs }: { skewMs: number | undefined }): Finding {
  const name = 'clock';
  if (skewMs === undefined) return { name, ok: true, detail: doctorWords.unknownClock() };
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  // The header has whole seconds.
  if (seconds <= 2) return { name, ok: true, detail: doctorWords.clockRight() };
  const ok = Math.abs(skewMs) <= MOST_SKEW_MS;
  return { name, ok, detail: doctorWords.clockOff(seconds, skewMs > 0) };
}

/** Yes or no, where from and until when; never the value. */
function describeToken(account: Account | undefined, nowMs: number): Finding {
  const name = 'token';
  if (!account) return { name, ok: true, detail: doctorWords.noToken() };
  if (account.expiresAt === null) return { name, ok: true, detail: doctorWords.ownToken() };
  const daysLeft = (Date.parse(account.expiresAt) - nowMs) / DAY_MS;
  return { name, ok: true, detail: doctorWords.starterToken(daysLeft.toFixed(1)) };
}

/** Asks for the balance in its name. */
async function checkToken(context: Context, account: Account | undefined): Promise<Finding> {
  const { clock, signal } = context;
  const token = describeToken(account, clock.now());
  if (!account) return token;
  try {
    const timeout = AbortSignal.any([signal, clock.timeout(PROBE_TIMEOUT_MS)]);
    await inspectAccount(context, account).readCredits(timeout);
    return token;
  } catch (error) {
    const isRefused = error instanceof SkillError && error.kind === 'auth';
    if (isRefused) return { ...token, ok: false, detail: describeError(error) };
    // Something else is wrong, and told elsewhere.
    if (signal.aborted) throw error;
    return token;
  }
}
