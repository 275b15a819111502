/**
 * @module A budget that only knows the bill, as AWS Budgets does: hours late, a few times a day.
 */
import { DAY_MS } from '../core/schedule/calendar.ts';
import type { Capacity, Instant, Seconds } from '../core/units.ts';
import type { Controller } from './controller.ts';

/**
 * How late a bill is. AWS: budgets are updated up to three times a day, 8 to 12 hours after the
 * update before; billing data is 8 to 24 hours old.
 */
export interface LateBill {
  /** The age of what the bill knows. */
  readonly delay: Seconds;
  /** How often it is looked at. */
  readonly every: Seconds;
  /** USD of a day (UTC) at which the action runs. */
  readonly daily: number;
  /** What the action leaves, until somebody resets it. */
  readonly stopAt: Capacity;
}

/** A controller that follows another one until the bill of some day is over its budget. */
export function stoppedByBill(inner: Controller, bill: LateBill): Controller {
  /** What was spent in all, at every look. */
  const known: { readonly at: Instant; readonly usd: number }[] = [];
  let looked = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  return {
    evaluate(world) {
      const now = world.now();
      known.push({ at: now, usd: world.totals().usd });
      if (!isStopped && now >= looked + bill.every * 1000) {
        looked = now;
        isStopped = dearest(known, now - bill.delay * 1000) > bill.daily;
      }
      if (!isStopped) {
        return inner.evaluate(world);
      }
      if (world.describe().capacity !== bill.stopAt) {
        world.setDesired(bill.stopAt);
      }
      return undefined;
    },
  };
}

/** What the dearest day cost, as far as a bill of that age knows. */
function dearest(
  known: readonly { readonly at: Instant; readonly usd: number }[],
  until: number,
): number {
  const ends = new Map<number, number>();
  for (const { at, usd } of known) {
    if (at <= until) {
      ends.set(Math.floor(at / DAY_MS), usd);
    }
  }
  let before = 0;
  let most = 0;
  for (const usd of ends.values()) {
    most = Math.max(most, usd - before);
    before = usd;
  }
  return most;
}
