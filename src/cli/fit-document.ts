import { asRecord } from '../system/json.ts';
import { cutText } from '../words/format.ts';

/** No document is longer (interface.md, "Output"): hosts cut what they show of it, and less kindly. */
const LONGEST_DOCUMENT = 8_000;

/** What matters is never cut: how to go on, what was made, and what went wrong. */
const KEPT = new Set([
  'ok',
  'status',
  'job',
  'next',
  'error',
  'file',
  'output',
  'link',
  'saved',
  'text_file',
  'video',
  'session_id',
  'task_id',
]);

/**
 * Shortens a document until it fits, and says so with `truncated`: again and again its longest text or list loses half. Lists
 * lose their end.
 */
export function fitDocument(document: object): object {
  const fitted: unknown = structuredClone(document);
  const root = asRecord(fitted) ?? {};
  while (JSON.stringify(root).length > LONGEST_DOCUMENT) {
    const longest = findLongest(root);
    if (!longest) break;
    const { holder, key, value } = longest;
    holder[key] =
      typeof value === 'string'
        ? `${cutText(value, value.length / 2)}…`
        : value.slice(0, value.length / 2);
    root['truncated'] = true;
  }
  return root;
}

interface Part {
  holder: Record<string, unknown>;
  key: string;
  value: string | unknown[];
  length: number;
}

/** Shorter ones are worth nothing. */
const SHORTEST_TEXT = 80;

function findLongest(holder: Record<string, unknown>): Part | undefined {
  let longest: Part | undefined;
  const take = (part: Part | undefined): void => {
    if (part && part.length > (longest?.length ?? 0)) longest = part;
  };
  for (const [key, value] of Object.entries(holder)) {
    if (KEPT.has(key)) continue;
    if (typeof value === 'string' && value.length > SHORTEST_TEXT)
      take({ holder, key, value, length: value.length });
    if (Array.isArray(value)) {
      const own = value.length > 1 ? JSON.stringify(value).length : 0;
      const parts = value.flatMap((item) => findLongest(asRecord(item) ?? {}) ?? []);
      const inner = parts.toSorted((a, b) => b.length - a.length)[0];
      // A list of a few long texts keeps its items, a long list loses its end.
      if (inner && inner.length > own / 2) take(inner);
      else if (own > 0) take({ holder, key, value, length: own });
    } else if (asRecord(value)) take(findLongest(value as Record<string, unknown>));
  }
  return longest;
}
