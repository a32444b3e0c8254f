import { SkillError, findErrorCode } from './errors.ts';

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

/** Where each host application keeps the switch (hosts.md, section 4). */
const HOW_TO_ALLOW =
  'Codex: network_access = true under sandbox_workspace_write; Cursor: the sandbox allowlist; Claude Code: /sandbox; OpenClaw: sandbox.docker.network';

/** The code of the error with which a name is refused that stands for an address which is not public. */
export const PRIVATE_ADDRESS = 'ERR_PRIVATE_ADDRESS';

/** Classifies a request that got no answer, by its cause's code and never by its text. */
export function explainTransportError(error: unknown, request: FailedRequest): SkillError {
  if (error instanceof SkillError) return error;
  const code = findErrorCode(error) ?? 'no code';
  const where = `${request.method} ${request.path}`;
  const hint =
    request.proxy === undefined
      ? ''
      : ` A proxy is set (${request.proxy}): check that it works, or name the host in NO_PROXY.`;
  if (code === PRIVATE_ADDRESS) {
    return new SkillError('backend', `${request.host} leads into a private network`, {
      advice: 'Nothing was fetched from there.',
      cause: error,
    });
  }
  if (UNREACHABLE.has(code)) {
    return new SkillError('network', `${where}: ${request.host} cannot be reached (${code})`, {
      advice: `Check the connection. In a sandbox the network may be blocked: allow the host ${request.host} (${HOW_TO_ALLOW}), or run again with network permission.${hint}`,
      cause: error,
    });
  }
  if (UNTRUSTED.test(code)) {
    return new SkillError(
      'network',
      `${where}: the certificate of ${request.host} is not trusted (${code})`,
      {
        advice:
          "Check the machine's clock. In a company's network, set NODE_EXTRA_CA_CERTS to the file with the company's certificate; checks are never switched off.",
        cause: error,
      },
    );
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new SkillError('network', `${where}: ${request.host} did not answer in time`, {
      advice: 'Try again in a few minutes.',
      cause: error,
    });
  }
  return new SkillError('network', `${where}: the connection to ${request.host} broke (${code})`, {
    advice: `Check the connection and run the same command again.${hint}`,
    cause: error,
  });
}

/** True when a request certainly never left this machine, so that sending it again cannot do anything twice. */
export function neverLeft(error: unknown): boolean {
  return NEVER_CONNECTED.has(findErrorCode(error) ?? '');
}
