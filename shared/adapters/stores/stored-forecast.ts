/** @module How forecasts are kept: short, and read only where their form is known. */
import * as z from 'zod/mini';
import { type LoadForecast, loadForecast } from '../../core/forecast/load-forecast.ts';
import type { TargetForecasts } from '../../ports/forecast-store.ts';

/** Digits of a stored number: a forecast is never surer, and an item stays near a kilobyte. */
const DIGITS = 4;

/** An item, as far as it must be right to be looked into. */
const item = z.looseObject({ forecasts: z.record(z.string(), z.unknown()) });

/** The forecasts of a stored item: what is not in the form of this version is not there. */
export function forecastsIn(stored: unknown): TargetForecasts {
  const parsed = z.safeParse(item, stored);
  const kept = parsed.success ? Object.entries(parsed.data.forecasts) : [];
  return Object.fromEntries(
    kept.flatMap(([key, value]) => {
      const forecast = z.safeParse(loadForecast, value);
      return forecast.success ? [[key, forecast.data] as const] : [];
    }),
  );
}

/** The forecasts with shorter numbers. */
export function shortened(forecasts: TargetForecasts): TargetForecasts {
  return Object.fromEntries(
    Object.entries(forecasts).map(([key, forecast]) => [key, shortForecast(forecast)]),
  );
}

/** When the newest of them was made: what one write is held against another by. */
export function newestOf(forecasts: TargetForecasts): number {
  return Math.max(0, ...Object.values(forecasts).map(({ madeAt }) => madeAt));
}

/** Throws where it holds what no forecast may: no number is no load. */
function shortForecast({ madeAt, from, horizon, samples, ...rest }: LoadForecast): LoadForecast {
  return z.parse(loadForecast, { ...shortNumbers(rest), madeAt, from, horizon, samples });
}

/** The same with numbers of a few digits. */
function shortNumbers(value: object): object {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'number' ? Number(each.toPrecision(DIGITS)) : each,
  );
}
