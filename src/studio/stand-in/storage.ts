import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { isMediaId } from './media-folder.ts';
import { claimFolder, lockFolder, syncPath, writeDurably } from './own-folder.ts';
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

export interface StorageOptions {
  /** Without it, everything is in a temporary folder and forgotten in the end. */
  dataDir?: string | undefined;
  /** Told what a person should know, such as a record that was set aside. */
  notice: (line: string) => void;
}

export type Storage = Awaited<ReturnType<typeof openStorage>>;

/**
 * Where a studio keeps its things; what was written is on the disk. Records are read when they are first asked for, so that
 * starting costs the same however much is kept. A file is removed only if a record names it.
 */
export async function openStorage({ dataDir, notice }: StorageOptions) {
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
    /** Signs result links, which outlive the studio that made them. */
    secrets: open<{ secret: string }>('secrets', ({ secret }) => isText(secret)),
    sessions: open('sessions', isSession),
    renders: open('renders', isRender),
  };
  if (isKept) syncPath(root);
  return {
    ...records,
    mediaFolder,
    resultsFolder,
    async close(): Promise<void> {
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

interface RecordFilesOptions<Content> {
  folder: string;
  /** Checks what the studio relies on before it knows a record for one. */
  isWhole: (content: Content) => boolean;
  write: (file: string, text: string) => void;
  /** Puts a file out of the way that holds no such record. */
  setAside: (file: string) => void;
}

const SUFFIX = '.json';

/** Records of one kind: each a small JSON file, replaced whole, in a folder of their own. */
function openRecordFiles<Content>(given: RecordFilesOptions<Content>) {
  const { folder, isWhole, write, setAside } = given;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: string): string => join(folder, name + SUFFIX);
  return {
    /** The names that begin so. */
    list: (start = ''): string[] =>
      readdirSync(folder)
        .filter((name) => name.startsWith(start) && name.endsWith(SUFFIX))
        .map((name) => name.slice(0, -SUFFIX.length)),
    /** Undefined when there is none, or none that can be read. */
    read(name: string): Content | undefined {
      const file = fileOf(name);
      if (!existsSync(file)) return undefined;
      try {
        const content = JSON.parse(readFileSync(file, 'utf8')) as Content;
        if (isWhole(content)) return content;
      } catch {
        // Cut, foreign or unreadable: as little a record as one of another shape.
      }
      setAside(file);
      return undefined;
    },
    write: (name: string, content: Content): void => write(fileOf(name), JSON.stringify(content)),
    remove: (name: string): void => rmSync(fileOf(name), { force: true }),
  };
}

/** Moves a broken record where nobody reads it and nothing is lost; returns its new place. */
function moveAside(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${basename(file)}`);
  renameSync(file, place);
  return place;
}
