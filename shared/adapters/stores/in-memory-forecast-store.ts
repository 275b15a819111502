/** @module Forecasts in memory: the twin of the DynamoDB store for tests and the local mode. */
import type { ForecastStore, TargetForecasts } from '../../ports/forecast-store.ts';
import { newestOf, shortened } from './stored-forecast.ts';

/** Forecasts that are gone with the process. */
export function inMemoryForecastStore(): ForecastStore {
  const kept = new Map<string, TargetForecasts>();
  const forecastsOf = (target: string) => kept.get(target) ?? {};
  return {
    load: async (targets) => targets.map(forecastsOf),

    async save(target, forecasts) {
      if (newestOf(forecastsOf(target)) > newestOf(forecasts)) {
        return 'outdated';
      }
      kept.set(target, shortened(forecasts));
      return 'saved';
    },
  };
}
