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
 * Shortens a document until it fits, and says so with `truncated`: again and again its longest text loses half, and where no
 * text is long any more, its longest text or list. Lists lose their end, so that no step is lost to an editor's long answer.
 */
export function fitDocument(document: object): object {
  const fitted: unknown = structuredClone(document);
  const root = asRecord(fitted) ?? {};
  while (JSON.stringify(root).length > LONGEST_DOCUMENT) {
    const longest = findLongest(root, LONG_TEXTS) ?? findLongest(root, ANYTHING);
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

/** What may be shortened; `shortest` is the length of texts that may not. */
interface Choice {
  shortest: number;
  lists: boolean;
  message: boolean;
}

const LONG_TEXTS: Choice = { shortest: 500, lists: false, message: false };
const ANYTHING: Choice = { shortest: 80, lists: true, message: true };

function findLongest(holder: Record<string, unknown>, choice: Choice): Part | undefined {
  let longest: Part | undefined;
  const take = (part: Part | undefined): void => {
    if (part && part.length > (longest?.length ?? 0)) longest = part;
  };
  for (const [key, value] of Object.entries(holder)) {
    if (KEPT.has(key) || (key === 'message' && !choice.message)) continue;
    if (typeof value === 'string' && value.length > choice.shortest)
      take({ holder, key, value, length: JSON.stringify(value).length });
    if (Array.isArray(value)) {
      const own = choice.lists && value.length > 1 ? JSON.stringify(value).length : 0;
      const parts = value.flatMap((item) => findLongest(asRecord(item) ?? {}, choice) ?? []);
      const inner = parts.toSorted((a, b) => b.length - a.length)[0];
      // A list of a few long texts keeps its items, a long list loses its end.
      if (inner && inner.length > own / 2) take(inner);
      else if (own > 0) take({ holder, key, value, length: own });
    } else if (asRecord(value)) take(findLongest(value as Record<string, unknown>, choice));
  }
  return longest;
}
