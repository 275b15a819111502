/** @module Step scaling as EC2 Auto Scaling defines it. */
import * as z from 'zod/mini';
import { type AdjustmentType, adjusted, adjustmentType } from '../adjustment.ts';
import { apart } from '../check.ts';
import type { Edge } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { round, sourceName } from '../quantity.ts';
import { type Capacity, larger, smaller } from '../units.ts';

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
  worksFromZero: ({ adjustment }) => adjustment !== 'percent-change-in-capacity',
  uses: ({ source, steps }) => [
    {
      source,
      as: 'level',
      values: steps.map((each, index) =>
        'above' in each
          ? { value: each.above, path: ['steps', index, 'above'], side: 'above' }
          : { value: each.below, path: ['steps', index, 'below'], side: 'below' },
      ),
    },
  ],
  directions: ({ adjustment, steps }) => [
    ...(adjustment === 'exact-capacity' || steps.some(({ change }) => change > 0)
      ? ['scale-out' as const]
      : []),
    ...(adjustment === 'exact-capacity' || steps.some((each) => 'below' in each && each.change < 0)
      ? ['scale-in' as const]
      : []),
  ],
  lint: {
    /** Two steps begin at one value, so nobody knows which is meant. */
    'repeated-step': ({ steps }) => {
      const seen = new Set<string>();
      return steps.flatMap((each, index) => {
        const start = 'above' in each ? `above ${each.above}` : `below ${each.below}`;
        const isSeen = seen.has(start);
        seen.add(start);
        return isSeen
          ? [
              {
                path: ['steps', index],
                message: `two steps start at the same value: ${start}`,
                fix: 'take one of them away, or let it start at another value',
              },
            ]
          : [];
      });
    },
    /** A step for scaling in reaches over one for scaling out. */
    'inverted-thresholds': ({ steps }) => {
      const above = Math.min(...steps.flatMap((each) => ('above' in each ? [each.above] : [])));
      const below = Math.max(...steps.flatMap((each) => ('below' in each ? [each.below] : [])));
      return below > above
        ? [
            {
              path: ['steps', steps.findIndex((each) => 'below' in each && each.below === below)],
              message: `the steps overlap: the highest below of ${below} lies over the lowest above of ${above}`,
              fix: apart({ above, below }),
            },
          ]
        : [];
    },
    /** A step that removes units while the source is high: such a step never takes any away. */
    'step-without-effect': ({ adjustment, steps }) =>
      steps.flatMap((each, index) =>
        'above' in each && each.change < 0 && adjustment !== 'exact-capacity'
          ? [
              {
                path: ['steps', index, 'change'],
                message: `the step above ${each.above} is to remove ${-each.change}, and above never removes`,
                fix: `write change: ${-each.change} to add, or below: in place of above: to remove`,
              },
            ]
          : [],
      ),
  },
  doubts: {
    /**
     * Scale-in begins at the very value at which scale-out does: the smallest move of the source
     * turns the direction.
     */
    'touching-thresholds': ({ steps }) =>
      steps.flatMap((each, index) =>
        'below' in each &&
        each.change !== 0 &&
        steps.some((other) => 'above' in other && other.above === each.below && other.change !== 0)
          ? [
              {
                path: ['steps', index, 'below'],
                message: `${each.below} is where scale-out begins and where scale-in begins`,
                fix: apart({ above: each.below, below: each.below }),
              },
            ]
          : [],
      ),
    /** A higher value is answered with a smaller change than a lower one. */
    'unordered-steps': ({ steps }) => {
      const out = steps
        .flatMap((each, index) => ('above' in each ? [{ ...each, index }] : []))
        .toSorted((one, other) => one.above - other.above);
      return out.flatMap(({ above, change, index }, place) => {
        const before = out[place - 1];
        return before !== undefined && change < before.change
          ? [
              {
                path: ['steps', index, 'change'],
                message: `above ${above} it changes by ${change}, less than the ${before.change} from ${before.above} on`,
                fix: `write change: ${before.change} or more`,
              },
            ]
          : [];
      });
    },
    /** A step goes to a capacity that the plan does not allow. */
    'outside-bounds': ({ adjustment, steps }, { bounds }) =>
      steps.flatMap(({ change }, index) =>
        adjustment === 'exact-capacity' && (change > bounds.max || change < bounds.min)
          ? [
              {
                path: ['steps', index, 'change'],
                message: `the step goes to ${change}, and the plan allows ${bounds.min} to ${bounds.max}`,
                fix: `write a capacity from ${bounds.min} to ${bounds.max}`,
              },
            ]
          : [],
      ),
  },

  recommend(spec, { reading: read, target }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const { value } = reading;
    const { found, edge: around } = locate(spec, value);
    const edge = growsAsItFalls(spec, target.capacity) ? withoutAbove(around) : around;
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

/** Whether a step for low values goes to more than runs: free slots, say, and not load. */
function growsAsItFalls(
  {
    adjustment: type,
    steps,
  }: { readonly adjustment: AdjustmentType; readonly steps: readonly StepAdjustment[] },
  current: Capacity,
): boolean {
  return steps.some(
    (each) => 'below' in each && adjusted(current, { type, change: each.change }) > current,
  );
}

/** More is not asked for above a value alone. */
function withoutAbove({ above: _, ...edge }: Edge): Edge {
  return edge;
}

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
