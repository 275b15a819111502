/** @module How often a calm target is looked at, where a plan does not say. */
import { sources } from '../adapters/sources/index.ts';
import { isRarerAtRest } from '../core/cadence.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { type Seconds, seconds } from '../core/units.ts';

/** The longest that a calm target is left alone. */
export const LONGEST_CALM_SECONDS = 900;
const CALM_EVERY = seconds(300);

/**
 * What the plan says; else five minutes where an alarm wakes the target, so that nothing is seen
 * later for it, and where every look is paid to CloudWatch. Queues are read for less than it takes
 * to remember not to. A target that spends from a budget is always looked at.
 */
export function calmCadenceOf({
  calmEvery,
  evaluateEvery,
  wakeOn,
  budget,
  sources: specs,
}: Pick<ScalingPlan, 'calmEvery' | 'evaluateEvery' | 'sources' | 'wakeOn'> & {
  readonly budget?: unknown;
}): Seconds | undefined {
  if (calmEvery !== undefined) {
    return calmEvery;
  }
  const isPaid = Object.values(specs).every((spec) =>
    sources
      .memberOf(spec)
      .paidReads?.(spec)
      .some(({ service }) => service === 'cloudWatch'),
  );
  const mayRest = wakeOn.length > 0 && isPaid && budget === undefined;
  const isRarer = isRarerAtRest({ calmEvery: CALM_EVERY, evaluateEvery });
  return mayRest && isRarer ? CALM_EVERY : undefined;
}
