/** @module The forecasts of a batch: they help, and nothing waits or stops for them. */
import { forecastRequests } from '../core/forecast/requests.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { ForecastStore, TargetForecasts } from '../ports/forecast-store.ts';
import type { Journal } from '../ports/journal.ts';
import { StoreUnavailableError } from '../ports/state-store.ts';

/** What reading forecasts needs from outside. */
export interface ForecastReadingPorts {
  readonly journal: Journal;
  /** Without it, policies do as if no forecast was made. */
  readonly forecasts?: Pick<ForecastStore, 'load'> | undefined;
}

/**
 * The forecasts that each plan's policies ask for; undefined for a plan that asks for none, so that
 * nothing is read for it. Never throws: a store that does not answer is noted, and there are none.
 */
export async function loadForecasts(
  plans: readonly ScalingPlan[],
  { forecasts, journal }: ForecastReadingPorts,
): Promise<readonly (TargetForecasts | undefined)[]> {
  const requests = plans.map(forecastRequests);
  const asking = plans.filter((_, index) => requests[index]?.length !== 0);
  if (forecasts === undefined || asking.length === 0) {
    return plans.map(() => undefined);
  }
  const loaded = await stored(
    asking.map(({ id }) => id),
    forecasts,
    journal,
  );
  const byTarget = new Map(asking.map(({ id }, index) => [id, loaded[index] ?? {}]));
  return plans.map(({ id }, index) => {
    const kept = byTarget.get(id);
    return kept === undefined ? undefined : wanted(kept, requests[index] ?? []);
  });
}

/** Those that are asked for now: the plan may have changed since they were made. */
export function wanted(
  kept: TargetForecasts,
  requests: ReturnType<typeof forecastRequests>,
): TargetForecasts {
  return Object.fromEntries(
    requests.flatMap(({ key, request }) => {
      const forecast = kept[key];
      return forecast?.source === request.source ? [[key, forecast] as const] : [];
    }),
  );
}

async function stored(
  targets: readonly string[],
  forecasts: Pick<ForecastStore, 'load'>,
  journal: Journal,
): Promise<readonly TargetForecasts[]> {
  try {
    return await forecasts.load(targets);
  } catch (error) {
    if (error instanceof StoreUnavailableError) {
      journal.noted('warn', 'forecasts could not be read: policies do without', {
        targets,
        error: error.message,
      });
    } else {
      journal.noted('error', 'a bug in reading forecasts: policies do without', {
        targets,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
    return [];
  }
}
