import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

import { createEmptyState, makeFolders, type Storage, type StoredState } from './storage.ts';

/** Only names of our own making are ever swept away, whatever folder a studio is pointed at. */
const OWN_NAME = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(\.\w+)?|\.render-\w+)$/;

/** What a render under way becomes when the studio it ran in is gone. */
const RESTARTED = 'The studio was restarted before this render was finished';

/**
 * Keeps everything in `root`: media and results as they are, the rest as small JSON files, each
 * replaced whole by a rename. What a killed studio left half done is cleared away here.
 */
export async function openFileStorage(root: string): Promise<Storage> {
  const folders = await makeFolders(root);
  const places = { ...folders, sessions: join(root, 'sessions'), renders: join(root, 'renders') };
  for (const folder of [places.sessions, places.renders]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const lock = join(root, 'studio.pid');
  takeLock(lock, root);
  const accountsFile = join(root, 'accounts.json');
  const saveRender: Storage['saveRender'] = (render) => {
    const name = basename(render.file);
    writeJson(join(places.renders, `${name}.json`), { ...render, file: name });
  };
  const kept = readState(places, { accountsFile, secretFile: join(root, 'secret') });
  sweep(
    places.mediaFolder,
    namesOf(kept.sessions.flatMap(({ media, subtitles }) => [...media, ...subtitles])),
  );
  sweep(places.resultsFolder, namesOf(kept.renders.filter(settleRender)));
  for (const render of kept.renders) saveRender(render);
  return {
    ...folders,
    kept,
    saveAccounts: (accounts) => writeJson(accountsFile, accounts),
    saveSession(session) {
      const [media, subtitles] = [session.media, session.subtitles].map(withoutFolder);
      writeJson(join(places.sessions, `${session.id}.json`), { ...session, media, subtitles });
    },
    saveRender,
    close: async () => rmSync(lock, { force: true }),
  };
}

/** Two studios in one folder would each take the other's work for left over. */
function takeLock(lock: string, root: string): void {
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new Error(
      `${root} is used by another studio (process ${owner}). Use another folder, or delete ${lock} if that is no studio.`,
    );
  }
  writeWhole(lock, String(process.pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A killed process nobody has waited for keeps its id but not its command; only Linux tells.
  const command = `/proc/${pid}/cmdline`;
  return !existsSync(command) || readFileSync(command).length > 0;
}

interface Places {
  mediaFolder: string;
  resultsFolder: string;
  sessions: string;
  renders: string;
}

function readState(
  places: Places,
  { accountsFile, secretFile }: { accountsFile: string; secretFile: string },
): StoredState {
  if (!existsSync(secretFile)) writeWhole(secretFile, randomBytes(32));
  const state: StoredState = { ...createEmptyState(), secret: readFileSync(secretFile) };
  if (existsSync(accountsFile)) state.accounts = readJson(accountsFile);
  state.sessions = readFolder(places.sessions);
  state.renders = readFolder(places.renders);
  for (const session of state.sessions) {
    // Sessions of an earlier version know of none.
    session.subtitles ??= [];
    relocate([...session.media, ...session.subtitles], places.mediaFolder);
  }
  relocate(state.renders, places.resultsFolder);
  return state;
}

function withoutFolder<Kept extends { file: string }>(records: Kept[]): Kept[] {
  return records.map((record) => ({ ...record, file: basename(record.file) }));
}

/** Files are known by their names, so that the folder may be moved. */
function relocate(records: Array<{ file: string }>, folder: string): void {
  for (const record of records) record.file = join(folder, basename(record.file));
}

/** Nothing stays under way for ever; true for a render whose file is to be kept. */
function settleRender(render: StoredState['renders'][number]): boolean {
  if (render.status === 'completed') return true;
  if (render.status !== 'failed') Object.assign(render, { status: 'failed', error: RESTARTED });
  return false;
}

function namesOf(records: Array<{ file: string }>): Set<string> {
  return new Set(records.map(({ file }) => basename(file)));
}

function sweep(folder: string, keep: Set<string>): void {
  const left = readdirSync(folder).filter((name) => OWN_NAME.test(name) && !keep.has(name));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
}

function readFolder<Content>(folder: string): Content[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => readJson<Content>(join(folder, name)));
}

function readJson<Content>(file: string): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    throw new Error(`Cannot read ${file}: move it away to start without it`, { cause: error });
  }
}

function writeJson(file: string, content: object): void {
  writeWhole(file, JSON.stringify(content));
}

/** Synchronous: what a client is told is on disk, and no two writes of one file ever overlap. */
function writeWhole(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.tmp`, content, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}
