import { randomBytes, randomInt } from 'node:crypto';

import { ApiError } from './api-error.ts';
import type { Ledger } from './ledger.ts';
import { createQueue } from '../cutter/queue.ts';
import type { Storage, StoredSession } from './storage.ts';
import type { Account, MessageRecord, Session } from './records.ts';

/** Characters of a message that are remembered. */
const KEPT_TEXT = 2000;

export interface Sessions {
  create(details: { account: Account; taskName: string; language: string }): Session;
  /** The user's own session, or 1002. */
  require(account: Account, sessionId: string): Session;
  /** Any session, for tests. */
  find(sessionId: string): Session | undefined;
  /** Stores what a session has become: before a client is told of it. */
  save(session: Session): void;
  /** Forgets all sessions until the next start, as a backend that lost them would. */
  forgetAll(): void;
}

export interface SessionsParts {
  storage: Storage;
  ledger: Ledger;
  messages: MessageRecord[];
}

export function createSessions({ storage, ledger, messages }: SessionsParts): Sessions {
  const byId = new Map(storage.kept.sessions.map((stored) => [stored.id, restore(stored)]));

  function save({ turns: _turns, generated, ...session }: Session): void {
    const isOwn = ({ sessionId }: { sessionId: string }) => sessionId === session.id;
    storage.saveSession({
      ...session,
      generated: generated.map(({ id }) => id),
      charges: ledger.entries.filter(isOwn),
      messages: messages.filter(isOwn).map(shorten),
    });
  }

  return {
    create({ account, taskName, language }) {
      const session: Session = {
        id: createSessionId(),
        taskId: `task_${randomBytes(9).toString('hex')}`,
        userId: account.userId,
        taskName,
        language,
        timeline: null,
        media: [],
        subtitles: [],
        generated: [],
        turns: createQueue(1),
      };
      save(session);
      byId.set(session.id, session);
      return session;
    },
    require(account, sessionId) {
      const session = byId.get(sessionId);
      if (!session || session.userId !== account.userId) {
        throw new ApiError(1002, 'Session not found');
      }
      return session;
    },
    save,
    find: (sessionId) => byId.get(sessionId),
    forgetAll: () => byId.clear(),
  };
}

/** A pasted subtitle file need not be written again with every later edit. */
function shorten(message: MessageRecord): MessageRecord {
  return { ...message, text: message.text.slice(0, KEPT_TEXT) };
}

function restore({ generated, charges: _charges, messages: _messages, ...rest }: StoredSession) {
  const made = rest.media.filter(({ id }) => generated.includes(id));
  return { ...rest, generated: made, turns: createQueue(1) };
}

/** 19 digits, above 2^53, so a client that reads it as a number breaks at once (contract 1). */
function createSessionId(): string {
  const digits = Array.from({ length: 17 }, () => randomInt(10)).join('');
  return `5${digits}${randomInt(1, 10)}`;
}
