import { findAccount, inspectBackend, type Account, type Credits } from '../backend/backend.ts';
import { explainTransportError, isUntrusted } from '../backend/errors.ts';
import type { Context } from '../steps/context.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { commonWords } from '../words/common.ts';
import { creditWords } from '../words/credits.ts';
import { doctorWords } from '../words/doctor.ts';
import { verbatim, type Text } from '../words/text.ts';
import { finding, type Finding } from './doctor-finding.ts';

/** Who asks `doctor` has a problem already: each of its two requests gets this long. */
const PATIENCE_MS = 5_000;
/** Certificates and tokens bear some; more than this has a cause. */
const MOST_SKEW_MS = 5 * 60_000;

/**
 * From the name to the balance. A first request, without a token, tells of name, certificate, answer and clock; a second one
 * of the token. A failure stands where it happened; what could not be checked after it is left out.
 */
export async function checkNetwork(context: Context): Promise<Finding[]> {
  const { http, inTheNameOf } = inspectBackend(context);
  try {
    const reached = await ask(context, async (signal) => {
      const url = '/api/credits/balance/simple';
      const response = await http.request({ method: 'GET', url, signal });
      await response.discard();
      return { skewMs: context.clock.now() - Date.parse(response.header('date') ?? '') };
    });
    const account = await ask(context, () => findAccount(context));
    const isTold = reached instanceof SkillError || account instanceof SkillError || !account;
    const credits = isTold
      ? undefined
      : await ask(context, (signal) => inTheNameOf(account).readCredits(signal));
    return [
      ...describePath(context.settings.apiUrl, reached),
      describeToken(account, credits),
      ...describeBalance(credits),
    ];
  } finally {
    await http.close();
  }
}

/** What was answered, or why nothing was. */
async function ask<T>(
  { clock, signal, settings }: Context,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T | SkillError> {
  try {
    return await request(AbortSignal.any([signal, clock.timeout(PATIENCE_MS)]));
  } catch (error) {
    signal.throwIfAborted();
    const { host, pathname: path } = new URL(settings.apiUrl);
    return explainTransportError(error, { method: 'GET', path, host });
  }
}

function describePath(apiUrl: string, reached: { skewMs: number } | SkillError): Finding[] {
  const { host, protocol } = new URL(apiUrl);
  const [dns, certificate, api] = [
    doctorWords.dns(),
    doctorWords.certificate(),
    doctorWords.api(),
  ] as const;
  const found = finding(dns, true, verbatim(host));
  if (!(reached instanceof SkillError)) {
    const trusted = protocol === 'https:' ? [finding(certificate, true, verbatim(host))] : [];
    const answers = finding(api, true, verbatim(host));
    return [found, ...trusted, answers, ...describeClock(reached.skewMs)];
  }
  const code = findErrorCode(reached) ?? '';
  const failure = commonWords.failure(reached);
  const notReached = finding(api, false, doctorWords.notReached());
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return [finding(dns, false, failure), notReached];
  if (isUntrusted(code)) return [found, finding(certificate, false, failure), notReached];
  return [found, finding(api, false, failure)];
}

/** `skewMs` is not a number where the server tells no time. */
function describeClock(skewMs: number): Finding[] {
  if (Number.isNaN(skewMs)) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  // The header has whole seconds.
  const detail = seconds <= 2 ? doctorWords.onTime() : doctorWords.offTime(seconds, skewMs > 0);
  return [finding(doctorWords.clock(), Math.abs(skewMs) <= MOST_SKEW_MS, detail)];
}

type Found = Account | SkillError | undefined;

/** Whose it is and until when; never its value. */
function describeToken(account: Found, credits: Credits | SkillError | undefined): Finding {
  const isRefused = credits instanceof SkillError && credits.kind === 'auth';
  const problem = isRefused ? credits : account instanceof SkillError ? account : undefined;
  const detail = problem ? commonWords.failure(problem) : nameToken(account as Account | undefined);
  return finding(doctorWords.token(), !problem, detail);
}

function nameToken(account: Account | undefined): Text {
  if (!account) return doctorWords.noToken();
  const until = account.expiresAt?.replace('T', ' ').slice(0, 16);
  if (!account.anonymous) return doctorWords.ownToken();
  return doctorWords.starterToken(until === undefined ? '?' : `${until} UTC`);
}

function describeBalance(credits: Credits | SkillError | undefined): Finding[] {
  const name = doctorWords.balance();
  if (!(credits instanceof SkillError))
    return credits ? [finding(name, credits.available > 0, creditWords.balance(credits))] : [];
  return credits.kind === 'auth' ? [] : [finding(name, false, commonWords.failure(credits))];
}
