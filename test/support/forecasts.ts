/** @module Forecasts for tests. */
import type { LoadForecast } from '../../shared/core/forecast/load-forecast.ts';
import { START } from './builders.ts';

/** A forecast of `load`, made at the start: 100 for four hours, unless told. */
export function forecast(given: Partial<LoadForecast> = {}): LoadForecast {
  return {
    source: 'load',
    madeAt: START,
    from: START,
    usual: Array.from({ length: 48 }, () => 100),
    horizon: 240,
    follows: 0.75,
    returns: 0.5,
    errors: Array.from({ length: 4 }, () => [0, 5, 10, 15, 30]),
    skill: 0.2,
    losses: { forecast: 8, lastValue: 10, recentMean: 12 },
    samples: 1000,
    ...given,
  };
}
