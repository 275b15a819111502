/** @module How far a budget's limits are used, and what they leave to be spent from now on. */
import type { Instant } from '../units.ts';
import {
  type Budget,
  cheapestUnit,
  floorRate,
  isHard,
  NOISE,
  PERIODS,
  type Period,
} from './budget.ts';
import { type Ledger, type Spent, spentAt, totalRate } from './ledger.ts';
import { HOUR_MS, periodAt } from './periods.ts';

/** One cap of a budget at one moment. */
export interface Level {
  readonly period: Period;
  readonly isHard: boolean;
  /** USD in the period. */
  readonly limit: number;
  /** USD spent of it. */
  readonly spent: number;
  /** When the period began, and when it ends. */
  readonly from: Instant;
  readonly until: Instant;
  /** Share of the limit that is used; 1 = all. Within an hour, what runs counts as if for all. */
  readonly used: number;
  /** USD that will be spent by the end of the period if everything stays as it is. */
  readonly projected: number;
  /** USD per hour that all targets together may cost from now on. */
  readonly mostRate: number;
  /** USD per hour of the cheapest unit of any target. */
  readonly cheapest: number;
  /** Not one more unit is paid for. */
  readonly isFull: boolean;
}

/** A budget at one moment. */
export interface Standing {
  readonly now: Instant;
  readonly spent: Spent;
  /** USD per hour that all targets cost together, changes under way included. */
  readonly rate: number;
  /** One for each limit that the budget has. */
  readonly levels: readonly Level[];
}

/** The part of a day or month for which its money must last at the present rate. */
const LOOK_AHEAD_SHARE = 1 / 12;

/** Where a budget stands now. */
export function standingOf(budget: Budget, ledger: Ledger, now: Instant): Standing {
  const spent = spentAt(ledger, now);
  const rate = totalRate(ledger);
  const floor = floorRate(budget);
  const cheapest = cheapestUnit(budget);
  const levels = PERIODS.flatMap((period): readonly Level[] => {
    const limit = budget.limits[period];
    if (limit === undefined) {
      return [];
    }
    const { from, to: until } = periodAt(period, now);
    const hoursLeft = (until - now) / HOUR_MS;
    const length = (until - from) / HOUR_MS;
    const left = limit - spent[period];
    const mostRate = period === 'hourly' ? limit : payableRate({ left, hoursLeft, length, floor });
    return [
      {
        period,
        isHard: isHard(budget, period),
        limit,
        spent: spent[period],
        from,
        until,
        used: (period === 'hourly' ? Math.max(rate, spent.hourly) : spent[period]) / limit,
        projected: spent[period] + rate * hoursLeft,
        mostRate,
        cheapest,
        isFull: rate + cheapest > mostRate + NOISE,
      },
    ];
  });
  return { now, spent, rate, levels };
}

/** The same moment with another rate: money was reserved. */
export function withRate(standing: Standing, rate: number): Standing {
  return {
    ...standing,
    rate,
    levels: standing.levels.map((level) => ({
      ...level,
      isFull: rate + level.cheapest > level.mostRate + NOISE,
    })),
  };
}

/**
 * USD per hour that can be paid from what is left of a day or month: for a twelfth of the period (2
 * hours of a day, about 2.5 days of a month), and all minimums for the rest of it. A peak may so
 * use what a quiet night will save, and as money runs short the rate goes down to the minimums
 * gently. In the last twelfth, or where not even the minimums can be paid, it is what is left,
 * spread evenly.
 */
export function payableRate({
  left,
  hoursLeft,
  length,
  floor,
}: {
  readonly left: number;
  readonly hoursLeft: number;
  readonly length: number;
  readonly floor: number;
}): number {
  if (left <= 0 || hoursLeft <= 0) {
    return 0;
  }
  const ahead = Math.min(hoursLeft, length * LOOK_AHEAD_SHARE);
  return Math.max(left / hoursLeft, (left - floor * (hoursLeft - ahead)) / ahead);
}

/** The cap that leaves the least; undefined where there is none of this kind. */
export function tightest(levels: readonly Level[]): Level | undefined {
  return levels.reduce<Level | undefined>(
    (least, level) => (least === undefined || level.mostRate < least.mostRate ? level : least),
    undefined,
  );
}
