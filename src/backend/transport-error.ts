import { SkillError, findErrorCode } from '../system/errors.ts';
import { joinTexts } from '../words/text.ts';
import { networkWords } from '../words/network.ts';

export interface FailedRequest {
  method: string;
  path: string;
  /** The host name the request was for, named in the advice: sandboxes allow hosts one by one. */
  host: string;
  /** The proxy that is set for such requests, as host and port. */
  proxy?: string | undefined;
}

/** Only a connection that never came about ends like this: no name, nobody listening, no answer to the knock. */
const NEVER_CONNECTED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a blocked or missing network looks like; some of it can also strike in the middle of a connection. */
const UNREACHABLE = new Set([...NEVER_CONNECTED, 'EPERM', 'EACCES', 'ENETUNREACH', 'EHOSTUNREACH']);

/** How OpenSSL and Node name a certificate that they refuse. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_(?:HAS_EXPIRED|NOT_YET|UNTRUSTED)|CERT_ALTNAME/;

/** True for the code of a certificate that is refused. */
export const isUntrusted = (code: string): boolean => UNTRUSTED.test(code);

/** The code of the error with which a name is refused that stands for an address which is not public. */
export const PRIVATE_ADDRESS = 'ERR_PRIVATE_ADDRESS';

/** Classifies a request that got no answer, by its cause's code and never by its text. */
export function explainTransportError(error: unknown, request: FailedRequest): SkillError {
  if (error instanceof SkillError) return error;
  const { method, path, host, proxy } = request;
  const code = findErrorCode(error);
  const failed = { request: `${method} ${path}`, host, code };
  const hint = proxy === undefined ? [] : [networkWords.checkProxy(proxy)];
  if (code === PRIVATE_ADDRESS) {
    return new SkillError('backend', networkWords.privateAddress(host), {
      advice: networkWords.nothingFetched(),
      cause: error,
    });
  }
  if (code !== undefined && UNREACHABLE.has(code)) {
    return new SkillError('network', networkWords.unreachable(failed), {
      advice: joinTexts([networkWords.allowHost(host), ...hint]),
      cause: error,
    });
  }
  if (code !== undefined && isUntrusted(code)) {
    return new SkillError('network', networkWords.untrusted(failed), {
      advice: networkWords.checkClock(),
      cause: error,
    });
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new SkillError('network', networkWords.timeout(failed.request, host), {
      advice: networkWords.fewMinutes(),
      cause: error,
    });
  }
  return new SkillError('network', networkWords.broken(failed), {
    advice: joinTexts([networkWords.sameAgain(), ...hint]),
    cause: error,
  });
}

/** True when a request certainly never left this machine, so that sending it again cannot do anything twice. */
export function neverLeft(error: unknown): boolean {
  return NEVER_CONNECTED.has(findErrorCode(error) ?? '');
}
