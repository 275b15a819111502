/** @module An objective that is over before anything can be done. */
import type { ScalingPlan } from '../../core/plan.ts';
import type { Rush } from '../../core/policy.ts';
import { formatDuration } from '../../core/quantity.ts';
import { rushesOf } from '../check-context.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy } from '../source-uses.ts';

/**
 * What a policy promises is over before the target was looked at, before the first unit after zero
 * can work, or before a stabilization window lets anything out.
 */
export const objectiveOutOfReach = defineRule({
  code: 'objective-out-of-reach',
  severity: 'warning',
  find: (plan) =>
    rushesOf(plan).flatMap(({ rush, index }) => {
      const found = rush.isAnswer ? delayOf(plan, rush) : undefined;
      return found === undefined
        ? []
        : [
            {
              path: inPolicy({ index }, rush.path),
              message: `${rush.who} may wait for ${formatDuration(rush.within)}, and ${found.message}`,
              fix: found.fix,
            },
          ];
    }),
});

function delayOf({ capacity, unit, evaluateEvery, wakeOn, limits }: ScalingPlan, rush: Rush) {
  const { stabilization } = limits['scale-out'];
  const look = wakeOn.length > 0 ? 0 : evaluateEvery;
  if (stabilization !== 'auto' && stabilization > 0 && stabilization >= rush.within) {
    return {
      message: `scale-out looks back for ${formatDuration(stabilization)} first`,
      fix: 'write scale-out: { stabilization: 0s }',
    };
  }
  if (rush.within < look) {
    return {
      message: `the target is looked at every ${formatDuration(evaluateEvery)}`,
      fix: `write evaluateEvery: ${formatDuration(Math.max(10, Math.floor(rush.within / 2)))}, or wakeOn an alarm`,
    };
  }
  return capacity.min === 0 && rush.within < look + unit.warmUp
    ? {
        message: `at 0 units the first one works after up to ${formatDuration(look + unit.warmUp)}`,
        fix: `write min: 1, or let it wait for ${formatDuration(look + unit.warmUp)} or more`,
      }
    : undefined;
}
