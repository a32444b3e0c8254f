import { ApiError } from './api-error.ts';

const QUALITIES: unknown[] = ['best', 'high', 'medium', 'low'];

/** Checks the format and quality a client asks for: only MP4 is made, and always as good as `high`. */
export function checkOutput({ format = 'mp4', quality = 'high' }: Record<string, unknown>): void {
  if (typeof format !== 'string' || format.toLowerCase() !== 'mp4') {
    throw new ApiError(400, 'Unknown output format; mp4 is the only one');
  }
  if (!QUALITIES.includes(quality)) {
    throw new ApiError(400, `Unknown output quality; known are ${QUALITIES.join(', ')}`);
  }
}
