/** @module Keep a metric at a value. */
import * as z from 'zod/mini';
import type { Reading } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { positiveNumber, round, sourceName } from '../quantity.ts';
import { capacityFor } from '../units.ts';

/**
 * `per-unit` (utilisation, requests per target): ceil(in-service × metric ÷ target).
 * `total` (all requests, all messages): ceil(metric ÷ target).
 * Only units in service produced the metric, so units still starting are not multiplied again.
 * Source: Kubernetes "Horizontal Pod Autoscaling", algorithm details; EC2 target tracking.
 */
export const targetTracking = definePolicy({
  type: 'target-tracking',
  schema: z.strictObject({
    type: z.literal('target-tracking'),
    source: sourceName,
    target: positiveNumber,
    measure: z._default(z.enum(['per-unit', 'total']), 'per-unit'),
  }),
  sources: (spec) => [spec.source],
  worksFromZero: (spec) => spec.measure === 'total',

  recommend(spec, { reading: read, target }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const isTotal = spec.measure === 'total';
    if (!isTotal && target.inService === 0) {
      return {
        status: 'abstained',
        because: `${spec.source} is per unit, and no unit is in service to be measured`,
      };
    }
    const exact = isTotal
      ? reading.value / spec.target
      : target.inService * usage(reading, spec.target, target.inService);
    const perUnit = isTotal ? spec.target : spec.target / target.inService;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because: `${spec.source} is ${round(reading.value)} for a target of ${spec.target}`,
      edge: {
        source: spec.source,
        above: perUnit * target.capacity,
        below: perUnit * Math.max(0, target.capacity - 1),
      },
    };
  },
});

/**
 * Metric ÷ target over the units in service. Where only some units reported, the silent ones count
 * as idle when the rest asks for more, and as on target when the rest asks for less; if that turns
 * the direction round, nothing is asked. Source: Kubernetes replica_calculator.go.
 */
function usage(reading: Reading, target: number, inService: number): number {
  const ratio = reading.value / target;
  const silent = inService - (reading.reporting ?? inService);
  if (silent <= 0) {
    return ratio;
  }
  const assumed = ratio > 1 ? 0 : 1;
  const corrected = (ratio * (inService - silent) + assumed * silent) / inService;
  return ratio > 1 ? Math.max(1, corrected) : Math.min(1, corrected);
}
