import { randomBytes, randomInt } from 'node:crypto';

import { createQueue } from '../cutter/queue.ts';
import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import { locateMedia, removeMedia } from './media-folder.ts';
import type { Account, MediaRecord, Session } from './records.ts';
import type { Storage, StoredSession } from './storage.ts';

export type Sessions = ReturnType<typeof createSessions>;

interface SessionsParts {
  storage: Storage;
  ledger: Ledger;
  clock: Clock;
}

/** The records of sessions and their media on disk. */
function openRecords({ storage, ledger, clock }: SessionsParts, byId: Map<string, Session>) {
  const { mediaFolder, sessions: records } = storage;

  /** Stores what a session has become: before a client is told of it. */
  function save(session: Session): void {
    session.touchedAt = clock.now();
    const isThere = (id: string): boolean => session.media.some((media) => media.id === id);
    session.unfinished = session.unfinished.filter((id) => !isThere(id));
    const { turns: _turns, ...kept } = session;
    records.write(nameRecord(session), { ...kept, charges: ledger.listOf(session.id) });
  }

  /** Removes a session and its media for good. */
  function remove({ media, unfinished, ...session }: Omit<Session, 'turns'>): void {
    for (const id of [...media.map((one) => one.id), ...unfinished]) removeMedia(mediaFolder, id);
    records.remove(nameRecord(session));
    ledger.forget(session.id);
    byId.delete(session.id);
  }

  function restore({ charges, ...stored }: StoredSession): void {
    for (const id of stored.unfinished) removeMedia(mediaFolder, id);
    const media = stored.media.map((one) => ({ ...one, file: locateMedia(mediaFolder, one.id) }));
    ledger.entries.push(...charges);
    byId.set(stored.id, { ...stored, media, unfinished: [], turns: createQueue(1) });
  }

  return {
    save,
    remove,
    /** Reads what is kept of a user's sessions; once, before anything is asked of them. */
    open({ userId, forgotten }: { userId: string; forgotten?: string }): void {
      for (const name of records.list(`${userId}.`)) {
        const stored = records.read(name);
        if (!stored) continue;
        if (stored.id === forgotten) remove(stored);
        else restore(stored);
      }
    },
  };
}

export function createSessions(parts: SessionsParts) {
  const { clock } = parts;
  const byId = new Map<string, Session>();
  const kept = openRecords(parts, byId);
  const listAll = (): Session[] => [...byId.values()];
  return {
    create(details: Pick<Session, 'userId' | 'taskName'>): Session {
      const session = makeSession(details, clock.now());
      kept.save(session);
      byId.set(session.id, session);
      return session;
    },
    /** The user's own session, or 1002. */
    require(account: Account, sessionId: string): Session {
      const session = byId.get(sessionId);
      if (!session || session.userId !== account.userId) {
        throw new ApiError(1002, 'Session not found');
      }
      return session;
    },
    /** Any session, for tests. */
    find: (sessionId: string) => byId.get(sessionId),
    findMedia: (id: string): MediaRecord | undefined =>
      listAll()
        .flatMap(({ media }) => media)
        .find((media) => media.id === id),
    ...kept,
    listUntouchedSince: (time: number, userId: string) =>
      listAll().filter((session) => session.userId === userId && session.touchedAt < time),
    /** Forgets all sessions until the next start, as a backend that lost them would. */
    forgetAll: () => byId.clear(),
  };
}

const makeSession = (
  details: Pick<Session, 'userId' | 'taskName'>,
  touchedAt: number,
): Session => ({
  id: createSessionId(),
  taskId: `task_${randomBytes(9).toString('hex')}`,
  ...details,
  timeline: null,
  earlier: [],
  media: [],
  unfinished: [],
  touchedAt,
  turns: createQueue(1),
});

/** By its user first, whose sessions are read together. */
const nameRecord = ({ userId, id }: { userId: string; id: string }): string => `${userId}.${id}`;

/** 19 digits, above 2^53, so a client that reads it as a number breaks at once (contract 1). */
function createSessionId(): string {
  const digits = Array.from({ length: 17 }, () => randomInt(10)).join('');
  return `5${digits}${randomInt(1, 10)}`;
}
