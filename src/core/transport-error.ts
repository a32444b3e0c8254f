import { SkillError, findErrorCode } from './errors.ts';

export interface FailedRequest {
  method: string;
  path: string;
  /** The host name the request was for, named in the advice: sandboxes allow hosts one by one. */
  host: string;
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

/** Classifies a request that got no answer, by its cause's code and never by its text. */
export function explainTransportError(error: unknown, request: FailedRequest): SkillError {
  if (error instanceof SkillError) return error;
  const code = findErrorCode(error) ?? 'no code';
  const where = `${request.method} ${request.path}`;
  if (UNREACHABLE.has(code)) {
    return new SkillError('network', `${where}: ${request.host} cannot be reached (${code})`, {
      advice: `Check the connection. In a sandbox the network may be blocked: allow the host ${request.host}, or run again with network permission.`,
      cause: error,
    });
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new SkillError('network', `${where}: ${request.host} did not answer in time`, {
      advice: 'Try again in a few minutes.',
      cause: error,
    });
  }
  return new SkillError('network', `${where}: the connection to ${request.host} broke (${code})`, {
    advice: 'Check the connection and run the same command again.',
    cause: error,
  });
}

/** True when a request certainly never left this machine, so that sending it again cannot do anything twice. */
export function neverLeft(error: unknown): boolean {
  return NEVER_CONNECTED.has(findErrorCode(error) ?? '');
}
