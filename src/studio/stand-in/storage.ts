import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry, MessageRecord, RenderJob, Session } from './records.ts';

/** Who may come in: written whole, whenever a token is given out. */
export interface StoredAccounts {
  /** What an account has left is what it was granted, less the charges of its sessions. */
  accounts: Array<{ userId: string; anonymous: boolean; granted: number }>;
  /** Tokens by their SHA-256: the file lets nobody in. */
  tokens: Array<{ hash: string; userId: string; expiresAt: number }>;
  clients: Array<{ clientId: string; userId: string; issuedAt: number }>;
}

/**
 * A session with all that was done and charged in it. One file, so that an edit and its charge
 * land together or not at all; credits that were only reserved are free again after a restart.
 */
export interface StoredSession extends Omit<Session, 'turns' | 'generated'> {
  /** Ids of media. */
  generated: string[];
  charges: LedgerEntry[];
  messages: MessageRecord[];
}

export type StoredRender = Omit<RenderJob, 'abort'>;

/** What an earlier studio in the same place left. */
export interface StoredState {
  accounts: StoredAccounts;
  sessions: StoredSession[];
  renders: StoredRender[];
  /** Signs result links, which outlive the studio that made them. */
  secret: Buffer;
}

/** Where a studio keeps its things; each `save` has happened when it returns. */
export interface Storage {
  mediaFolder: string;
  resultsFolder: string;
  kept: StoredState;
  saveAccounts(accounts: StoredAccounts): void;
  saveSession(session: StoredSession): void;
  saveRender(render: StoredRender): void;
  close(): Promise<void>;
}

/** Forgets everything when it is closed; media still need files, in a temporary folder. */
export async function openMemoryStorage(): Promise<Storage> {
  const root = await mkdtemp(join(tmpdir(), 'nemovideo-studio-'));
  return {
    ...(await makeFolders(root)),
    kept: { ...createEmptyState(), secret: randomBytes(32) },
    saveAccounts: () => undefined,
    saveSession: () => undefined,
    saveRender: () => undefined,
    close: () => rm(root, { recursive: true, force: true }),
  };
}

export function createEmptyState(): Omit<StoredState, 'secret'> {
  return { accounts: { accounts: [], tokens: [], clients: [] }, sessions: [], renders: [] };
}

/** The folders for files, readable by their owner only. */
export async function makeFolders(root: string) {
  const mediaFolder = join(root, 'media');
  const resultsFolder = join(root, 'results');
  await mkdir(mediaFolder, { recursive: true, mode: 0o700 });
  await mkdir(resultsFolder, { recursive: true, mode: 0o700 });
  return { mediaFolder, resultsFolder };
}
