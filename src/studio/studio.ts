import { resolve } from 'node:path';

import { type Accounts, createAccounts, type IssuedToken } from './stand-in/accounts.ts';
import { type Clock, createSystemClock } from './stand-in/clock.ts';
import type { StudioContext } from './stand-in/context.ts';
import type { StudioEngine } from './cutter/engine-port.ts';
import type { StudioTimeline } from './cutter/timeline.ts';
import { createFaults, type Faults } from './stand-in/faults.ts';
import { openFileStorage } from './stand-in/file-storage.ts';
import { createAccountRoutes } from './stand-in/handlers/account-routes.ts';
import { createChatRoutes } from './stand-in/handlers/chat-routes.ts';
import { createFileRoutes } from './stand-in/handlers/file-routes.ts';
import { createRenderRoutes } from './stand-in/handlers/render-routes.ts';
import { createSessionRoutes } from './stand-in/handlers/session-routes.ts';
import { createUploadRoutes } from './stand-in/handlers/upload-routes.ts';
import { createStoreRoutes } from './stand-in/handlers/store-routes.ts';
import { createDrafts } from './stand-in/drafts.ts';
import { createLedger } from './stand-in/ledger.ts';
import { createLinks } from './stand-in/links.ts';
import { openLibavEngine } from './cutter/libav-engine.ts';
import { createMediaStore } from './stand-in/media-store.ts';
import { resolveOptions, type StudioOptions } from './stand-in/options.ts';
import { createRenders } from './stand-in/renders.ts';
import { createRequestLog, type RequestRecord } from './stand-in/request-log.ts';
import { createRouter } from './stand-in/router.ts';
import { startServer } from './stand-in/server.ts';
import { createSessions } from './stand-in/sessions.ts';
import { openMemoryStorage, type Storage } from './stand-in/storage.ts';
import { createSubtitleStore } from './stand-in/subtitle-store.ts';
import type { LedgerEntry, MessageRecord } from './stand-in/records.ts';

export interface StartOptions extends Partial<StudioOptions> {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Where everything is kept; without it, nothing outlives the studio. */
  dataDir?: string;
  /** Each request is appended here as a JSON line. */
  logFile?: string;
  clock?: Clock;
  /** Replaces libav, for tests that need no real video. */
  engine?: StudioEngine;
}

/** A running studio, and what tests may look at. */
export interface Studio {
  url: string;
  options: StudioOptions;
  requests: RequestRecord[];
  messages: MessageRecord[];
  ledger: LedgerEntry[];
  faults: Faults;
  /** The draft of a session as its state shows it. */
  draft(sessionId: string): object | null;
  /** Puts a timeline into a session, as an edit would. */
  place(sessionId: string, timeline: StudioTimeline): void;
  /** A registered user's token, as NEMO_TOKEN would hold it. */
  issueToken(credits?: number): IssuedToken;
  /** Makes every token so far invalid; clients may ask for new ones. */
  expireTokens(): void;
  /** Makes every session so far unknown. */
  forgetSessions(): void;
  close(): Promise<void>;
}

/** Starts the local backend on 127.0.0.1. */
export async function startStudio(settings: StartOptions = {}): Promise<Studio> {
  const options = resolveOptions(settings);
  const clock = settings.clock ?? createSystemClock();
  const storage = await openStorage(settings.dataDir);
  const engine = settings.engine ?? openLibavEngine(options);
  const log = createRequestLog(settings.logFile);
  const faults = createFaults();
  let url = '';
  let storeUrl = '';
  const context = createContext({
    options,
    clock,
    storage,
    engine,
    origin: () => url,
    storeOrigin: () => storeUrl,
  });
  const { accounts } = context;
  const router = createRouter(createRoutes(context));
  const parts = { options, clock, accounts, faults, log, router };
  const server = await startServer(parts, settings.port ?? 0);
  url = server.url;
  const store = await startServer(
    { ...parts, router: createRouter(createStoreRoutes(context)) },
    0,
  );
  storeUrl = store.url;
  return {
    url,
    options,
    requests: log.records,
    faults,
    ...createViews(context, accounts),
    async close() {
      await Promise.all([server.close(), store.close()]);
      await context.renders.close();
      if (!settings.engine) await engine.close();
      await storage.close();
    },
  };
}

function openStorage(dataDir: string | undefined): Promise<Storage> {
  return dataDir === undefined ? openMemoryStorage() : openFileStorage(resolve(dataDir));
}

interface Foundation extends Pick<
  StudioContext,
  'options' | 'clock' | 'engine' | 'origin' | 'storeOrigin'
> {
  storage: Storage;
}

/** Takes up what the storage holds. */
function createContext({ storage, ...base }: Foundation): StudioContext {
  const { options, clock, engine } = base;
  const { sessions, secret } = storage.kept;
  const ledger = createLedger(
    { clock, options },
    sessions.flatMap(({ charges }) => charges),
  );
  const messages = sessions.flatMap((session) => session.messages);
  return {
    ...base,
    messages,
    ledger,
    accounts: createAccounts({ options, clock, storage }),
    sessions: createSessions({ storage, ledger, messages }),
    drafts: createDrafts(options),
    media: createMediaStore(storage, engine),
    subtitles: createSubtitleStore(storage),
    renders: createRenders({ engine, storage, options, clock }),
    links: createLinks({ secret, lifetimeMs: options.resultUrlLifetimeMs, clock }),
  };
}

function createViews(
  { options, messages, ledger, sessions, drafts }: StudioContext,
  accounts: Accounts,
) {
  return {
    messages,
    ledger: ledger.entries,
    draft(sessionId: string) {
      const session = sessions.find(sessionId);
      const draft = session ? drafts.handOut(session) : null;
      return draft && (JSON.parse(draft.text) as object);
    },
    place(sessionId: string, timeline: StudioTimeline) {
      const session = sessions.find(sessionId);
      if (session) session.timeline = timeline;
    },
    issueToken: (credits = options.credits) => accounts.issueRegistered(credits),
    expireTokens: () => accounts.expireAll(),
    forgetSessions: () => sessions.forgetAll(),
  };
}

function createRoutes(context: StudioContext) {
  return [
    ...createAccountRoutes(context),
    ...createSessionRoutes(context),
    ...createChatRoutes(context),
    ...createUploadRoutes(context),
    ...createRenderRoutes(context),
    ...createFileRoutes(context),
  ];
}
