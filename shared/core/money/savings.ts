/** @module What scaling saved: what ran, against the same hours at a fixed capacity. */
import type { Unit } from '../model.ts';
import { type Capacity, capacity, type Instant, larger } from '../units.ts';
import type { CapacityStretch } from './capacity-history.ts';
import { costPerHour } from './unit-cost.ts';

/** The same hours with a capacity that never moves. */
export interface FixedCapacity {
  readonly units: Capacity;
  readonly unitHours: number;
  /** Null where a unit has no price. */
  readonly usd: number | null;
  /** What was paid less; negative where it was more. */
  readonly savedUsd: number | null;
  /** Of USD where units are priced, else of unit-hours; null where the fixed capacity is 0. */
  readonly savedPercent: number | null;
}

/** What one target's scaling came to over the hours in which its capacity is known. */
export interface Savings {
  /** Hours that count: those in which the capacity is known. */
  readonly hours: number;
  /** Hours of them in which it changed at an unknown moment; the larger capacity is counted. */
  readonly uncertainHours: number;
  readonly unitHours: number;
  /** Null where a unit has no price. */
  readonly usd: number | null;
  /** Fixed at the highest capacity that occurred. */
  readonly atPeak: FixedCapacity;
  /** Fixed at the plan's own maximum. */
  readonly atMaximum: FixedCapacity;
}

/** Several targets' savings added up; each target is fixed at its own peak. */
export interface SavingsSum {
  readonly usd: number;
  readonly atPeak: SavedUsd;
  readonly atMaximum: SavedUsd;
}

/** What a fixed capacity would have cost, and what is saved of it. */
export interface SavedUsd {
  readonly usd: number;
  readonly savedUsd: number;
  /** Null where the fixed capacity costs nothing. */
  readonly savedPercent: number | null;
}

const HOUR_MS = 3_600_000;

/**
 * Savings over stretches of known capacity: cost = Σ hours × price of the capacity, at the plan's
 * present price. Undefined where nothing is known. Capacity is what was desired: units that start
 * or drain are counted from and until then.
 */
export function savingsOver(
  stretches: readonly CapacityStretch[],
  plan: { readonly capacity: { readonly max: Capacity }; readonly unit: Unit },
): Savings | undefined {
  if (stretches.length === 0) {
    return undefined;
  }
  let hours = 0;
  let uncertainHours = 0;
  let unitHours = 0;
  let usd: number | null = 0;
  let peak = capacity(0);
  for (const { from, to, units, isCertain } of stretches) {
    const length = hoursOf({ from, to });
    const rate = costPerHour(plan.unit, units);
    hours += length;
    uncertainHours += isCertain ? 0 : length;
    unitHours += length * units;
    usd = usd === null || rate === undefined ? null : usd + length * rate;
    peak = larger(peak, units);
  }
  const ran = { hours, unitHours, usd, unit: plan.unit };
  return {
    hours,
    uncertainHours,
    unitHours,
    usd,
    atPeak: against(peak, ran),
    atMaximum: against(plan.capacity.max, ran),
  };
}

/** The sum over targets whose units are priced. */
export function sumOfSavings(each: readonly Savings[]): SavingsSum {
  const priced = each.filter(({ usd }) => usd !== null);
  const sum = (of: (savings: Savings) => number | null) =>
    priced.reduce((total, savings) => total + (of(savings) ?? 0), 0);
  const usd = sum((savings) => savings.usd);
  const saved = (fixed: number): SavedUsd => ({
    usd: fixed,
    savedUsd: fixed - usd,
    savedPercent: percentSaved(usd, fixed),
  });
  return {
    usd,
    atPeak: saved(sum(({ atPeak }) => atPeak.usd)),
    atMaximum: saved(sum(({ atMaximum }) => atMaximum.usd)),
  };
}

function against(
  units: Capacity,
  ran: {
    readonly hours: number;
    readonly unitHours: number;
    readonly usd: number | null;
    readonly unit: Unit;
  },
): FixedCapacity {
  const unitHours = ran.hours * units;
  const rate = costPerHour(ran.unit, units);
  if (ran.usd === null || rate === undefined) {
    const savedPercent = percentSaved(ran.unitHours, unitHours);
    return { units, unitHours, usd: null, savedUsd: null, savedPercent };
  }
  const usd = ran.hours * rate;
  return {
    units,
    unitHours,
    usd,
    savedUsd: usd - ran.usd,
    savedPercent: percentSaved(ran.usd, usd),
  };
}

/** Percent of what a fixed capacity takes that was not taken. */
function percentSaved(taken: number, fixed: number): number | null {
  return fixed === 0 ? null : (1 - taken / fixed) * 100;
}

/** Hours from one instant to another. */
function hoursOf({ from, to }: { readonly from: Instant; readonly to: Instant }): number {
  return (to - from) / HOUR_MS;
}
