/** @module Capacity enough for a stated share of the time: nothing else to tune. */
import * as z from 'zod/mini';
import { toFewDigits } from '../few-digits.ts';
import type { LinearModel } from '../forecast/least-squares.ts';
import { type LoadForecast, usualAt } from '../forecast/load-forecast.ts';
import { wholeLoad } from '../forecast/load-history.ts';
import {
  type Expectation,
  firstOutlook,
  type LoadOutlook,
  outlookOf,
  type Season,
  withLoad,
} from '../forecast/load-outlook.ts';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { positiveNumber, round, sourceName } from '../quantity.ts';
import { boundedNeed, capacity, capacityFor, seconds } from '../units.ts';

/** What another version learned from other features is forgotten: it would be misread. */
const numbers = (count: number) => z.readonly(z.array(z.number()).check(z.length(count)));
const linearModel = (features: number) =>
  z.strictObject({
    weights: numbers(features),
    covariance: numbers((features * (features + 1)) / 2),
  });
const memory = z.strictObject({
  type: z.literal('service-level'),
  outlook: z.strictObject({
    at: z.number(),
    level: z.number(),
    cover: z.strictObject({ since: z.number(), exceeded: z.number(), room: z.number() }),
    smooth: numbers(3),
    variance: numbers(2),
    load: linearModel(6),
    error: linearModel(3),
    reserve: z.number(),
    pending: z.readonly(
      z.array(
        z.strictObject({
          due: z.number(),
          features: numbers(6),
          expected: z.number(),
          spread: numbers(3),
          isHeld: z.boolean(),
          units: z.number(),
        }),
      ),
    ),
  }),
});
type Memory = z.output<typeof memory>;

const schema = z.strictObject({
  type: z.literal('service-level'),
  source: sourceName,
  /** The value at which a unit just meets its objective: the most it may bear, not the usual. */
  limit: positiveNumber,
  /** Whether the source measures each unit, or all of them together. */
  measure: z._default(z.enum(['per-unit', 'total']), 'per-unit'),
  /** Percent of the time in which the capacity is to be enough. */
  objective: z._default(
    z.number().check(z.minimum(50, '50 % or more'), z.maximum(99.99, '99.99 % or less')),
    99.5,
  ),
  /** Whether it learns from the last two weeks too: one metric more is read, once an hour. */
  seasonal: z._default(z.boolean(), true),
});
type Spec = z.output<typeof schema>;

/** What is aimed at leaves this share of the allowed misses unused. */
const CAUTION = 0.2;
/** After this long without a reading, what was learned of the last minutes is void. */
const LONGEST_GAP_MS = 900_000;
/** Expectations kept at once: a long start-up is checked at every second or third reading. */
const MOST_PENDING = 12;

/**
 * Learns from its own readings what the load will be when a unit that is asked for now works, how
 * wrong that is, and how much head-room keeps the misses to the stated share: no target to guess.
 * The formulas and their sources stand in `forecast/load-outlook.ts`. Units once found necessary
 * are kept until the time that they were for has come.
 */
export const serviceLevel = definePolicy<Spec, Memory>({
  type: 'service-level',
  schema,
  memory,
  sources: (spec) => [spec.source],
  forecast: ({ source, seasonal }, context) =>
    seasonal ? { source, horizon: seconds(leadMs(context) / 1000) } : undefined,
  uses: ({ source, limit, measure }) => [
    { source, as: measure, values: [{ value: limit, path: ['limit'], side: 'target' }] },
  ],
  worksFromZero: (spec) => spec.measure === 'total',

  recommend(spec, context, before) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const { target } = context;
    const units = context.unitsWhen(reading);
    if (units === 0 && spec.measure === 'per-unit') {
      return {
        status: 'abstained',
        because: `${spec.source} is per unit, and no unit was in service to be measured`,
      };
    }
    const load = wholeLoad(reading.value, { measure: spec.measure, units });
    const isNew = before === undefined || reading.at > before.outlook.at;
    const learned = isNew
      ? learn(spec, before, { load, at: reading.at, isMissed: load > units * spec.limit })
      : before.outlook;
    const season = seasonOf(context, reading.at);
    const outlook = outlookOf(learned, load, season);
    const needed = capacityFor(boundedNeed(outlook.covered / spec.limit));
    let kept: number = needed;
    for (const expectation of learned.pending) {
      kept = Math.max(kept, expectation.units);
    }
    return {
      status: 'recommended',
      capacity: capacity(kept),
      because:
        `${spec.source} comes to ${round(load)} in all and is to be about ${round(outlook.expected)} ` +
        `when a new unit works, give or take ${round(outlook.error)}; ` +
        `${round(learned.reserve)} times that is kept in reserve for ${spec.objective} % of the time`,
      edge: {
        source: spec.source,
        above: Math.min(
          Number.MAX_VALUE,
          (reading.value / Math.max(outlook.covered, 1e-9)) * target.capacity * spec.limit,
        ),
      },
      ...(isNew
        ? {
            remember: {
              type: 'service-level',
              outlook: {
                ...rounded(learned),
                pending: withExpectation(
                  learned,
                  { ...outlook.expectation, units: needed },
                  context,
                ),
              },
            } satisfies Memory,
          }
        : {}),
    };
  },
});

