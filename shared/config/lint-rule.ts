/** @module What a rule of lint is: a code, a severity, and what it finds in a target's plan. */
import type { Problem } from '../core/check.ts';
import type { Interpreters } from '../core/lua.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import type { Severity } from './plan-problem.ts';

/** The most that an account allows of what a target counts. */
export interface AccountLimit {
  readonly most: number;
  /** What it counts, for people: "tasks of one service". */
  readonly counts: string;
}

/** What lint is told beside the plans; what is absent is not looked at. */
export interface LintGiven {
  /** Without it, nothing is said of the coming year. */
  readonly now?: Instant | undefined;
  readonly interpreters?: Interpreters | undefined;
  /** What the account allows, by the id of the target. */
  readonly accountLimits?: ReadonlyMap<string, AccountLimit> | undefined;
}

/** What a rule knows beside the plan of one target. */
export interface LintContext extends LintGiven {
  /** All plans of the document, in their order. */
  readonly plans: readonly ScalingPlan[];
}

/**
 * One thing that can be wrong with the plan of a target. What concerns nothing but the settings of
 * one policy or limit is that member's own to find.
 */
export interface Rule {
  /** The file's name: words that people can look up. */
  readonly code: string;
  readonly severity: Severity;
  /**
   * Parts of a target from which it concludes what is not there: while something of them cannot be
   * read, it is not asked.
   */
  readonly needsWhole?: readonly (keyof ScalingPlan)[];
  /** Problems, their paths from the target on. */
  find(plan: ScalingPlan, context: LintContext): readonly Problem[];
}

/** Infers nothing, checks everything: a rule is plain data. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
