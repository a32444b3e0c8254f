import type { StudioEngine } from './cutter/libav-engine.ts';
import type { StudioTimeline } from './cutter/timeline.ts';
import { openLibavEngine } from './cutter/libav-engine.ts';
import { type Clock, createSystemClock } from './stand-in/clock.ts';
import { createContext, type StudioContext } from './stand-in/context.ts';
import type { Routes } from './stand-in/exchange.ts';
import { createFaults } from './stand-in/faults.ts';
import { createAccountRoutes } from './stand-in/handlers/account-routes.ts';
import { createSessionRoutes } from './stand-in/handlers/session-routes.ts';
import { keepTidy } from './stand-in/keep.ts';
import { resolveOptions, type StudioOptions } from './stand-in/options.ts';
import { createRequestLog } from './stand-in/request-log.ts';
import { createRouter } from './stand-in/router.ts';
import { type ServerParts, startServer } from './stand-in/server.ts';
import { openStorage } from './stand-in/storage.ts';

const USUAL_KEEP_DAYS = 30;

export interface StartOptions extends Partial<StudioOptions> {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Where everything is kept; without it, nothing outlives the studio. */
  dataDir?: string;
  /** Sessions and renders that were not touched for so long are forgotten; 30 unless told. */
  keepDays?: number;
  /** Each request is appended here as a JSON line. */
  logFile?: string;
  /** Told what a person should know, such as a record that was set aside. */
  notice?: (line: string) => void;
  clock?: Clock;
  /** Replaces libav, for tests that need no real video. */
  engine?: StudioEngine;
}

/** A running studio, and what tests may look at. */
export type Studio = Awaited<ReturnType<typeof startStudio>>;

/** Starts the local backend on 127.0.0.1. */
export async function startStudio(settings: StartOptions = {}) {
  const { clock = createSystemClock(), notice = () => undefined } = settings;
  const options = resolveOptions(settings);
  const storage = await openStorage({ dataDir: settings.dataDir, notice });
  const engine = settings.engine ?? openLibavEngine(options);
  const urls = { api: '', store: '' };
  const context = createContext({
    options,
    clock,
    storage,
    engine,
    origin: () => urls.api,
    storeOrigin: () => urls.store,
  });
  const { accounts, renders } = context;
  const log = createRequestLog(settings.logFile);
  const faults = createFaults();
  const router = createRouter([createAccountRoutes(context), createSessionRoutes(context)], () =>
    loadRoutes(context),
  );
  const parts = { options, clock, accounts, faults, log, router };
  const server = await startServer(parts, settings.port ?? 0).catch(async (error: Error) => {
    await storage.close();
    throw error;
  });
  urls.api = server.url;
  const store = options.results === 'store' ? await startStore(context, parts) : null;
  urls.store = store?.url ?? '';
  const { keepDays = USUAL_KEEP_DAYS } = settings;
  const stopTidying = keepTidy({ keepDays, clock, accounts, renders, notice });
  return {
    url: server.url,
    options,
    requests: log.records,
    faults,
    ...createViews(context),
    async close(): Promise<void> {
      stopTidying();
      await Promise.all([server.close(), store?.close()]);
      await renders.close();
      if (!settings.engine) await engine.close();
      await storage.close();
    },
  };
}

/** What tests look at and change from outside. */
function createViews({ options, messages, ledger, sessions, drafts, accounts }: StudioContext) {
  return {
    messages,
    ledger: ledger.entries,
    /** The draft of a session as its state shows it. */
    draft(sessionId: string): object | null {
      const session = sessions.find(sessionId);
      const draft = session ? drafts.handOut(session) : null;
      return draft && (JSON.parse(draft.text) as object);
    },
    /** Puts a timeline into a session, as an edit would. */
    place(sessionId: string, timeline: StudioTimeline) {
      const session = sessions.find(sessionId);
      if (session) session.timeline = timeline;
    },
    /** A registered user's token, as NEMO_TOKEN would hold it. */
    issueToken: (credits = options.credits) => accounts.issueRegistered(credits),
    /** Makes every token so far invalid; clients may ask for new ones. */
    expireTokens: () => accounts.expireAll(),
    /** Makes every session so far unknown. */
    forgetSessions: () => sessions.forgetAll(),
  };
}

/** The store of results, on an origin of its own. */
async function startStore(context: StudioContext, parts: Omit<ServerParts, 'router'>) {
  const { createStoreRoutes } = await import('./stand-in/handlers/file-routes.ts');
  const router = createRouter([createStoreRoutes(context)], async () => []);
  return startServer({ ...parts, router }, 0);
}

/** All that a studio needs only once it has something to do. */
async function loadRoutes(context: StudioContext): Promise<Routes[]> {
  const [chat, upload, render, file] = await Promise.all([
    import('./stand-in/handlers/chat-routes.ts'),
    import('./stand-in/handlers/upload-routes.ts'),
    import('./stand-in/handlers/render-routes.ts'),
    import('./stand-in/handlers/file-routes.ts'),
  ]);
  return [
    chat.createChatRoutes(context),
    upload.createUploadRoutes(context),
    render.createRenderRoutes(context),
    file.createFileRoutes(context),
  ];
}
