/** @module Several conditions: out when any is above, in when all are below. */
import * as z from 'zod/mini';
import { adjusted } from '../adjustment.ts';
import { apart } from '../check.ts';
import type { Edge, Missing } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { round, sourceName } from '../quantity.ts';

const change = z.strictObject({
  /** Whether `by` is units or percent of the current capacity. */
  adjustment: z._default(
    z.enum(['change-in-capacity', 'percent-change-in-capacity']),
    'change-in-capacity',
  ),
  /** Units or percent, always positive: the direction is the key it stands under. */
  by: z.number().check(z.positive()),
});

/** Response time, error rate, CPU and memory together, as an operator would say it. */
export const threshold = definePolicy({
  type: 'threshold',
  schema: z.strictObject({
    type: z.literal('threshold'),
    /** Out when any is above, in when all with a lower threshold are below. */
    conditions: z
      .array(
        z.strictObject({
          source: sourceName,
          /** Scale out over this value. */
          above: z.number(),
          /** Scale in under it; without, it neither asks for less nor stands in the way. */
          below: z.optional(z.number()),
        }),
      )
      .check(z.minLength(1)),
    /** How much to add. */
    scaleOut: z._default(change, { adjustment: 'change-in-capacity', by: 1 }),
    /** How much to remove. */
    scaleIn: z._default(change, { adjustment: 'change-in-capacity', by: 1 }),
  }),
  sources: (spec) => spec.conditions.map(({ source }) => source),
  worksFromZero: (spec) => spec.scaleOut.adjustment === 'change-in-capacity',
  uses: (spec) =>
    spec.conditions.map(({ source, above, below }, index) => ({
      source,
      as: 'level',
      values: [
        { value: above, path: ['conditions', index, 'above'], side: 'above' },
        ...(below === undefined
          ? []
          : [{ value: below, path: ['conditions', index, 'below'], side: 'below' as const }]),
      ],
    })),
  directions: (spec) =>
    spec.conditions.some(({ below }) => below !== undefined)
      ? ['scale-out', 'scale-in']
      : ['scale-out'],
  lint: {
    /** The lower threshold of a condition is not under the upper one. */
    'inverted-thresholds': (spec) =>
      spec.conditions.flatMap(({ source, above, below }, index) =>
        below !== undefined && below >= above
          ? [
              {
                path: ['conditions', index, 'below'],
                message: `the condition on ${source} is inverted: below ${below} must be under above ${above}`,
                fix: apart({ above, below }),
              },
            ]
          : [],
      ),
  },

  recommend(spec, { reading: read, target }) {
    const missing: { source: string; reading: Missing }[] = [];
    let isCalm = true;
    let hasLowerThreshold = false;
    let edge: Edge | undefined;
    let shortest = Number.POSITIVE_INFINITY;
    for (const { source, above, below } of spec.conditions) {
      const reading = read(source);
      if (reading.status === 'missing') {
        missing.push({ source, reading });
        continue;
      }
      if (reading.value > above) {
        return {
          status: 'recommended',
          capacity: adjusted(target.capacity, {
            type: spec.scaleOut.adjustment,
            change: spec.scaleOut.by,
          }),
          because: `${source} is ${round(reading.value)}, above ${above}`,
          edge: { source, below: above },
        };
      }
      if (below !== undefined) {
        hasLowerThreshold = true;
        isCalm &&= reading.value < below;
      }
      const distance = (above - reading.value) / Math.max(Math.abs(reading.value), 1e-9);
      if (distance < shortest) {
        shortest = distance;
        edge = { source, above, ...(below === undefined ? {} : { below }) };
      }
    }
    if (missing.length > 0) {
      return blind(...missing);
    }
    if (!hasLowerThreshold) {
      return { status: 'abstained', because: 'no condition is above its threshold' };
    }
    return {
      status: 'recommended',
      capacity: isCalm
        ? adjusted(target.capacity, {
            type: spec.scaleIn.adjustment,
            change: -spec.scaleIn.by,
          })
        : target.capacity,
      because: isCalm
        ? 'every condition is below its lower threshold'
        : 'no condition is above its threshold, and not all are below',
      ...(edge === undefined ? {} : { edge }),
    };
  },
});
