import {
  looseObject,
  nullish,
  number,
  pipe,
  safeParse,
  string,
  transform,
  unknown,
} from '../vendor/zod.ts';
import { quoteBackend, readPayload, readText } from './envelope.ts';
import { fact } from './schemas.ts';

/** Where a render stands. `url` may still be missing when it is completed. */
export type RenderStatus =
  | { phase: 'waiting'; progress: number | undefined }
  | { phase: 'completed'; url: string | undefined }
  | { phase: 'failed'; reason: string };

/** A render as its endpoints describe it, in either of the documented shapes (wire-contract.md 2.7, 2.8). */
export interface RenderReading {
  id: string | undefined;
  status: RenderStatus;
}

export const renderAnswer = pipe(
  looseObject({
    id: fact(string()),
    render_id: fact(string()),
    taskId: fact(string()),
    // The answer to a submission may be about something else: whatever it holds, it is not unreadable.
    status: fact(string()),
    progress: fact(number()),
    error: nullish(unknown()),
    outputUrl: fact(string()),
    output: fact(looseObject({ url: fact(string()), outputUrl: fact(string()) })),
  }),
  transform(
    ({ id, render_id, taskId, status, progress, error, outputUrl, output }): RenderReading => ({
      id: id ?? render_id ?? taskId ?? undefined,
      status: readStatus(status ?? '', {
        url: output?.url ?? outputUrl ?? output?.outputUrl ?? undefined,
        progress: shareOf(progress ?? undefined),
        reason: quoteBackend(readText(error)),
      }),
    }),
  ),
);

/** Only `failed` is documented; waiting for a render that was ended under another word would never end. */
const ENDED = /^(?:failed|failure|error|cancell?ed|aborted|expired|rejected|timed?_?out)$/i;

function readStatus(
  word: string,
  facts: { url: string | undefined; progress: number | undefined; reason: string },
): RenderStatus {
  // The download endpoint may answer with the address alone (wire-contract.md 2.10).
  const isAddress = word === '' && facts.url !== undefined;
  if (/^completed$/i.test(word) || isAddress) return { phase: 'completed', url: facts.url };
  if (ENDED.test(word)) return { phase: 'failed', reason: facts.reason };
  return { phase: 'waiting', progress: facts.progress };
}

/** Progress comes as 0-1 or 0-100; here it is always 0-1. */
function shareOf(progress: number | undefined): number | undefined {
  if (progress === undefined) return undefined;
  return Math.min(1, Math.max(0, progress > 1 ? progress / 100 : progress));
}

/** A render in JSON that came where a file was asked for; undefined when it is none. */
export const readRender = (body: unknown): RenderReading | undefined =>
  safeParse(renderAnswer, readPayload(body)).data;
