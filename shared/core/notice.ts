/** @module What people are told when they are not looking: what happened, why, and what next. */
import type { Instant } from './units.ts';

/** What a notice is about. The names are stable: people filter by them. */
export const NoticeCode = {
  /** A share of a budget's limit is spent. */
  budgetAlert: 'budget-alert',
  /** A budget's limit is reached: no growth until it has room again. */
  budgetFrozen: 'budget-frozen',
  /** Targets that the plan names were brought to their minimum to save money. */
  budgetShed: 'budget-shed',
  /** A budget that was frozen or shed has room again. */
  budgetRecovered: 'budget-recovered',
  /** The bill said more than the ledger, which was corrected. */
  budgetReconciled: 'budget-reconciled',
  /** A limit keeps a target from the capacity that its load calls for. */
  growthRefused: 'growth-refused',
  /** The capacity of a target changed by a lot at once. */
  bigChange: 'big-change',
  /** A target's service refuses our changes, or they fail again and again. */
  changesFail: 'changes-fail',
  /** A target cannot be described, and has not been for long. */
  targetUnavailable: 'target-unavailable',
  /** Readings of a target are missing, and have been for long. */
  readingsMissing: 'readings-missing',
  /** What a notice told of is over. */
  recovered: 'recovered',
} as const;
export type NoticeCode = (typeof NoticeCode)[keyof typeof NoticeCode];

/** How much it matters, least first: `critical` is worth waking somebody. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** One thing that people are told, in plain sentences with numbers. */
export interface Notice {
  readonly code: NoticeCode;
  readonly severity: Severity;
  /** What happened: "checkout-web wants 24 units and gets 20." */
  readonly what: string;
  /** Why it happened. */
  readonly why: string;
  /** What Tidegate does next, and what a person can do. */
  readonly next: string;
  /** The budget it is about, by its name in the plan. */
  readonly budget?: string;
  /** The target it is about, by its id in the plan. */
  readonly target?: string;
  readonly at: Instant;
  /** The same for the same event: whoever receives it twice can drop the second. */
  readonly key: string;
}

/** Whether a notice of this severity reaches people who want those from `least` on. */
export function isSevereEnough(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(least);
}
