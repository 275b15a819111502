/** @module A target at zero that waits for what only running units tell. */
import { defineRule } from '../lint-rule.ts';
import { factsOf } from '../source-uses.ts';
import { isOfUnits } from './stuck-at-zero.ts';

/**
 * From zero the target waits until a source of `activation.above` is high, and all of those measure
 * units that run: while there is none they say nothing, and it never wakes.
 */
export const activationNeverWakes = defineRule({
  code: 'activation-never-wakes',
  severity: 'error',
  find(plan) {
    const facts = factsOf(plan);
    const names = Object.keys(plan.limits.activation.above);
    const areOfUnits = names.every((name) => {
      const known = facts.get(name);
      return known !== undefined && isOfUnits(known);
    });
    return plan.capacity.min === 0 && names.length > 0 && areOfUnits
      ? [
          {
            path: ['limits', 'activation', 'above'],
            message: `at 0 units nobody measures ${names.map((name) => `"${name}"`).join(', ')}`,
            fix: 'name a queue or a total, or take activation.above away: any policy wakes it then',
          },
        ]
      : [];
  },
});
