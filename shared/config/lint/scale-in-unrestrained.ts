/** @module Everything taken away on one reading. */
import { defineRule } from '../lint-rule.ts';

/**
 * Scale-in neither looks back, nor waits, nor goes by steps: one low reading takes everything down
 * to the minimum at once, faster than connections drain.
 */
export const scaleInUnrestrained = defineRule({
  code: 'scale-in-unrestrained',
  severity: 'warning',
  find({ limits: { 'scale-in': settings } }) {
    const { stabilization, cooldown, rate, select } = settings;
    const isWhole = rate.every((rule) => 'percent' in rule && rule.percent >= 100);
    return stabilization === 0 && cooldown === 0 && isWhole && select !== 'disabled'
      ? [
          {
            path: ['limits', 'scale-in'],
            message: 'one low reading takes the target to its minimum at once',
            fix: 'write stabilization: 5m, the usual time of a load balancer to drain, or a rate',
          },
        ]
      : [];
  },
});