function learn(
  spec: Spec,
  before: Memory | undefined,
  seen: { readonly load: number; readonly at: number; readonly isMissed: boolean },
): LoadOutlook {
  if (before === undefined) {
    return firstOutlook(seen.load, seen.at);
  }
  const isGap = seen.at - before.outlook.at > LONGEST_GAP_MS;
  const known = isGap
    ? { ...before.outlook, smooth: before.outlook.smooth.map(() => seen.load), pending: [] }
    : before.outlook;
  return withLoad(known, seen, (1 - spec.objective / 100) * (1 - CAUTION));
}

/** Minutes before a reading over which the load was smoothed for comparison with the season. */
const LATELY_MS = [900_000, 600_000, 300_000, 0] as const;

/** What the season says of the time when a unit that is asked for now works. */
function seasonOf(context: PolicyContext, at: number): Season | undefined {
  const { forecast } = context;
  if (forecast === undefined) {
    return undefined;
  }
  const then = usualAt(forecast, at + leadMs(context));
  const lately = meanUsual(forecast, at);
  return then === undefined || lately === undefined
    ? undefined
    : { rise: then - lately, usual: lately };
}

function meanUsual(forecast: LoadForecast, at: number): number | undefined {
  let sum = 0;
  for (const before of LATELY_MS) {
    const usual = usualAt(forecast, at - before);
    if (usual === undefined) {
      return undefined;
    }
    sum += usual;
  }
  return sum / LATELY_MS.length;
}

/** From asking for a unit to its work, and the time until it is asked for again. */
function leadMs({ unit, cadence }: Pick<PolicyContext, 'unit' | 'cadence'>): number {
  return (unit.warmUp + cadence) * 1000;
}

/** Remembers what is expected for the time when a unit asked for now works. */
function withExpectation(
  { at, pending }: LoadOutlook,
  expectation: Omit<Expectation, 'due'>,
  context: PolicyContext,
): readonly Expectation[] {
  const lead = leadMs(context);
  const due = at + lead;
  const last = pending.at(-1);
  const apart = lead / MOST_PENDING;
  if (last !== undefined && due - last.due < apart) {
    const units = Math.max(last.units, expectation.units);
    return [...pending.slice(0, -1), { ...last, units }];
  }
  const { features, expected, spread, isHeld, units } = expectation;
  return [
    ...pending,
    {
      due,
      features: features.map(toFewDigits),
      expected: toFewDigits(expected),
      spread: spread.map(toFewDigits),
      isHeld,
      units,
    },
  ];
}

/** The same to a few digits; what is expected of it was rounded when it was remembered. */
function rounded(model: LoadOutlook): Omit<LoadOutlook, 'pending'> {
  return {
    at: model.at,
    level: toFewDigits(model.level),
    cover: {
      since: model.cover.since,
      exceeded: toFewDigits(model.cover.exceeded),
      room: toFewDigits(model.cover.room),
    },
    smooth: model.smooth.map(toFewDigits),
    variance: model.variance.map(toFewDigits),
    load: roundedModel(model.load),
    error: roundedModel(model.error),
    reserve: toFewDigits(model.reserve),
  };
}

function roundedModel({ weights, covariance }: LinearModel): LinearModel {
  return { weights: weights.map(toFewDigits), covariance: covariance.map(toFewDigits) };
}
