import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import type { Account, LedgerEntry } from './records.ts';

/** Only named, never asked (contract 5, code 2001). */
const REGISTER = 'https://nemovideo.com/register';

export interface Hold {
  /** Turns the reservation into a charge. */
  charge(): void;
  /** Gives the reservation back, unless it was charged. */
  release(): void;
}

export interface HoldRequest {
  account: Account;
  messageId: string;
  sessionId: string;
  edits: number;
  credits: number;
}

export interface Ledger {
  /** The charges of all sessions that were asked for. */
  entries: LedgerEntry[];
  listOf(sessionId: string): LedgerEntry[];
  spentBy(userId: string): number;
  /** Drops the charges of a session that is gone. */
  forget(sessionId: string): void;
  /** Moves credits from available to frozen, or refuses with 2001. */
  hold(request: HoldRequest): Hold;
}

interface LedgerParts {
  clock: Clock;
  options: StudioOptions;
}

export function createLedger({ clock, options }: LedgerParts): Ledger {
  const entries: LedgerEntry[] = [];
  return {
    entries,
    listOf: (sessionId) => entries.filter((entry) => entry.sessionId === sessionId),
    spentBy: (userId) =>
      entries.reduce((sum, entry) => sum + (entry.userId === userId ? entry.credits : 0), 0),
    forget(sessionId) {
      const others = entries.filter((entry) => entry.sessionId !== sessionId);
      entries.splice(0, entries.length, ...others);
    },
    hold({ account, ...charge }) {
      if (charge.credits > account.available) {
        throw new ApiError(2001, describeShortage(account, options));
      }
      account.available -= charge.credits;
      account.frozen += charge.credits;
      let open = true;
      const settle = (back: number): boolean => {
        if (!open) return false;
        open = false;
        account.frozen -= charge.credits;
        account.available += back;
        return true;
      };
      return {
        charge() {
          const due = settle(0) && charge.credits > 0;
          if (due) entries.push({ ...charge, userId: account.userId, at: clock.now() });
        },
        release: () => void settle(charge.credits),
      };
    },
  };
}

function describeShortage({ anonymous, userId }: Account, options: StudioOptions): string {
  if (!anonymous) return 'Not enough credits, top up your account';
  const link = options.registrationLink ? ` at ${REGISTER}?bind=${userId}` : '';
  return `Not enough credits, register to continue${link}`;
}
