/** @module Keep a metric at a value. */
import * as z from 'zod/mini';
import type { Reading } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { positiveNumber, round, sourceName } from '../quantity.ts';
import { boundedNeed, type Capacity, capacityFor } from '../units.ts';

/**
 * `per-unit` (utilisation, requests per target): ceil(in-service × metric ÷ target).
 * `total` (all requests, all messages): ceil(metric ÷ target).
 * Only the units in service when it was measured produced the metric: those that came since, or
 * still start, are not multiplied again.
 * Source: Kubernetes "Horizontal Pod Autoscaling", algorithm details; EC2 target tracking.
 */
export const targetTracking = definePolicy({
  type: 'target-tracking',
  schema: z.strictObject({
    type: z.literal('target-tracking'),
    source: sourceName,
    /** The value to keep the source at, in its unit: per unit of capacity, whatever `measure`. */
    target: positiveNumber,
    /** Whether the source tells an average over the units in service or a total of all. */
    measure: z._default(z.enum(['per-unit', 'total']), 'per-unit'),
  }),
  sources: (spec) => [spec.source],
  worksFromZero: (spec) => spec.measure === 'total',
  uses: ({ source, target, measure }) => [
    { source, as: measure, values: [{ value: target, path: ['target'], side: 'target' }] },
  ],

  recommend(spec, { reading: read, target, band, unitsWhen }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const isTotal = spec.measure === 'total';
    const units = unitsWhen(reading);
    if (!isTotal && units === 0) {
      return {
        status: 'abstained',
        because: `${spec.source} is per unit, and no unit was in service to be measured`,
      };
    }
    const exact = boundedNeed(
      isTotal
        ? reading.value / spec.target
        : neededByAverage(reading, spec.target, { units, capacity: target.capacity }),
    );
    const perUnit = isTotal ? spec.target : spec.target / units;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because: `${spec.source} is ${round(reading.value)} for a target of ${spec.target}`,
      edge: { source: spec.source, above: perUnit * band.above, below: perUnit * band.below },
    };
  },
});

/**
 * Units that bring an average over units to its target. Where only some units reported, the silent
 * ones count as idle when the rest asks for more, and as on target when the rest asks for less.
 * Too high a metric never asks for less than there is or will be, too low a one never for more.
 * Source: Kubernetes replica_calculator.go.
 */
function neededByAverage(
  reading: Reading,
  targetValue: number,
  { units, capacity }: { readonly units: Capacity; readonly capacity: Capacity },
): number {
  const usage = boundedNeed(reading.value / targetValue);
  const reporting = Math.min(reading.reporting ?? units, units);
  const silent = units - reporting;
  const needed = usage * reporting + (usage > 1 ? 0 : silent);
  return usage > 1 ? Math.max(needed, capacity) : Math.min(needed, capacity);
}
