import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { Drafts } from './drafts.ts';
import type { StudioEngine } from '../cutter/engine-port.ts';
import type { Ledger } from './ledger.ts';
import type { Links } from './links.ts';
import type { MediaStore } from './media-store.ts';
import type { StudioOptions } from './options.ts';
import type { Renders } from './renders.ts';
import type { Sessions } from './sessions.ts';
import type { MessageRecord } from './records.ts';
import type { Storage } from './storage.ts';

/** What the handlers share. */
export interface StudioContext {
  options: StudioOptions;
  clock: Clock;
  accounts: Accounts;
  ledger: Ledger;
  sessions: Sessions;
  drafts: Drafts;
  media: MediaStore;
  storage: Storage;
  renders: Renders;
  engine: StudioEngine;
  links: Links;
  messages: MessageRecord[];
  /** Where the studio is reached; known once it listens. */
  origin: () => string;
  /** The same, of the store of results. */
  storeOrigin: () => string;
}
