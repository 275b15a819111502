/** @module Capacity for what is likely to come, as far as forecasts have been right lately. */
import * as z from 'zod/mini';
import { holidayDate, holidaySlots } from '../forecast/holidays.ts';
import {
  ERROR_SHARES,
  errorAt,
  expectedAt,
  type LoadForecast,
  type RecentLoad,
} from '../forecast/load-forecast.ts';
import { SLOT, wholeLoad } from '../forecast/load-history.ts';
import { trustIn } from '../forecast/trust.ts';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { duration, percentage, positiveNumber, round, sourceName } from '../quantity.ts';
import { zoneName } from '../schedule/zone-name.ts';
import { boundedNeed, capacityFor, type Seconds, seconds } from '../units.ts';

const schema = z.strictObject({
  type: z.literal('predictive'),
  /** The load that is foretold: its past is read from where the source comes from. */
  source: sourceName,
  /** The value to keep the source at, in its unit: per unit of capacity, whatever `measure`. */
  target: positiveNumber,
  /** Whether the source measures each unit, or all of them together. */
  measure: z._default(z.enum(['per-unit', 'total']), 'per-unit'),
  /** `forecast-only` tells what it would ask for, and asks for nothing. */
  mode: z._default(z.enum(['forecast-and-scale', 'forecast-only']), 'forecast-and-scale'),
  /** Units are ready so much earlier than they are expected to be needed. */
  buffer: z.prefault(duration, '5m'),
  /** Percent of past errors that the head-room would have covered: 50, 80, 90, 95 or 99. */
  coverage: z._default(z.literal([50, 80, 90, 95, 99], '50, 80, 90, 95 or 99'), 90),
  /**
   * Where the forecast asks for more than the plan's maximum: `honor` the maximum, `increase` it to
   * what the forecast asks for, or `increase-by-buffer`: a share more than that. The target's own
   * maximum, and the budget, hold in any case.
   */
  maxCapacityBreach: z._default(z.enum(['honor', 'increase', 'increase-by-buffer']), 'honor'),
  /** With `increase-by-buffer`: percent above what the forecast asks for. */
  maxCapacityBuffer: z._default(percentage, 10),
  /** Dates unlike others: they follow earlier holidays and Sundays, and teach nothing of others. */
  holidays: z._default(z.readonly(z.array(holidayDate)), []),
  /** Whose dates they are. */
  timeZone: z._default(zoneName, 'UTC'),
});
type Spec = z.output<typeof schema>;

/**
 * Raises the floor to what a forecast says will be needed until a unit asked for now has worked for
 * `buffer`: what is usual at that time, what is left of how unusual it is now, and room for the
 * errors that such forecasts had at that hour. It never asks for less than is needed now, so a
 * policy that reacts stands beside it.
 *
 * How far it is followed is measured: a forecast that was no better over the last week than the
 * last value or the last hour's mean is not followed at all. Forecasts
 * are made once an hour from the source's past: see `forecast/forecast-load.ts`.
 */
export const predictive = definePolicy({
  type: 'predictive',
  schema,
  sources: (spec) => [spec.source],
  worksFromZero: (spec) => spec.measure === 'total',
  directions: () => ['scale-out'],
  uses: ({ source, target, measure }) => [
    { source, as: measure, values: [{ value: target, path: ['target'], side: 'target' }] },
  ],
  forecast: (spec, context) => ({
    source: spec.source,
    horizon: aheadOf(spec, context),
    isNeeded: true,
    isHoliday: holidaySlots(spec.holidays, spec.timeZone),
  }),

  recommend(spec, context) {
    const reading = context.reading(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const { forecast } = context;
    if (forecast === undefined) {
      return {
        status: 'abstained',
        because: 'there is no forecast: one is made every hour once a day and a half is known',
      };
    }
    const units = context.unitsWhen(reading);
    if (spec.measure === 'per-unit' && units === 0) {
      return {
        status: 'abstained',
        because: `${spec.source} is per unit, and no unit was in service to be measured`,
      };
    }
    const load = wholeLoad(reading.value, { measure: spec.measure, units });
    const peak = highestOf(spec, context, forecast, { load, at: reading.at });
    if (peak === undefined) {
      return { status: 'abstained', because: 'the newest forecast does not reach far enough' };
    }
    const trust = trustIn(forecast);
    const now = load / spec.target;
    const asked = boundedNeed(now + trust.weight * Math.max(0, peak.covered / spec.target - now));
    const told =
      `${spec.source}, ${round(load)} in all, is expected to come to ${round(peak.expected)} ` +
      `within ${Math.ceil(aheadOf(spec, context) / 60)} min, or ${round(peak.covered)} to be ` +
      `${spec.coverage} % sure; ${trust.because}`;
    if (asked <= now) {
      return { status: 'abstained', because: `no more than now: ${told}` };
    }
    if (spec.mode === 'forecast-only') {
      return {
        status: 'abstained',
        because: `would ask for ${capacityFor(asked)} (forecast-only): ${told}`,
      };
    }
    return {
      status: 'recommended',
      capacity: capacityFor(asked),
      because: told,
      maximum: maximumOf(spec, asked),
    };
  },
});

/** From now to the time that it still looks at. */
function aheadOf({ buffer }: Spec, { unit, cadence }: Pick<PolicyContext, 'unit' | 'cadence'>) {
  return seconds(unit.warmUp + cadence + buffer) satisfies Seconds;
}

/** The highest load to be ready for, from now on: room that was made stays until it was needed. */
function highestOf(
  spec: Spec,
  context: PolicyContext,
  forecast: LoadForecast,
  seen: RecentLoad,
): { readonly expected: number; readonly covered: number } | undefined {
  const share = ERROR_SHARES.find((each) => each === spec.coverage / 100);
  if (share === undefined) {
    return undefined;
  }
  const end = context.now + aheadOf(spec, context) * 1000;
  let highest: { readonly expected: number; readonly covered: number } | undefined;
  for (let at: number = context.now; ; at = Math.min(end, at + SLOT * 500)) {
    const expected = expectedAt(forecast, seen, at);
    const error = errorAt(forecast, at, share);
    if (expected === undefined || error === undefined) {
      return undefined;
    }
    // Errors of a walk grow with the root of the time; those of the forecast are of its horizon.
    const grown = Math.sqrt(Math.min(1, Math.max(0, at - context.now) / (end - context.now)));
    const covered = expected + grown * Math.max(0, error);
    highest = highest === undefined || covered > highest.covered ? { expected, covered } : highest;
    if (at >= end) {
      return highest;
    }
  }
}

/** The plan's maximum as far as a forecast may raise it. */
function maximumOf({ maxCapacityBreach, maxCapacityBuffer }: Spec, asked: number) {
  switch (maxCapacityBreach) {
    case 'honor':
      return undefined;
    case 'increase':
      return capacityFor(asked);
    case 'increase-by-buffer':
      return capacityFor(boundedNeed(asked * (1 + maxCapacityBuffer / 100)));
  }
}
