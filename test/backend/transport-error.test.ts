import { expect, test } from 'vitest';
import { SkillError } from '../../src/system/errors.ts';
import { pick, verbatim } from '../../src/words/text.ts';
import { explainTransportError, neverLeft } from '../../src/backend/transport-error.ts';

const request = { method: 'POST', path: '/run_sse', host: 'api.example.com' };
const failWith = (code: string): Error => Object.assign(new Error('it broke'), { code });

const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPERM',
  'EACCES',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

test.each(UNREACHABLE)('names the host that %s keeps from being reached', (code) => {
  const error = explainTransportError(failWith(code), request);
  expect(error.kind).toBe('network');
  expect(error.message).toBe(`POST /run_sse: api.example.com cannot be reached (${code})`);
  expect(pick(error.advice, 'en')).toContain('allow the host api.example.com');
});

test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'UND_ERR_BODY_TIMEOUT'])(
  'tells a connection that %s broke from one that never was',
  (code) => {
    const error = explainTransportError(failWith(code), request);
    expect(error.message).toBe(`POST /run_sse: the connection to api.example.com broke (${code})`);
  },
);

test('finds the code behind the error that wraps it', () => {
  const wrapped = new TypeError('terminated', { cause: failWith('ENOTFOUND') });
  expect(explainTransportError(wrapped, request).message).toContain('(ENOTFOUND)');
});

test('keeps the original error as its cause', () => {
  const cause = failWith('ECONNRESET');
  expect(explainTransportError(cause, request).cause).toBe(cause);
});

test('leaves an error that is already understood as it is', () => {
  const known = new SkillError('file', verbatim('clip.mp4 changed'), { advice: verbatim('Wait.') });
  expect(explainTransportError(known, request)).toBe(known);
});

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])(
  'knows that a request never left when %s',
  (code) => {
    expect(neverLeft(failWith(code))).toBe(true);
  },
);

test.each(['EPERM', 'EACCES', 'ENETUNREACH', 'EHOSTUNREACH'])(
  'does not claim that a request never left when %s, which can strike in the middle of one',
  (code) => {
    expect(neverLeft(failWith(code))).toBe(false);
  },
);

test.each([failWith('ECONNRESET'), failWith('UND_ERR_SOCKET'), new Error('no code'), undefined])(
  'does not claim of %s that the request never left',
  (error) => {
    expect(neverLeft(error)).toBe(false);
  },
);

test.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate that is refused (%s) is named, with what a company sets', (code) => {
  expect(explainTransportError(failWith(code), request)).toMatchObject({
    kind: 'network',
    message: `POST /run_sse: the certificate of api.example.com is not trusted (${code})`,
    advice: { en: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  });
});
