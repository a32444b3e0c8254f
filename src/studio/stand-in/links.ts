import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Clock } from './clock.ts';
import type { Storage } from './storage.ts';

const RECORD = 'links';

interface LinksParts {
  storage: Storage;
  lifetimeMs: number;
  clock: Clock;
}

/** Makes links nobody can guess and that stop working after `lifetimeMs`. */
export function createLinks({ storage, lifetimeMs, clock }: LinksParts) {
  const { secret } = storage.secrets.read(RECORD) ?? createSecret(storage);
  const signatureOf = (path: string, expires: string) =>
    createHmac('sha256', secret).update(`${path}\n${expires}`).digest('base64url');
  return {
    /** Adds an expiry and a signature to a path. */
    sign(path: string): string {
      const expires = String(clock.now() + lifetimeMs);
      return `${path}?expires=${expires}&signature=${signatureOf(path, expires)}`;
    },
    /** True while the signed link to this path is valid. */
    isValid(url: URL): boolean {
      const expires = url.searchParams.get('expires') ?? '';
      const given = Buffer.from(url.searchParams.get('signature') ?? '');
      const due = Buffer.from(signatureOf(url.pathname, expires));
      const genuine = given.length === due.length && timingSafeEqual(given, due);
      return genuine && Number(expires) > clock.now();
    },
  };
}

function createSecret({ secrets }: Storage): { secret: string } {
  const made = { secret: randomBytes(32).toString('base64url') };
  secrets.write(RECORD, made);
  return made;
}
