/** @module A value in another unit than its source. */
import type { ComparedValue } from '../../core/policy.ts';
import { round } from '../../core/quantity.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, type UsedSource, usesOf } from '../source-uses.ts';

/** Nobody waits so long for an answer: an Application Load Balancer gives up after a minute. */
const LONG_SECONDS = 60;
/** Memory, disks and networks are never this small. */
const FEW_BYTES = 10_000;
/** Ages may well be long; these are times to answer. */
const ANSWER = /latency|response|duration/i;

/**
 * The value is in another unit than the metric: milliseconds for a time in seconds, seconds for one
 * in milliseconds, megabytes for bytes.
 */
export const wrongUnit = defineRule({
  code: 'wrong-unit',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan).flatMap((use) => {
      const values = (use.values ?? []).filter(({ value }) => value > 0);
      const [first] = values;
      const meant = first === undefined ? undefined : meantBy(use, values, first.value);
      return meant === undefined || first === undefined
        ? []
        : [
            {
              path: inPolicy(use, first.path),
              message: `"${use.source}" is told in ${use.facts.known.unit}, and is held against ${first.value}`,
              fix: `write ${meant}`,
            },
          ];
    }),
});

/** What the value is in the unit of the source, where it can hardly be in it. */
function meantBy(
  { facts: { known, measurement } }: UsedSource,
  values: readonly ComparedValue[],
  first: number,
): string | undefined {
  const { metrics = [], isDerived = false } = measurement ?? {};
  const isAnswer = !isDerived && metrics.some(({ metric }) => ANSWER.test(metric));
  if (isAnswer && known.unit === 'seconds' && values.every(({ value }) => value > LONG_SECONDS)) {
    return `${round(first / 1000)}, if ${first} milliseconds are meant`;
  }
  if (isAnswer && known.unit === 'milliseconds' && values.every(({ value }) => value < 1)) {
    return `${round(first * 1000)}, if ${first} seconds are meant`;
  }
  if (known.unit === 'bytes' && values.every(({ value }) => value < FEW_BYTES)) {
    return `${first}000000, if ${first} megabytes are meant`;
  }
  return undefined;
}
