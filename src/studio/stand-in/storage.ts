import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { syncPath, writeDurably } from './durable-file.ts';
import { isMediaId } from './media-folder.ts';
import { claimFolder, lockFolder } from './own-folder.ts';
import { moveAside, openRecordFiles, type RecordFiles } from './record-files.ts';
import type { LedgerEntry, RenderJob, Session } from './records.ts';

/** Who may come in: written whole, whenever a token is given out. */
export interface StoredAccounts {
  /**
   * What an account has left is what it was granted, less the charges of its sessions. Before a session is forgotten,
   * its charges are taken off `granted` and its id is put down: so they count once, whether its record is gone yet or not.
   */
  accounts: Array<{ userId: string; anonymous: boolean; granted: number; forgotten?: string }>;
  /** Tokens by their SHA-256: the file lets nobody in. */
  tokens: Array<{ hash: string; userId: string; expiresAt: number }>;
  clients: Array<{ clientId: string; userId: string; issuedAt: number }>;
}

/**
 * A session with all that was charged in it. One record, so that an edit and its charge land together or not at all;
 * credits that were only reserved are free again after a restart.
 */
export interface StoredSession extends Omit<Session, 'turns'> {
  charges: LedgerEntry[];
}

export type StoredRender = Omit<RenderJob, 'abort'>;

/**
 * Where a studio keeps its things; what was written is on the disk. Records are read when they are first asked for, so that
 * starting costs the same however much is kept. A file is removed only if a record names it.
 */
export interface Storage {
  accounts: RecordFiles<StoredAccounts>;
  /** Signs result links, which outlive the studio that made them. */
  secrets: RecordFiles<{ secret: string }>;
  sessions: RecordFiles<StoredSession>;
  renders: RecordFiles<StoredRender>;
  mediaFolder: string;
  resultsFolder: string;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** Without it, everything is in a temporary folder and forgotten in the end. */
  dataDir?: string | undefined;
  /** Told what a person should know, such as a record that was set aside. */
  notice: (line: string) => void;
}

export async function openStorage({ dataDir, notice }: StorageOptions): Promise<Storage> {
  const isKept = dataDir !== undefined;
  const root = isKept ? resolve(dataDir) : await mkdtemp(join(tmpdir(), 'nemovideo-studio-'));
  claimFolder(root);
  const unlock = lockFolder(root);
  let isOpen = true;
  const write = (file: string, text: string): void => {
    // By now the folder may be another studio's.
    if (!isOpen) throw new Error('The studio is closed');
    if (isKept) writeDurably(file, text);
    else writeFileSync(file, text, { mode: 0o600 });
  };
  const open = <Content>(name: string, isWhole: (content: Content) => boolean) =>
    openRecordFiles({
      folder: join(root, name),
      isWhole,
      write,
      setAside(file) {
        const place = moveAside(file, join(root, 'set-aside'));
        notice(`Cannot read ${name}/${basename(file)}: set aside as ${place}`);
      },
    });
  const mediaFolder = join(root, 'media');
  const resultsFolder = join(root, 'results');
  for (const folder of [mediaFolder, resultsFolder]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const records = {
    accounts: open('accounts', isAccounts),
    secrets: open<{ secret: string }>('secrets', ({ secret }) => isText(secret)),
    sessions: open('sessions', isSession),
    renders: open('renders', isRender),
  };
  if (isKept) syncPath(root);
  return {
    ...records,
    mediaFolder,
    resultsFolder,
    async close() {
      isOpen = false;
      if (isKept) unlock();
      else await rm(root, { recursive: true, force: true });
    },
  };
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isAccounts({ accounts, tokens, clients }: StoredAccounts): boolean {
  return (
    accounts.every(({ userId, granted }) => isText(userId) && Number.isFinite(granted)) &&
    tokens.every(({ hash, userId }) => isText(hash) && isText(userId)) &&
    clients.every(({ clientId, userId }) => isText(clientId) && isText(userId))
  );
}

function isSession({ id, userId, timeline, ...lists }: StoredSession): boolean {
  return (
    isText(id) &&
    isText(userId) &&
    (timeline === null || Array.isArray(timeline.clips)) &&
    lists.media.every((media) => isMediaId(media.id) && isText(media.facts.type)) &&
    lists.unfinished.every(isMediaId) &&
    lists.charges.every(({ credits }) => Number.isFinite(credits))
  );
}

function isRender({ id, userId, status, createdAt }: StoredRender): boolean {
  return isText(id) && isText(userId) && isText(status) && Number.isFinite(createdAt);
}
