import type { IncomingMessage } from 'node:http';

import { ApiError } from './api-error.ts';

const HEADERS = ['x-skill-source', 'x-skill-version', 'x-skill-platform'];

/**
 * Every call with a token says which skill makes it (contract 1): without, exports are refused with 402, which is not about
 * credits, and all else as an authentication failure.
 */
export function checkAttribution({ headers }: IncomingMessage, path: string): void {
  const missing = HEADERS.filter((name) => !headers[name]);
  if (missing.length === 0) return;
  const isExport = path.startsWith('/api/render/');
  const what = isExport ? 'Export is not available' : 'Unknown client';
  throw new ApiError(isExport ? 402 : 1001, `${what}: missing ${missing.join(', ')}`);
}
