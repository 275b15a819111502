/** @module Every hour, by EventBridge: foretell the loads that policies want to be foretold. */
import { forecastTargets } from '../shared/adapters/events/forecast-event.ts';
import { forecastLoads } from '../shared/app/forecast-loads.ts';
import { selectedPlans } from '../shared/app/operate.ts';
import { composeForecasts, type ForecastApplication } from '../shared/composition.ts';
import { seconds } from '../shared/core/units.ts';
import { lambdasOver } from '../shared/lambda.ts';

/** Nothing more is begun after this: what is under way ends before the function's 15 minutes. */
const TIME_LIMIT = seconds(780);

/** A schedule's event or targets in; what became of each forecast out. */
export async function onForecast(event: unknown, { plans, ports }: ForecastApplication) {
  const chosen = selectedPlans(forecastTargets(event), plans);
  return { forecasts: await forecastLoads(chosen, ports, { timeLimit: TIME_LIMIT }) };
}

export const handler = lambdasOver(composeForecasts)('forecast', onForecast);
