import type { Account } from '../backend/account.ts';
import { hashText } from '../system/hash.ts';

/** Projects are kept account by account, since none can see another's; a user's own token is not written down for it. */
export const accountKey = ({ token, anonymous, clientId }: Account): string =>
  anonymous ? `starter-${clientId}` : `own-${hashText(token)}`;
