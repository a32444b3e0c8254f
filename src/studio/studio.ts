import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type Accounts, createAccounts, type IssuedToken } from './accounts.ts';
import { type Clock, createSystemClock } from './clock.ts';
import type { MessageRecord, StudioContext } from './context.ts';
import type { StudioEngine } from './engine-port.ts';
import { createFaults, type Faults } from './faults.ts';
import { createAccountRoutes } from './handlers/account-routes.ts';
import { createChatRoutes } from './handlers/chat-routes.ts';
import { createFileRoutes } from './handlers/file-routes.ts';
import { createRenderRoutes } from './handlers/render-routes.ts';
import { createSessionRoutes } from './handlers/session-routes.ts';
import { createUploadRoutes } from './handlers/upload-routes.ts';
import { createLedger, type LedgerEntry } from './ledger.ts';
import { createLinks } from './links.ts';
import { openLibavEngine } from './libav-engine.ts';
import { createMediaStore } from './media-store.ts';
import { resolveOptions, type StudioOptions } from './options.ts';
import { createRenders } from './renders.ts';
import { createRequestLog, type RequestRecord } from './request-log.ts';
import { createRouter } from './router.ts';
import { startServer } from './server.ts';
import { showDraft } from './session-view.ts';
import { createSessions } from './sessions.ts';

export interface StartOptions extends Partial<StudioOptions> {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Where uploads and results go; a temporary directory, deleted on close, by default. */
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
  const accounts = createAccounts(options, clock);
  const log = createRequestLog(settings.logFile);
  const faults = createFaults();
  let url = '';
  const context: StudioContext = {
    options,
    clock,
    accounts,
    ledger: createLedger(clock),
    sessions: createSessions(),
    media: createMediaStore(storage.media, engine),
    renders: createRenders({ engine, directory: storage.results, options, clock }),
    engine,
    links: createLinks(options.resultUrlLifetimeMs, clock),
    messages: [],
    origin: () => url,
  };
  const router = createRouter(createRoutes(context));
  const parts = { options, clock, accounts, faults, log, router };
  const server = await startServer(parts, settings.port ?? 0);
  url = server.url;
  return {
    url,
    options,
    requests: log.records,
    faults,
    ...createViews(context, accounts),
    async close() {
      await server.close();
      await context.renders.close();
      if (!settings.engine) await engine.close();
      await storage.dispose();
    },
  };
}

function createViews({ options, messages, ledger, sessions }: StudioContext, accounts: Accounts) {
  return {
    messages,
    ledger: ledger.entries,
    draft(sessionId: string) {
      const session = sessions.find(sessionId);
      return session ? showDraft(session, options) : null;
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

async function openStorage(dataDir: string | undefined) {
  const root =
    dataDir === undefined ? await mkdtemp(join(tmpdir(), 'nemovideo-studio-')) : resolve(dataDir);
  const media = join(root, 'media');
  const results = join(root, 'results');
  await mkdir(media, { recursive: true, mode: 0o700 });
  await mkdir(results, { recursive: true, mode: 0o700 });
  const dispose = async () => {
    if (dataDir === undefined) await rm(root, { recursive: true, force: true });
  };
  return { media, results, dispose };
}
