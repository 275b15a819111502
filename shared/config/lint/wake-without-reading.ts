/** @module An alarm that wakes a target which looks at nothing. */
import { policies } from '../../core/policies/index.ts';
import { defineRule } from '../lint-rule.ts';

/** An alarm wakes the target, and no policy reads anything that the alarm could be about. */
export const wakeWithoutReading = defineRule({
  code: 'wake-without-reading',
  severity: 'warning',
  needsWhole: ['policies'],
  find({ wakeOn, policies: specs }) {
    const reads = specs.some((spec) => policies.memberOf(spec).sources(spec).length > 0);
    return wakeOn.length > 0 && !reads
      ? [
          {
            path: ['wakeOn'],
            message: `"${wakeOn[0]}" wakes it, and no policy reads a source: nothing would change`,
            fix: 'add a policy that reads the metric of the alarm, or take wakeOn away',
          },
        ]
      : [];
  },
});
