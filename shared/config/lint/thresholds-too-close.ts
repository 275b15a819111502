/** @module Thresholds that a fleet of any size jumps between. */
import { round } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, type UsedSource, usesOf } from '../source-uses.ts';

/**
 * A utilisation just under the lower threshold is over the upper one as soon as one unit is
 * removed, also in the largest fleet that there may be: capacity goes to and fro.
 */
export const thresholdsTooClose = defineRule({
  code: 'thresholds-too-close',
  severity: 'warning',
  find(plan) {
    const { max } = plan.capacity;
    return usesOf(plan).flatMap((use) => {
      const band = bandOf(use);
      const isOfUnits = use.facts.known.kind === 'share' || use.facts.known.kind === 'per-unit';
      const after = band === undefined ? 0 : (band.below.value * max) / (max - 1);
      return band !== undefined && isOfUnits && max > 1 && after >= band.above
        ? [
            {
              path: inPolicy(use, band.below.path),
              message:
                `"${use.source}" under ${band.below.value} removes a unit, and comes to ` +
                `${round(after)} then, also with ${max} units: over ${band.above}`,
              fix: `write ${round(0.6 * band.above)} for the lower one`,
            },
          ]
        : [];
    });
  },
});

/** The lowest upper threshold and the highest lower one, where they are in order. */
function bandOf({ as, values = [] }: UsedSource) {
  const above = Math.min(...values.flatMap(({ side, value }) => (side === 'above' ? [value] : [])));
  const [below] = values
    .filter(({ side }) => side === 'below')
    .toSorted((one, other) => other.value - one.value);
  return as === 'level' && below !== undefined && below.value < above
    ? { above, below }
    : undefined;
}
