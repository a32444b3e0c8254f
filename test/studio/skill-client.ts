import { requestToken } from '../../src/backend/account.ts';
import { createEndpoints, type Endpoints } from '../../src/backend/endpoints.ts';
import { createWait, repeat } from '../../src/backend/retry.ts';
import { readTurnEvents, type TurnEvent } from '../../src/backend/turn-event.ts';
import type { Studio } from '../../src/studio/studio.ts';
import {
  createManualClock,
  createRecordingReporter,
  openHttp,
  type ManualClock,
} from '../support/backend.ts';

/** The skill's own client, connected to a studio as the scripts connect it. */
export interface SkillClient {
  api: Endpoints;
  clock: ManualClock;
  account: { userId: string | undefined; expiresAt: string | number | null };
  /** Asks for a token under this client id. */
  askToken(clientId: string): Promise<unknown>;
  upload(
    sessionId: string,
    files: Array<[name: string, bytes: Buffer]>,
  ): ReturnType<Endpoints['uploadFiles']>;
  /** Posts a message; what its stream means. */
  say(sessionId: string, text: string): Promise<TurnEvent[]>;
  /** The same account without its right to be there. */
  withToken(token: string): Endpoints;
}

const FIRST_CLIENT = 'client-1';

export async function joinStudio(studio: Studio): Promise<SkillClient> {
  const clock = createManualClock();
  const http = openHttp(studio.url, { clock });
  const wait = createWait({
    clock,
    signal: new AbortController().signal,
    deadlineMs: undefined,
    random: () => 0.5,
    reporter: createRecordingReporter(),
  });
  const askToken = (clientId: string) => repeat('POST', () => requestToken(http, clientId), wait);
  const issued = await askToken(FIRST_CLIENT);
  const withToken = (token: string): Endpoints => {
    const account = {
      token,
      anonymous: true,
      clientId: FIRST_CLIENT,
      userId: issued.user_id ?? undefined,
      expiresAt: null,
    };
    return createEndpoints(http, () => account, wait);
  };
  const api = withToken(issued.token);
  return {
    api,
    clock,
    account: { userId: issued.user_id ?? undefined, expiresAt: issued.expires_at ?? null },
    askToken,
    withToken,
    async upload(sessionId, files) {
      const form = new FormData();
      for (const [name, bytes] of files) form.append('files', new Blob([bytes]), name);
      const body = new Response(form);
      const bytes = Buffer.from(await body.arrayBuffer());
      return api.uploadFiles(sessionId, {
        contentType: body.headers.get('content-type') ?? '',
        bytes: bytes.length,
        async *chunks() {
          yield bytes;
        },
      });
    },
    async say(sessionId, text) {
      const events: TurnEvent[] = [];
      for await (const event of await api.sendMessage({ sessionId, text })) {
        events.push(...readTurnEvents(event));
      }
      return events;
    },
  };
}
