/** @module A budget as a plan sets it: caps in USD, who shares it, and what happens at its end. */
import type { Unit } from '../model.ts';
import type { Capacity } from '../units.ts';
import type { BillSettings } from './bill-filter.ts';
import { costPerHour } from './unit-cost.ts';

/** The lengths of time that a budget caps, in the order in which they are told. */
export const PERIODS = ['hourly', 'daily', 'monthly'] as const;
export type Period = (typeof PERIODS)[number];

/** The priority of a target whose minimum is never cut by a soft cap, and by a hard one last. */
export const CRITICAL_PRIORITY = 1;

/** The priority of a target that says nothing. */
export const ORDINARY_PRIORITY = 2;

/** One target that spends from a budget. */
export interface BudgetMember {
  readonly id: string;
  /** 1 = most important. */
  readonly priority: number;
  readonly min: Capacity;
  readonly max: Capacity;
  /** What its units cost. */
  readonly unit: Unit;
}

/** What is done when far more is spent than was meant. */
export interface Emergency {
  /** A share of the limit: 1.5 is 150 %. */
  readonly at: number;
  readonly of: Period;
  /** Targets that go to their minimum at once; nobody else is touched. */
  readonly shed: readonly string[];
}

/** A budget with everybody who spends from it. Periods begin at full hours and days of UTC. */
export interface Budget {
  readonly name: string;
  /** The budget of AWS Budgets for the same resources, whose notices correct the ledger. */
  readonly awsBudget?: string | undefined;
  /** How Cost Explorer is asked for what AWS billed for the same resources, where it is asked. */
  readonly costExplorer?: BillSettings | undefined;
  /** USD per period; a period without a limit is not capped. */
  readonly limits: { readonly [P in Period]?: number | undefined };
  /** Caps that minimums stand above, and that take no running unit away within the hour. */
  readonly soft: readonly Period[];
  /** Minimums stand above hard caps too. */
  readonly keepMinimums: boolean;
  /** Shares of a limit at which people are told, ascending: 0.8 is 80 %. */
  readonly alerts: readonly number[];
  readonly emergency?: Emergency | undefined;
  /** Every target of the plan that names this budget. */
  readonly members: readonly BudgetMember[];
}

/** Less than a cent is nobody's mistake, in USD. */
export const CENT = 0.01;

/** The budgets that these targets spend from, each once. */
export function budgetsOf(
  targets: readonly { readonly budget?: Budget | undefined }[],
): readonly Budget[] {
  const budgets = targets.flatMap(({ budget }) => budget ?? []);
  return [...new Map(budgets.map((budget) => [budget.name, budget])).values()];
}

/** Whether nothing but a person's own hand may stand above this cap. */
export function isHard({ soft }: Pick<Budget, 'soft'>, period: Period): boolean {
  return !soft.includes(period);
}

/** What every minimum of a budget costs together, USD per hour. */
export function floorRate({ members }: Pick<Budget, 'members'>): number {
  return members.reduce((sum, { min, unit }) => sum + rateOf(unit, min), 0);
}

/** What so many units cost, USD per hour; a plan with a budget has a price for every unit. */
export function rateOf(unit: Unit, units: number): number {
  return costPerHour(unit, units) ?? 0;
}

/** The most units that cost no more than this together. */
export function unitsFor(unit: Unit, rate: number): number {
  const { perHour, purchase } = unit;
  const cheapest = cheapestOf(unit);
  if (cheapest === undefined || rate <= 0) {
    return 0;
  }
  if (purchase === undefined && perHour !== undefined) {
    return Math.floor(rate / perHour + NOISE);
  }
  let least = 0;
  for (let most = Math.floor(rate / cheapest + NOISE); least < most; ) {
    const middle = Math.ceil((least + most) / 2);
    if (rateOf(unit, middle) <= rate + NOISE) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return least;
}

/** The cheapest way to have one unit of any member, USD per hour. */
export function cheapestUnit({ members }: Pick<Budget, 'members'>): number {
  return members.reduce(
    (least, { unit }) => Math.min(least, cheapestOf(unit) ?? least),
    Number.POSITIVE_INFINITY,
  );
}

function cheapestOf({ perHour, purchase }: Unit): number | undefined {
  const { onDemandPerHour = perHour, spotPerHour = onDemandPerHour } = purchase ?? {};
  return onDemandPerHour === undefined || spotPerHour === undefined
    ? perHour
    : Math.min(onDemandPerHour, spotPerHour);
}

/** Sums of decimals: what fits to the ninth digit fits. */
export const NOISE = 1e-9;
