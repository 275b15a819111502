/** @module How wrong forecasts of a load were, beside the simplest ways to forecast it. */
import { forecastLoad } from '../core/forecast/forecast-load.ts';
import { expectedAt } from '../core/forecast/load-forecast.ts';
import { DAY_SLOTS, historyOf, SLOT } from '../core/forecast/load-history.ts';
import { type Instant, instant, later, type Seconds, seconds } from '../core/units.ts';
import { endOf, type Trace } from './trace.ts';

/** Mean absolute errors over the same moments, in the unit of the load. */
export interface ForecastScore {
  readonly horizon: Seconds;
  /** Moments at which a forecast was made and could be checked. */
  readonly forecasts: number;
  readonly ours: number;
  readonly lastValue: number;
  readonly sameTimeYesterday: number;
  /** Absent where less than a week is known. */
  readonly sameTimeLastWeek?: number;
  /** The median weight that our forecasts had, by their skill until then: 0 to 1. */
  readonly weight: number;
}

/** Forecasts are made at so many moments, spread over the second half of a load. */
const MOMENTS = 60;
const SLOT_MS = SLOT * 1000;
const DAY_MS = DAY_SLOTS * SLOT_MS;

/** Makes forecasts in the second half of a load, each from what was known then. */
export function scoreForecasts(
  load: Trace,
  horizon: Seconds,
  weightOf: (skill: number) => number,
): ForecastScore | undefined {
  const loads = Array.from(load.values, (value, index) => ({
    at: later(load.start, seconds((index + 1) * load.step)),
    value,
  }));
  const end = endOf(load);
  const first = load.start + (end - load.start) / 2;
  const gap = (end - horizon * 1000 - first) / MOMENTS;
  const sums = { ours: 0, lastValue: 0, yesterday: 0, lastWeek: 0 };
  const weights: number[] = [];
  let weeks = 0;
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const now = instant(Math.floor((first + moment * gap) / SLOT_MS) * SLOT_MS);
    const due = instant(now + horizon * 1000);
    const came = meanOfSlot(load, due);
    const last = meanOfSlot(load, now);
    const known = loads.slice(0, Math.floor((now - load.start) / (load.step * 1000)));
    const forecast = forecastLoad(historyOf(known, now), { source: '', horizon }, now);
    const expected =
      forecast === undefined || last === undefined
        ? undefined
        : expectedAt(forecast, { load: last, at: now }, due);
    const yesterday = meanOfSlot(load, instant(due - DAY_MS));
    if (
      came === undefined ||
      last === undefined ||
      yesterday === undefined ||
      expected === undefined ||
      forecast === undefined
    ) {
      continue;
    }
    const lastWeek = meanOfSlot(load, instant(due - 7 * DAY_MS));
    weights.push(weightOf(forecast.skill));
    sums.ours += Math.abs(came - expected);
    sums.lastValue += Math.abs(came - last);
    sums.yesterday += Math.abs(came - yesterday);
    sums.lastWeek += lastWeek === undefined ? 0 : Math.abs(came - lastWeek);
    weeks += lastWeek === undefined ? 0 : 1;
  }
  const forecasts = weights.length;
  return forecasts === 0
    ? undefined
    : {
        horizon,
        forecasts,
        ours: sums.ours / forecasts,
        lastValue: sums.lastValue / forecasts,
        sameTimeYesterday: sums.yesterday / forecasts,
        ...(weeks < forecasts ? {} : { sameTimeLastWeek: sums.lastWeek / weeks }),
        weight: weights.toSorted((one, other) => one - other)[Math.floor(forecasts / 2)] ?? 0,
      };
}

/** The mean load of the slot that ends at an instant; undefined outside the load. */
function meanOfSlot(load: Trace, end: Instant): number | undefined {
  const to = Math.floor((end - load.start) / (load.step * 1000));
  const from = to - Math.max(1, Math.round(SLOT / load.step));
  if (from < 0 || to > load.values.length) {
    return undefined;
  }
  let sum = 0;
  for (let index = from; index < to; index += 1) {
    sum += load.values[index] ?? 0;
  }
  return sum / (to - from);
}
