/** @module The calls that forecasts take: an hourly run, and a read when a target is looked at. */
import { delaysWithinTick } from '../cadence.ts';
import type { Seconds } from '../units.ts';
import type { PaidRead } from './own-calls.ts';

/** A target, as far as its forecasts cost. */
interface ForetoldTarget {
  readonly evaluateEvery: Seconds;
  /** The distinct loads that its policies look ahead at; without any, nothing is read for it. */
  readonly foretold?: readonly PaidRead[] | undefined;
}

/** Calls for forecasts over some minutes. */
export interface ForecastCalls {
  /** Hourly runs, whether or not anything is to be foretold. */
  readonly runs: number;
  /** Metrics whose past is asked for: each load of all targets once a run. */
  readonly metricsRead: number;
  /** DynamoDB write units: each target's forecasts are one item, and written every run. */
  readonly writes: number;
  /**
   * DynamoDB read units, eventually consistent, if no Lambda remembered anything: half a unit at
   * every look and every run. One that stays warm asks once in ten minutes.
   */
  readonly reads: number;
}

/** Runs in an hour. */
const RUNS_PER_MINUTE = 1 / 60;
/** What a batch reads of one item, up to 4 KB. */
const EVENTUAL_READ = 0.5;
/** A smooth load's forecast is 0.7 to 0.8 KB; errors of a noisy one are longer numbers. */
const WRITE_UNITS_PER_FORECAST = 2;
const TICK_SECONDS = 60;

/** The calls of so many minutes. A minute has a sixtieth of a run. */
export function forecastCalls(targets: readonly ForetoldTarget[], minutes: number): ForecastCalls {
  const runs = minutes * RUNS_PER_MINUTE;
  const loads = new Map<string, number>();
  let writesPerRun = 0;
  let looksPerMinute = 0;
  let asking = 0;
  for (const { evaluateEvery, foretold = [] } of targets) {
    if (foretold.length > 0) {
      asking += 1;
      writesPerRun += WRITE_UNITS_PER_FORECAST * foretold.length;
      looksPerMinute += looksIn(evaluateEvery);
    }
    for (const { key, count } of foretold) {
      loads.set(key, count);
    }
  }
  const metrics = [...loads.values()].reduce((sum, count) => sum + count, 0);
  return {
    runs,
    metricsRead: runs * metrics,
    writes: runs * writesPerRun,
    reads: EVENTUAL_READ * (minutes * looksPerMinute + runs * asking),
  };
}

/** Looks at a target in a minute, on average. */
function looksIn(evaluateEvery: Seconds): number {
  const minutes = Math.max(1, Math.round(evaluateEvery / TICK_SECONDS));
  return (1 + delaysWithinTick(evaluateEvery).length) / minutes;
}
