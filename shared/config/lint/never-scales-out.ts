/** @module A target that only ever shrinks. */
import { policies } from '../../core/policies/index.ts';
import { defineRule } from '../lint-rule.ts';

/** No policy ever asks for more, so that the target goes to its minimum and stays there. */
export const neverScalesOut = defineRule({
  code: 'never-scales-out',
  severity: 'warning',
  needsWhole: ['policies'],
  find({ policies: specs, capacity, limits }) {
    const asksForMore = specs.some((spec) => {
      const directions = policies.memberOf(spec).directions?.(spec) ?? ['scale-out'];
      return directions.includes('scale-out');
    });
    const isMeant = limits['scale-out'].select === 'disabled' || capacity.min === capacity.max;
    return asksForMore || isMeant
      ? []
      : [
          {
            path: ['policies'],
            message: `nothing ever asks for more: it goes to ${capacity.min} and stays there`,
            fix: 'say when to add units (above, target-tracking)',
          },
        ];
  },
});
