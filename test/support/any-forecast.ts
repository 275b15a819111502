/** @module Forecasts for every policy of a plan that asks for one, of loads that come and go. */
import type { LoadForecast } from '../../shared/core/forecast/load-forecast.ts';
import { forecastRequests } from '../../shared/core/forecast/requests.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { type Instant, instant } from '../../shared/core/units.ts';

const SLOT_MS = 300_000;

/** A wave that goes from 0 to 4,000 within an hour and a half, trusted in full. */
export function forecastsOf(
  plan: TargetPlan,
  now: Instant,
): Readonly<Record<string, LoadForecast>> | undefined {
  const requests = forecastRequests(plan);
  return requests.length === 0
    ? undefined
    : Object.fromEntries(
        requests.map(({ key, request: { source, horizon } }) => [
          key,
          {
            source,
            madeAt: now,
            from: instant((Math.floor(now / SLOT_MS) - 6) * SLOT_MS),
            usual: Array.from({ length: 60 }, (_, slot) =>
              Math.max(0, 2000 + 2000 * Math.sin((slot + now / SLOT_MS) / 3)),
            ),
            horizon,
            follows: 1,
            returns: 0.3,
            errors: Array.from({ length: 5 }, () => [0, 20, 60, 100, 400]),
            skill: 0.5,
            losses: { forecast: 5, lastValue: 10, recentMean: 12 },
            samples: 300,
          },
        ]),
      );
}
