/** @module Step scaling as EC2 Auto Scaling defines it. */
import * as z from 'zod/mini';
import { adjusted, adjustmentType } from '../adjustment.ts';
import { blind, definePolicy } from '../policy.ts';
import { round, sourceName } from '../quantity.ts';
import { capacity, larger } from '../units.ts';

const stepAdjustment = z.union(
  [
    z.strictObject({ above: z.number(), change: z.number() }),
    z.strictObject({ below: z.number(), change: z.number() }),
  ],
  { error: 'a step: { above: value, change: n } or { below: value, change: n }' },
);

/**
 * The step whose interval holds the metric says by how much to change. Bounds are metric values:
 * `above` is inclusive and reaches to the next `above`; `below` is inclusive and reaches down to
 * the next `below`, as in AWS (which writes them relative to the alarm threshold).
 * Units still starting count as already added, so one breach is answered once.
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies".
 */
export const step = definePolicy({
  type: 'step',
  schema: z.strictObject({
    type: z.literal('step'),
    source: sourceName,
    adjustment: z._default(adjustmentType, 'change-in-capacity'),
    /** Fewest units that a percentage changes. */
    minimumMagnitude: z._default(z.int().check(z.minimum(0)), 0),
    /** At most 20, as AWS allows. */
    steps: z.array(stepAdjustment).check(z.minLength(1), z.maxLength(20)),
  }),
  sources: (spec) => [spec.source],
  lint(spec) {
    const aboves = spec.steps.flatMap((s) => ('above' in s ? [s.above] : []));
    const belows = spec.steps.flatMap((s) => ('below' in s ? [s.below] : []));
    const problems: string[] = [];
    if (new Set(aboves).size < aboves.length || new Set(belows).size < belows.length) {
      problems.push('two steps start at the same value');
    }
    if (aboves.length > 0 && belows.length > 0 && Math.max(...belows) >= Math.min(...aboves)) {
      problems.push('the steps overlap: the highest `below` must lie under the lowest `above`');
    }
    return problems;
  },

  recommend(spec, { reading: read, target }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const { value } = reading;
    let found: (typeof spec.steps)[number] | undefined;
    let nextAbove: number | undefined;
    let nextBelow: number | undefined;
    for (const candidate of spec.steps) {
      if ('above' in candidate) {
        if (value >= candidate.above) {
          found =
            found !== undefined && 'above' in found && found.above > candidate.above
              ? found
              : candidate;
        } else {
          nextAbove = Math.min(nextAbove ?? Number.POSITIVE_INFINITY, candidate.above);
        }
      } else if (value <= candidate.below) {
        found =
          found !== undefined && 'below' in found && found.below < candidate.below
            ? found
            : candidate;
      } else {
        nextBelow = Math.max(nextBelow ?? Number.NEGATIVE_INFINITY, candidate.below);
      }
    }
    const edge = {
      source: spec.source,
      ...(nextAbove === undefined ? {} : { above: nextAbove }),
      ...(nextBelow === undefined ? {} : { below: nextBelow }),
    };
    if (found === undefined) {
      const neverScalesIn = spec.steps.every((s) => 'above' in s);
      const because = `${spec.source} is ${round(value)}, in none of the steps`;
      return neverScalesIn
        ? { status: 'abstained', because }
        : { status: 'recommended', capacity: target.capacity, because, edge };
    }
    const settings = {
      type: spec.adjustment,
      change: found.change,
      minimumMagnitude: spec.minimumMagnitude,
    };
    const isOut = 'above' in found;
    const base = isOut ? capacity(Math.min(target.inService, target.capacity)) : target.capacity;
    const asked = adjusted(base, settings);
    return {
      status: 'recommended',
      capacity:
        isOut && spec.adjustment !== 'exact-capacity' ? larger(asked, target.capacity) : asked,
      because:
        `${spec.source} is ${round(value)}, ` +
        ('above' in found ? `at or above ${found.above}` : `at or below ${found.below}`),
      edge,
    };
  },
});
