import type { LoadForecast } from '../core/forecast/load-forecast.ts';

/** The forecasts of one target, by the policy that asked for each: "predictive#2". */
export type TargetForecasts = Readonly<Record<string, LoadForecast>>;

/** Where forecasts are kept between the hourly making and every evaluation. */
export interface ForecastStore {
  /**
   * The forecasts of these targets, in order; none where none was made, or where another version
   * made them. They may be some minutes old. Throws a StoreUnavailableError.
   */
  load(targets: readonly string[]): Promise<readonly TargetForecasts[]>;
  /**
   * Keeps all forecasts of a target in place of those before, to four digits. Older ones never
   * replace newer ones: those stay. Throws a StoreUnavailableError.
   */
  save(target: string, forecasts: TargetForecasts): Promise<'saved' | 'outdated'>;
}
