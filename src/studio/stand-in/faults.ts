import type { ServerResponse } from 'node:http';

/** What goes wrong with a matching request. */
export interface FaultRule {
  /** Any method when left out. */
  method?: string;
  /** A whole path (without the query), or a pattern. */
  path: string | RegExp;
  /** How many requests it hits, 1 when left out; `Infinity` for all. */
  times?: number;
  /** How many matching requests pass unharmed first. */
  after?: number;
  /** Answer this instead of doing the work. */
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Do the work, send so many bytes of the answer's body, then reset the connection. */
  resetAfterBytes?: number;
}

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  let entries: Array<{ rule: FaultRule; skip: number; left: number }> = [];
  return {
    add: (rule: FaultRule): void =>
      void entries.push({ rule, skip: rule.after ?? 0, left: rule.times ?? 1 }),
    clear: (): void => void (entries = []),
    /** The rule that hits this request, if any; counts as one of its times. */
    take(method: string, path: string): FaultRule | undefined {
      const matching = entries.filter(({ rule, left }) => left > 0 && matches(rule, method, path));
      const due = matching.find((entry) => entry.skip-- <= 0);
      if (due) due.left -= 1;
      return due?.rule;
    },
  };
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false;
  return typeof rule.path === 'string' ? rule.path === path : rule.path.test(path);
}

/** Lets only the first bytes of the body out, then resets the connection. */
export function cutResponse(response: ServerResponse, afterBytes: number): void {
  let left = afterBytes;
  let cut = false;
  const write = response.write.bind(response);
  const reset = () => response.socket?.resetAndDestroy();

  const send = (chunk: unknown): boolean => {
    if (cut) return true;
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    const part = bytes.subarray(0, left);
    left -= part.length;
    cut = left <= 0;
    if (!cut) return write(part);
    if (part.length > 0) write(part, reset);
    else setImmediate(reset);
    return true;
  };
  response.write = ((chunk: unknown) => send(chunk)) as ServerResponse['write'];
  response.end = ((chunk?: unknown) => {
    if (chunk !== undefined && typeof chunk !== 'function') send(chunk);
    // A body shorter than the cut still loses its proper end.
    if (!cut) setImmediate(reset);
    cut = true;
    return response;
  }) as ServerResponse['end'];
}
