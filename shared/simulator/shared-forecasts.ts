/** @module Forecasts of one load for many controllers: each is made once. */
import { forecastLoad } from '../core/forecast/forecast-load.ts';
import type { LoadForecast } from '../core/forecast/load-forecast.ts';
import type { LoadHistory } from '../core/forecast/load-history.ts';

/** A way to forecast: `forecastLoad`, or one that gives the same. */
export type MakeForecast = typeof forecastLoad;

/** A forecast that was made, and all that it was made from. */
interface Made {
  readonly history: LoadHistory;
  readonly isHoliday: ((slot: number) => boolean) | undefined;
  readonly forecast: LoadForecast | undefined;
}

/** A history is 32 kB, and a month has 720 forecasts: so many are two months and a half. */
const MOST_KEPT = 2000;

/**
 * A way to forecast that remembers what it was asked. A forecast depends on nothing but the load's
 * past, so the settings of a policy that are tried on one load share it: what was made from equal
 * loads is given again, the same as if it were made anew.
 */
export function sharedForecasts(make: MakeForecast = forecastLoad): MakeForecast {
  const kept = new Map<string, Made[]>();
  let count = 0;
  return (history, request, now) => {
    const { source, horizon, isHoliday } = request;
    const key = `${now} ${horizon} ${source}`;
    const before = kept.get(key) ?? [];
    const found = before.find(
      (made) => made.isHoliday === isHoliday && isEqual(made.history, history),
    );
    if (found !== undefined) {
      return found.forecast;
    }
    const forecast = make(history, request, now);
    if (count < MOST_KEPT) {
      count += 1;
      kept.set(key, [...before, { history, isHoliday, forecast }]);
    }
    return forecast;
  };
}

/** Equal to the last digit; what is unknown in both is equal too. */
function isEqual(one: LoadHistory, other: LoadHistory): boolean {
  if (one.end !== other.end || one.values.length !== other.values.length) {
    return false;
  }
  for (let place = 0; place < one.values.length; place += 1) {
    if (!Object.is(one.values[place], other.values[place])) {
      return false;
    }
  }
  return true;
}
