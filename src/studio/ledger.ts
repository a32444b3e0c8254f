import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { Account, LedgerEntry } from './records.ts';

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
  entries: LedgerEntry[];
  /** Moves credits from available to frozen, or refuses with 2001. */
  hold(request: HoldRequest): Hold;
}

/** `entries` are the charges so far, oldest first. */
export function createLedger(clock: Clock, entries: LedgerEntry[]): Ledger {
  return {
    entries,
    hold({ account, ...charge }) {
      if (charge.credits > account.available) {
        throw new ApiError(2001, describeShortage(account));
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

function describeShortage(account: Account): string {
  return account.anonymous
    ? 'Not enough credits, register to continue'
    : 'Not enough credits, top up your account';
}
