/** @module Out when a signal is higher than usual at this hour, in when it is lower. */
import * as z from 'zod/mini';
import { adjusted } from '../adjustment.ts';
import { apart } from '../check.ts';
import { blind, definePolicy, type PolicyAnswer, type PolicyContext } from '../policy.ts';
import { positiveNumber, round, sourceName } from '../quantity.ts';
import { larger, smaller } from '../units.ts';
import {
  hourOf,
  type Usual,
  type UsualValues,
  usualAt,
  usualValues,
  withReading,
} from '../usual-values.ts';

const change = (by: number) =>
  z.prefault(
    z.strictObject({
      /** Whether `by` is units or percent of the current capacity. */
      adjustment: z._default(
        z.enum(['change-in-capacity', 'percent-change-in-capacity']),
        'percent-change-in-capacity',
      ),
      /** Units or percent, always positive: the direction is the key it stands under. */
      by: z.prefault(positiveNumber, by),
    }),
    {},
  );

const schema = z.strictObject({
  type: z.literal('adaptive-threshold'),
  source: sourceName,
  /** How many standard deviations from the mean are unusual. */
  sensitivity: z._default(positiveNumber, 2),
  /** How sure it must be before it has an opinion, in percent up to 90: 80 takes three days. */
  confidence: z._default(z.number().check(z.minimum(0), z.maximum(90, '90 % or less')), 80),
  /** However unusual, a value up to this one is not high. */
  atLeast: z.optional(z.number()),
  /** However unusual, a value from this one on is not low. */
  atMost: z.optional(z.number()),
  /** How much to add. */
  scaleOut: change(20),
  /** How much to remove. */
  scaleIn: change(10),
});
type Spec = z.output<typeof schema>;

/**
 * Learns from the source's own readings, one in ten minutes, what is usual at each hour of the day
 * (UTC): mean, standard deviation, and the 5th and 95th percentile. High is over the mean by
 * `sensitivity` deviations and over the 95th percentile; low is under it by as many and under the
 * 5th. No opinion of what is usual, so that others may scale in, nor until it is confident of the
 * hour. Beside a policy that knows the objective it finds what no fixed threshold would: a night
 * that is busy as a day.
 *
 * It remembers up to 1 KB, and writes at most once in ten minutes.
 * Source: CloudWatch anomaly detection, whose band is by default 2 deviations around what is
 * expected; the statistics are those of usual-values.ts.
 */
export const adaptiveThreshold = definePolicy<Spec, UsualValues>({
  type: 'adaptive-threshold',
  schema,
  memory: usualValues,
  sources: (spec) => [spec.source],
  worksFromZero: (spec) => spec.scaleOut.adjustment === 'change-in-capacity',
  uses: ({ source, atLeast, atMost }) => [
    {
      source,
      as: 'level',
      values: [
        ...(atLeast === undefined
          ? []
          : [{ value: atLeast, path: ['atLeast'], side: 'above' as const }]),
        ...(atMost === undefined
          ? []
          : [{ value: atMost, path: ['atMost'], side: 'below' as const }]),
      ],
    },
  ],
  lint: {
    /** What counts as high at the most is not over what counts as low at the least. */
    'inverted-thresholds': ({ atLeast, atMost }) =>
      atLeast !== undefined && atMost !== undefined && atMost >= atLeast
        ? [
            {
              path: ['atMost'],
              message: `the thresholds are inverted: atMost ${atMost} must be under atLeast ${atLeast}`,
              fix: apart({ above: atLeast, below: atMost }),
            },
          ]
        : [],
  },

  recommend(spec, context, before) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const answer = answered(spec, reading.value, context, before);
    const remember = withReading(before, reading.value, context);
    return remember === undefined ? answer : { ...answer, remember };
  },
});

/** The answer from what was usual until now: a value is not judged by itself. */
function answered(
  spec: Spec,
  value: number,
  { target, now }: PolicyContext,
  before: UsualValues | undefined,
): PolicyAnswer {
  const { source, confidence } = spec;
  const usual = usualAt(before, now);
  const at = `${String(hourOf(now)).padStart(2, '0')}:00 UTC`;
  if (before === undefined || usual === undefined || usual.confidence < confidence) {
    const { samples, confidence: reached } = usual ?? { samples: 0, confidence: 0 };
    return {
      status: 'abstained',
      because:
        `too little is known of ${source} at ${at}: ${samples} samples, ` +
        `confidence ${round(reached)} of ${confidence} %`,
    };
  }
  const { above, below } = thresholds(spec, usual, before);
  const because = `${source} is ${round(value)}, and from ${round(below)} to ${round(above)} is usual at ${at}`;
  if (value > above) {
    const asked = adjusted(smaller(target.inService, target.capacity), {
      type: spec.scaleOut.adjustment,
      change: spec.scaleOut.by,
    });
    return {
      status: 'recommended',
      capacity: larger(asked, target.capacity),
      because,
      edge: { source, below: above },
    };
  }
  if (value >= below) {
    return { status: 'abstained', because };
  }
  return {
    status: 'recommended',
    capacity: adjusted(target.capacity, {
      type: spec.scaleIn.adjustment,
      change: -spec.scaleIn.by,
    }),
    because,
    edge: { source, above: below },
  };
}

function thresholds(
  { sensitivity, atLeast, atMost }: Spec,
  { mean, deviation }: Usual,
  { low, high }: UsualValues,
): { readonly above: number; readonly below: number } {
  const above = mean + Math.max(sensitivity, high) * deviation;
  const below = mean - Math.max(sensitivity, -low) * deviation;
  return {
    above: Math.max(above, atLeast ?? above),
    below: Math.min(below, atMost ?? below),
  };
}
