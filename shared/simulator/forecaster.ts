/** @module Forecasts as they are made once an hour, from what a world has shown so far. */

import { forecastLoad } from '../core/forecast/forecast-load.ts';
import type { LoadForecast } from '../core/forecast/load-forecast.ts';
import { emptyHistory, type LoadHistory, withLoads } from '../core/forecast/load-history.ts';
import { forecastRequests } from '../core/forecast/requests.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { elapsed, later, seconds } from '../core/units.ts';
import { loadMeasureOf } from './binding.ts';
import type { MakeForecast } from './shared-forecasts.ts';
import type { World } from './world.ts';

type Forecasts = Readonly<Record<string, LoadForecast>>;

/** How often forecasts are made: as the deployed schedule has it. */
const EVERY_SECONDS = 3600;

/** Gives the forecasts that would be stored now; undefined where the plan asks for none. */
export function forecaster(
  plan: ScalingPlan,
  make: MakeForecast = forecastLoad,
): ((world: World) => Forecasts) | undefined {
  const wanted = forecastRequests(plan).flatMap(({ key, request }) => {
    const spec = plan.sources[request.source];
    const measure = spec === undefined ? undefined : loadMeasureOf(spec);
    return measure === undefined ? [] : [{ key, request, measure }];
  });
  if (wanted.length === 0) {
    return undefined;
  }
  const histories = new Map<string, LoadHistory>();
  let forecasts: Forecasts = {};
  return (world) => {
    const now = world.now();
    for (const { key, request, measure } of wanted) {
      const before = histories.get(key) ?? emptyHistory(now);
      const hours = Math.floor(elapsed({ from: before.end, to: now }) / EVERY_SECONDS);
      if (histories.has(key) && hours < 1) {
        continue;
      }
      // Whenever it is looked at: the schedule does not wait for evaluations.
      const due = later(before.end, seconds(hours * EVERY_SECONDS));
      const history = withLoads(before, world.between(measure, { from: before.end, to: due }), due);
      histories.set(key, history);
      const forecast = make(history, request, due);
      forecasts = forecast === undefined ? forecasts : { ...forecasts, [key]: forecast };
    }
    return forecasts;
  };
}
