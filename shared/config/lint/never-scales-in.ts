/** @module A target that only ever grows. */
import { policies } from '../../core/policies/index.ts';
import { defineRule } from '../lint-rule.ts';

/** No policy ever asks for less, so that the target stays where its highest peak left it. */
export const neverScalesIn = defineRule({
  code: 'never-scales-in',
  severity: 'warning',
  needsWhole: ['policies'],
  find({ policies: specs, capacity, limits }) {
    const asksForLess = specs.some((spec) => {
      const directions = policies.memberOf(spec).directions?.(spec) ?? ['scale-in'];
      return directions.includes('scale-in');
    });
    const isMeant = limits['scale-in'].select === 'disabled' || capacity.min === capacity.max;
    return asksForLess || isMeant
      ? []
      : [
          {
            path: ['policies'],
            message: `nothing ever asks for less: after a peak of ${capacity.max} it stays there`,
            fix: 'say when to remove units (below, calm, target-tracking), or scale-in: { select: disabled }',
          },
        ];
  },
});
