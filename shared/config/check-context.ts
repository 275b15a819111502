/** @module What the members of a plan are held against. */
import type { CheckContext } from '../core/check.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import type { Rush } from '../core/policy.ts';
import type { LintGiven } from './lint-rule.ts';
import { ifReadable, readableItems } from './unreadable.ts';

/** The context of a plan's members. Its parts are looked at when somebody asks for them. */
export function contextOf(
  plan: Pick<ScalingPlan, 'capacity' | 'unit' | 'evaluateEvery'>,
  { now, interpreters = {} }: LintGiven = {},
): CheckContext {
  return {
    get bounds() {
      return plan.capacity;
    },
    get unit() {
      return plan.unit;
    },
    get cadence() {
      return plan.evaluateEvery;
    },
    interpreters,
    now,
  };
}

/** Every capacity that a policy may ask for at once, with the policy's place. */
export function rushesOf(
  plan: ScalingPlan,
): readonly { readonly rush: Rush; readonly index: number }[] {
  return readableItems(plan.policies).flatMap(({ item, index }) => {
    const rushes = ifReadable(() => policies.memberOf(item).rushes?.(item, contextOf(plan)));
    return (rushes ?? []).map((rush) => ({ rush, index }));
  });
}
