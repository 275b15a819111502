/** @module Step scaling as EC2 Auto Scaling defines it. */
import * as z from 'zod/mini';
import { adjusted, adjustmentType } from '../adjustment.ts';
import type { Edge } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { round, sourceName } from '../quantity.ts';
import { larger, smaller } from '../units.ts';

const stepAdjustment = z.union(
  [
    z.strictObject({
      /** From this value on, up to the next `above`. */
      above: z.number(),
      /** Units or percent to add, with a minus to remove; with `exact-capacity`, the capacity. */
      change: z.number(),
    }),
    z.strictObject({
      /** From this value down, to the next `below`. */
      below: z.number(),
      change: z.number(),
    }),
  ],
  { error: 'a step: { above: value, change: n } or { below: value, change: n }' },
);

type StepAdjustment = z.output<typeof stepAdjustment>;

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
    /** By how much to change, by how far the source is off; at most 20 steps. */
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
    if (aboves.length > 0 && belows.length > 0 && Math.max(...belows) > Math.min(...aboves)) {
      problems.push('the steps overlap: the highest `below` must not lie over the lowest `above`');
    }
    return problems;
  },

  recommend(spec, { reading: read, target }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const { value } = reading;
    const { found, edge } = locate(spec, value);
    if (found === undefined) {
      const neverScalesIn = spec.steps.every((each) => 'above' in each);
      const because = `${spec.source} is ${round(value)}, in none of the steps`;
      return neverScalesIn
        ? { status: 'abstained', because }
        : { status: 'recommended', capacity: target.capacity, because, edge };
    }
    const isOut = 'above' in found;
    const base = isOut ? smaller(target.inService, target.capacity) : target.capacity;
    const asked = adjusted(base, {
      type: spec.adjustment,
      change: found.change,
      minimumMagnitude: spec.minimumMagnitude,
    });
    return {
      status: 'recommended',
      capacity:
        isOut && spec.adjustment !== 'exact-capacity' ? larger(asked, target.capacity) : asked,
      because:
        `${spec.source} is ${round(value)}, ` +
        (isOut ? `at or above ${found.above}` : `at or below ${found.below}`),
      edge,
    };
  },
});

/**
 * The step whose interval holds the value, and the values around it where another step begins.
 * A value on the bound of both kinds is in the step out: nothing scales in at its own threshold.
 */
function locate(
  spec: { readonly source: string; readonly steps: readonly StepAdjustment[] },
  value: number,
): { readonly found: StepAdjustment | undefined; readonly edge: Edge } {
  let out: Extract<StepAdjustment, { above: number }> | undefined;
  let inward: Extract<StepAdjustment, { below: number }> | undefined;
  let above = Number.POSITIVE_INFINITY;
  let below = Number.NEGATIVE_INFINITY;
  for (const candidate of spec.steps) {
    const start = 'above' in candidate ? candidate.above : candidate.below;
    if ('above' in candidate && value >= start) {
      out = out === undefined || start > out.above ? candidate : out;
      below = Math.max(below, start);
    } else if ('below' in candidate && value <= start) {
      inward = inward === undefined || start < inward.below ? candidate : inward;
      above = Math.min(above, start);
    } else if (value < start) {
      above = Math.min(above, start);
    } else {
      below = Math.max(below, start);
    }
  }
  const edge: Edge = {
    source: spec.source,
    ...(above === Number.POSITIVE_INFINITY ? {} : { above }),
    ...(below === Number.NEGATIVE_INFINITY ? {} : { below }),
  };
  return { found: out ?? inward, edge };
}
