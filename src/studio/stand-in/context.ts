import type { StudioEngine } from '../cutter/engine-port.ts';
import { createAccounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import { createDrafts } from './drafts.ts';
import { createLedger } from './ledger.ts';
import { createLinks } from './links.ts';
import { createMediaStore } from './media.ts';
import type { StudioOptions } from './options.ts';
import type { MessageRecord } from './records.ts';
import { createRenders } from './renders.ts';
import { createSessions } from './sessions.ts';
import type { Storage } from './storage.ts';

interface Base {
  options: StudioOptions;
  clock: Clock;
  storage: Storage;
  engine: StudioEngine;
  /** Where the studio is reached; known once it listens. */
  origin: () => string;
  /** The same, of the store of results. */
  storeOrigin: () => string;
}

/** What the handlers share. */
export type StudioContext = ReturnType<typeof createContext>;

export function createContext(base: Base) {
  const { options, clock, storage, engine } = base;
  const messages: MessageRecord[] = [];
  const ledger = createLedger({ clock, options });
  const sessions = createSessions({ storage, ledger, clock });
  return {
    ...base,
    messages,
    ledger,
    sessions,
    accounts: createAccounts({ options, clock, storage, sessions, ledger }),
    drafts: createDrafts(options),
    media: createMediaStore({ storage, sessions, engine }),
    renders: createRenders({ engine, storage, options, clock }),
    links: createLinks({ storage, lifetimeMs: options.resultUrlLifetimeMs, clock }),
  };
}
