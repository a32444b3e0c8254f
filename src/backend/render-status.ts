import { asRecord } from '../system/json.ts';
import { readText } from './envelope.ts';
import { quoteBackend } from './errors.ts';
import { renderAnswer } from './schemas.ts';
import { safeParse } from '../vendor/zod.ts';

/** Where a render stands. `url` may still be missing when it is completed. */
export type RenderStatus =
  | { phase: 'waiting'; progress: number | undefined }
  | { phase: 'completed'; url: string | undefined }
  | { phase: 'failed'; reason: string };

/** A parsed answer of the render endpoints, both documented shapes merged (wire-contract.md 2.8). */
export interface RenderReading {
  id: string | undefined;
  status: RenderStatus;
}

/** Reads `status`, `progress` and the file's URL from the top level or from `data`; undefined when it is neither. */
export function readRender(body: unknown): RenderReading | undefined {
  const top = asRecord(body);
  const merged = { ...top, ...asRecord(top?.['data']) };
  const parsed = safeParse(renderAnswer, merged);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return {
    id: data.id ?? data.render_id ?? data.taskId ?? undefined,
    status: readStatus(data.status ?? '', {
      url: data.output?.url ?? data.outputUrl ?? data.output?.outputUrl ?? undefined,
      progress: normalizeProgress(data.progress),
      reason: quoteBackend(readText(data.error) ?? ''),
    }),
  };
}

function readStatus(
  word: string,
  facts: { url: string | undefined; progress: number | undefined; reason: string },
): RenderStatus {
  switch (word.toLowerCase()) {
    case 'completed':
      return { phase: 'completed', url: facts.url };
    case 'failed':
      return { phase: 'failed', reason: facts.reason };
    default:
      return { phase: 'waiting', progress: facts.progress };
  }
}

/** Progress comes as 0-1 or 0-100; here it is always 0-1. */
function normalizeProgress(value: unknown): number | undefined {
  const progress = typeof value === 'string' ? Number.parseFloat(value) : value;
  if (typeof progress !== 'number' || !Number.isFinite(progress)) return undefined;
  const share = progress > 1 ? progress / 100 : progress;
  return Math.min(1, Math.max(0, share));
}
