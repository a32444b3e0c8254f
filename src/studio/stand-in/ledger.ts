import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import type { Account, LedgerEntry } from './records.ts';

/** Only named, never asked (contract 5, code 2001). */
const REGISTER = 'https://nemovideo.com/register';

export type Ledger = ReturnType<typeof createLedger>;
export type Hold = ReturnType<Ledger['hold']>;

/** What turns cost: reserved when they begin, charged once they have done something. */
export function createLedger({ clock, options }: { clock: Clock; options: StudioOptions }) {
  /** The charges of all sessions that were asked for. */
  const entries: LedgerEntry[] = [];
  return {
    entries,
    listOf: (sessionId: string) => entries.filter((entry) => entry.sessionId === sessionId),
    spentBy: (userId: string) =>
      entries.reduce((sum, entry) => sum + (entry.userId === userId ? entry.credits : 0), 0),
    /** Drops the charges of a session that is gone. */
    forget(sessionId: string): void {
      const others = entries.filter((entry) => entry.sessionId !== sessionId);
      entries.splice(0, entries.length, ...others);
    },
    /** Moves credits from available to frozen, or refuses with 2001. */
    hold(account: Account, charge: Omit<LedgerEntry, 'userId' | 'at'>) {
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
        /** Turns the reservation into a charge. */
        charge(): void {
          const due = settle(0) && charge.credits > 0;
          if (due) entries.push({ ...charge, userId: account.userId, at: clock.now() });
        },
        /** Gives the reservation back, unless it was charged. */
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
