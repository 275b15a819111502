/** @module The ledger that a budget is written to now: the day turns at midnight UTC. */
import { emptyLedger, type Ledger, opened } from '../core/money/ledger.ts';
import { periodAt } from '../core/money/periods.ts';
import type { Instant } from '../core/units.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';

/**
 * The ledger of the day of `now`, or of a later one that has begun already. The first to come on a
 * new day closes the old one with a write of its own: whoever still has the old day in hand then
 * fails to write it, and begins again with the new one. Undefined where somebody else wrote at the
 * same time.
 */
export async function openLedger(
  store: LedgerStore,
  { budget, now, isDryRun }: { budget: string; now: Instant; isDryRun: boolean },
): Promise<Ledger | undefined> {
  const latest = await store.latest(budget);
  if (latest === undefined) {
    return emptyLedger(budget, now);
  }
  if (latest.isClosed === true) {
    return opened(latest, now);
  }
  if (latest.day >= periodAt('daily', now).from) {
    return latest;
  }
  if (isDryRun) {
    return opened(latest, now);
  }
  const closed = await store.save({ ...latest, isClosed: true });
  return closed.status === 'saved' ? opened(closed.ledger, now) : undefined;
}
