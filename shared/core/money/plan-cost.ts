/** @module What a plan can cost in a month, before it is deployed. */
import type { TargetPlan } from '../plan.ts';
import { capacityFor, clamp } from '../units.ts';
import { type Budget, PERIODS, type Period } from './budget.ts';
import { costPerHour } from './unit-cost.ts';

/** Hours of a month: 8,760 of a year ÷ 12, as AWS's own calculators count. */
export const MONTH_HOURS = 730;

/** What one target can cost. USD are null where its units have no price. */
export interface PlanCost {
  readonly target: string;
  /** Mean capacity of the typical month. */
  readonly typicalUnits: number;
  /** USD a month at the least capacity, all the time. */
  readonly minimum: number | null;
  /** USD a month at the capacities that were taken as typical. */
  readonly typical: number | null;
  /** USD a month at the largest capacity, all the time. */
  readonly maximum: number | null;
}

/** So many hours, together, with one capacity. */
export interface CapacityHours {
  readonly units: number;
  readonly hours: number;
}

/** A cap beside what the targets of its budget take together at their bounds. */
export interface BudgetFit {
  readonly budget: string;
  readonly period: Period;
  /** USD. */
  readonly limit: number;
  /** USD in the period at every target's minimum. */
  readonly atMinimum: number;
  /** USD in the period at every target's maximum. */
  readonly atMaximum: number;
}

/** The longest hour, day and month: what fits them fits every one. */
const LONGEST_HOURS: Readonly<Record<Period, number>> = { hourly: 1, daily: 24, monthly: 744 };

/** The peak of the assumed day needs this share of the largest capacity … */
const ASSUMED_PEAK = 0.6;
/** … and its night this share of the peak. */
const ASSUMED_NIGHT = 0.25;

/**
 * A month at the minimum, at typical capacities, and at the maximum. A mixed fleet is priced at
 * each capacity, as its price is no multiple of its units.
 */
export function planCost(
  plan: Pick<TargetPlan, 'id' | 'capacity' | 'unit'>,
  typicalHours: readonly CapacityHours[],
): PlanCost {
  const { unit, capacity } = plan;
  let hours = 0;
  let unitHours = 0;
  let usd = 0;
  for (const each of typicalHours) {
    hours += each.hours;
    unitHours += each.hours * each.units;
    usd += each.hours * (costPerHour(unit, each.units) ?? 0);
  }
  const month = (perHour: number | undefined) =>
    perHour === undefined ? null : perHour * MONTH_HOURS;
  return {
    target: plan.id,
    typicalUnits: unitHours / hours,
    minimum: month(costPerHour(unit, capacity.min)),
    typical: unit.perHour === undefined ? null : month(usd / hours),
    maximum: month(costPerHour(unit, capacity.max)),
  };
}

/**
 * The 24 hours of a day that nobody measured: its peak needs 60 % of the maximum, as a plan with
 * room to spare has it, its night a quarter of that, a wave between; never outside the bounds.
 */
export function assumedDay({
  capacity: { min, max },
}: Pick<TargetPlan, 'capacity'>): readonly CapacityHours[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const wave = (1 - Math.cos((2 * Math.PI * hour) / 24)) / 2;
    const share = ASSUMED_PEAK * (ASSUMED_NIGHT + (1 - ASSUMED_NIGHT) * wave);
    return { units: clamp(capacityFor(share * max), { min, max }), hours: 1 };
  });
}

/** Every cap of every budget beside what its targets take at their bounds. */
export function budgetFits(
  plans: readonly Pick<TargetPlan, 'budget' | 'capacity' | 'unit'>[],
): readonly BudgetFit[] {
  const budgets = new Map<string, Budget>();
  for (const { budget } of plans) {
    if (budget !== undefined) {
      budgets.set(budget.name, budget);
    }
  }
  return [...budgets.values()].flatMap((budget) => {
    const members = plans.filter((plan) => plan.budget?.name === budget.name);
    const together = (bound: 'min' | 'max') =>
      members.reduce(
        (sum, { unit, capacity }) => sum + (costPerHour(unit, capacity[bound]) ?? 0),
        0,
      );
    return PERIODS.flatMap((period) => {
      const limit = budget.limits[period];
      const hours = LONGEST_HOURS[period];
      return limit === undefined
        ? []
        : [
            {
              budget: budget.name,
              period,
              limit,
              atMinimum: together('min') * hours,
              atMaximum: together('max') * hours,
            },
          ];
    });
  });
}
