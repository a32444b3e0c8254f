import type { Api } from '../../backend/api.ts';
import { SkillError } from '../../system/errors.ts';
import { findArrivals } from '../../media/media-arrival.ts';
import { describeMedia } from '../../media/media.ts';
import { wasRefused } from '../../backend/retry-policy.ts';
import type { MediaItem } from '../../backend/schemas.ts';
import { joinTexts } from '../../words/text.ts';
import { uploadWords } from '../../words/uploads.ts';
import type { Context } from '../context.ts';
import { nextCommand } from '../next-command.ts';
import { inSession, type Connection } from '../project.ts';
import { readState } from '../session-state.ts';

type ShipmentKind = 'files' | 'links';

/** Keeps what tells, after a command was killed, whether its upload had arrived. */
export interface UploadMemory {
  /** The names in the session's list before an earlier try; undefined when there was none. */
  recall(kind: ShipmentKind): string[] | undefined;
  /** Called before anything is sent. */
  keep(kind: ShipmentKind, names: string[]): Promise<void>;
}

/** What one request puts into a session, and how to tell that it got there. */
export interface Shipment {
  kind: ShipmentKind;
  memory: UploadMemory | undefined;
  /** How many files it holds. */
  count: number;
  /** False when this command has put something into the session before. */
  isFirst: boolean;
  send(sessionId: string): Promise<MediaItem[]>;
  /** True when all of the latest request has gone out, so that the backend may still be at work on it. */
  isSent(): boolean;
  /** Its own among the items that have come into the session meanwhile. */
  findIn(arrivals: MediaItem[]): MediaItem[];
}

/** Something broken off is sent once more, not again and again: it may be 500 MB. */
const TRIES = 2;

/**
 * Sends a shipment so that it is there once. Where a request may have arrived although no good answer came, the session's
 * list is looked at before it is sent again. Returns the items as the backend describes them.
 */
export function ship(
  context: Context,
  connection: Connection,
  shipment: Shipment,
): Promise<MediaItem[]> {
  return inSession(context, connection, async (sessionId) => {
    const place = { api: connection.api, sessionId };
    const { kind, memory } = shipment;
    const earlier = memory?.recall(kind)?.map((filename) => ({ filename }));
    const isEmpty = connection.isNew && shipment.isFirst;
    const before = earlier ?? (isEmpty ? [] : await listBefore(context, place));
    if (earlier) {
      const found = await findArrived(context, { ...place, before: earlier, shipment });
      if (found.length === shipment.count) {
        context.reporter.notice(uploadWords.doneBefore());
        return found;
      }
    } else if (before)
      await memory?.keep(
        kind,
        before.map(describeMedia).map(({ name }) => name),
      );
    for (let tries = 1; ; tries += 1) {
      try {
        return await shipment.send(sessionId);
      } catch (error) {
        if (!mayHaveArrived(error)) throw error;
        if (before === undefined) throw uncertain(context, error);
        const found = await findArrived(context, { ...place, before, shipment }).catch(() => {
          throw context.signal.aborted ? context.signal.reason : uncertain(context, error);
        });
        if (found.length === shipment.count) {
          context.reporter.notice(uploadWords.arrivedUnheard());
          return found;
        }
        // Sent again, those that are there would be there twice.
        if (found.length > 0) throw uncertain(context, error);
        if (tries === TRIES || isLate(context)) throw error;
        context.reporter.progress(uploadWords.again());
      }
    }
  });
}

/** Our own errors (a file that changed) and refusals are final; anything else may hide a backend that has the files. */
const mayHaveArrived = (error: unknown): error is SkillError =>
  error instanceof SkillError &&
  (error.kind === 'network' || error.kind === 'backend') &&
  !wasRefused(error);

const isLate = ({ clock, deadlineMs }: Context): boolean => clock.now() >= (deadlineMs ?? Infinity);

interface Place {
  api: Api;
  sessionId: string;
}

const listMedia = async ({ signal }: Context, { api, sessionId }: Place): Promise<MediaItem[]> =>
  (await readState(api, { sessionId, mustExist: false, signal })).media;

/** Undefined when it cannot be told: that alone is no reason not to upload. */
async function listBefore(context: Context, place: Place): Promise<MediaItem[] | undefined> {
  try {
    return await listMedia(context, place);
  } catch (error) {
    if (mayHaveArrived(error)) return undefined;
    throw error;
  }
}

/** A backend that has all bytes may take a moment to look into them. */
const PAUSES_MS = [0, 1_000, 4_000];

/** What has arrived of a shipment. */
async function findArrived(
  context: Context,
  { before, shipment, ...place }: Place & { before: MediaItem[]; shipment: Shipment },
): Promise<MediaItem[]> {
  const { clock, signal } = context;
  let found: MediaItem[] = [];
  const mayBeAtWork = shipment.isSent() || shipment.memory?.recall(shipment.kind) !== undefined;
  for (const pauseMs of mayBeAtWork ? PAUSES_MS : [0]) {
    await clock.sleep(pauseMs, signal);
    found = shipment.findIn(findArrivals(before, await listMedia(context, place)));
    if (found.length === shipment.count || isLate(context)) break;
  }
  return found;
}

/** The same failure, for whoever decides whether to upload again. */
const uncertain = (context: Context, { kind, summary, code, cause }: SkillError): SkillError =>
  new SkillError(kind, uploadWords.uncertain(joinTexts([summary])), {
    advice: uploadWords.lookFirst(nextCommand(context, 'state')),
    code,
    cause,
  });
