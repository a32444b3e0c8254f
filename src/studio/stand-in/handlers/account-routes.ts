import { randomBytes } from 'node:crypto';

import { ApiError } from '../api-error.ts';
import { readJson, type Routes, succeed } from '../exchange.ts';
import type { StudioContext } from '../context.ts';

const CLAIM_LIFETIME_S = 604_800;
const MAX_CLIENT_ID_LENGTH = 64;

/** Tokens, credits and claim links (contract 2.1, 2.5, 2.11). */
export function createAccountRoutes({ accounts, sessions, options }: StudioContext): Routes {
  return {
    open: {
      'POST /api/auth/anonymous-token': ({ request }) => {
        const clientId = String(request.headers['x-client-id'] ?? '').trim();
        if (clientId === '') throw new ApiError(400, 'Missing X-Client-Id header');
        if (clientId.length > MAX_CLIENT_ID_LENGTH) throw new ApiError(400, 'X-Client-Id too long');
        const { token, userId, expiresAt, credits } = accounts.issueAnonymous(clientId);
        const expires = new Date(expiresAt).toISOString();
        return succeed({ token, user_id: userId, expires_at: expires, credits });
      },
    },
    own: {
      'GET /api/credits/balance/simple': ({ account: { available, frozen } }) =>
        succeed({ available, frozen, total: available + frozen }),
      'POST /api/auth/claim-token': async (exchange) => {
        if (!options.claimTokens) throw new ApiError(404, 'No such endpoint');
        const body = await readJson(exchange);
        const session = sessions.require(exchange.account, String(body['session_id']));
        if (session.taskId !== body['task_id']) throw new ApiError(1002, 'Task not found');
        session.claimToken ??= `clm_${randomBytes(24).toString('base64url')}`;
        sessions.save(session);
        return succeed({ claim_token: session.claimToken, expires_in: CLAIM_LIFETIME_S });
      },
    },
  };
}
