/** @module How long units ran, and what that costs. */
import { costPerHour } from '../core/money/unit-cost.ts';
import { type Instant, instant } from '../core/units.ts';
import type { FleetSettings } from './fleet-settings.ts';

/** How many units there are of each kind that costs. */
interface Standing {
  readonly inService: number;
  readonly running: number;
  readonly warm: number;
}

/** Running integrals of a fleet's units over time, in seconds. */
export interface RunningTime {
  /** From `at` on, so many units stand. */
  change(at: Instant, standing: Standing): void;
  /** A unit's life is over: what it lived shorter than the least billed time is billed too. */
  ended(launchedAt: Instant, at: Instant): void;
  totals(): {
    readonly inServiceSeconds: number;
    readonly runningSeconds: number;
    readonly billedSeconds: number;
    readonly warmSeconds: number;
    readonly usd: number;
  };
  reset(): void;
}

/** Integrals that start empty at `start`; they reach to the latest change. */
export function runningTime(
  { perHour, mixed, billedAtLeast, warmPool }: FleetSettings,
  start: Instant,
): RunningTime {
  let reached = start;
  let inService = 0;
  let running = 0;
  let warm = 0;
  let inServiceSeconds = 0;
  let runningSeconds = 0;
  let warmSeconds = 0;
  let surchargeSeconds = 0;
  let mixedUsd = 0;

  return {
    change(at, standing) {
      const passed = Math.max(0, at - reached) / 1000;
      inServiceSeconds += inService * passed;
      runningSeconds += running * passed;
      warmSeconds += warm * passed;
      mixedUsd += mixed === undefined ? 0 : ((costPerHour(mixed, running) ?? 0) * passed) / 3600;
      reached = instant(Math.max(reached, at));
      inService = standing.inService;
      running = standing.running;
      warm = standing.warm;
    },
    ended(launchedAt, at) {
      surchargeSeconds += Math.max(0, billedAtLeast - (at - launchedAt) / 1000);
    },
    totals() {
      const billedSeconds = runningSeconds + surchargeSeconds;
      const billedFlat = mixed === undefined ? billedSeconds : surchargeSeconds;
      return {
        inServiceSeconds,
        runningSeconds,
        billedSeconds,
        warmSeconds,
        usd: mixedUsd + (billedFlat * perHour + warmSeconds * (warmPool?.perHour ?? 0)) / 3600,
      };
    },
    reset() {
      inServiceSeconds = 0;
      runningSeconds = 0;
      warmSeconds = 0;
      surchargeSeconds = 0;
      mixedUsd = 0;
    },
  };
}
