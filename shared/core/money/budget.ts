/** @module A budget as a plan sets it: caps in USD, who shares it, and what happens at its end. */
import type { Capacity } from '../units.ts';

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
  /** USD per unit-hour. */
  readonly perHour: number;
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

/** Whether nothing but a person's own hand may stand above this cap. */
export function isHard({ soft }: Pick<Budget, 'soft'>, period: Period): boolean {
  return !soft.includes(period);
}

/** What every minimum of a budget costs together, USD per hour. */
export function floorRate({ members }: Pick<Budget, 'members'>): number {
  return members.reduce((sum, { min, perHour }) => sum + min * perHour, 0);
}
