/** @module What Tidegate's own cost takes for granted where a plan cannot tell it. */
import type { OwnAssumptions, WriteRate } from './own-cost.ts';

/**
 * Write units and changes per evaluation. The busy ones were counted by bench/own-cost.ts over
 * simulated days at 60 s: the highest of three seeds, for queues that are never quiet and for a
 * tier that follows a day of requests. A queue is written at every other look, and at changes.
 */
export const WRITE_RATES = {
  /** Nothing new, nothing written. */
  quiet: { states: 0, activities: 0, ledgers: 0, changes: 0 },
  /** Two load balancer metrics, 48 changes a day. */
  busyTier: { states: 0.182, activities: 0.108, ledgers: 1, changes: 48 / 1440 },
  /** A service level that learns from every reading: two units of state at each. */
  learning: { states: 2.16, activities: 0.13, ledgers: 1, changes: 115 / 1440 },
  /** An objective of three minutes, 119 changes a day. */
  busyQueue: { states: 0.682, activities: 0.088, ledgers: 1, changes: 119 / 1440 },
  /** An objective of five minutes: the same pace and fewer changes. */
  patientQueue: { states: 0.623, activities: 0.059, ledgers: 1, changes: 84 / 1440 },
} as const satisfies Readonly<Record<string, WriteRate>>;

/** Everything else, at the sizes that serverless.yml deploys. */
export function ownAssumptions(writes: WriteRate): OwnAssumptions {
  return {
    writes,
    // Not measured on AWS: 100 targets whose services answer at once take about 1 ms.
    invocationSeconds: 0.5,
    memoryGb: 0.5,
    // One line of metrics is 475 bytes; the platform's three lines and AWS's 26 per line the rest.
    logBytes: 1000,
    changeBytes: 400,
    // Five long polls of 20 s at once, as AWS describes how Lambda reads a queue; never measured.
    idlePolls: (5 * MONTH_SECONDS) / 20,
    forecastMemoryGb: 1,
    // Not measured on AWS either: two weeks of 25 loads in about a second.
    secondsPerForecast: 1 / 25,
    alarms: 15,
    customMetrics: 6,
  };
}

const MONTH_SECONDS = 730 * 3600;
