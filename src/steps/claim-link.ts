import type { Backend } from '../backend/backend.ts';
import type { Context } from './context.ts';
import type { SessionRecord } from './record.ts';

/** A link that opens the project in a browser; null where there is none: it can be done without (wire-contract.md section 8, row 14). */
export const findClaimLink = (
  { reporter }: Context,
  backend: Backend,
  { id, taskId }: SessionRecord,
): Promise<string | null> =>
  backend.createClaimLink({ sessionId: id, taskId }).catch((error: unknown) => {
    reporter.debug(`No project link: ${String(error)}`);
    return null;
  });
