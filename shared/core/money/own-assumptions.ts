/** @module What Tidegate's own cost takes for granted where a plan cannot tell it. */
import type { OwnAssumptions, WriteRate } from './own-cost.ts';

/**
 * Write units and changes per evaluation. The busy ones were counted by bench/own-cost.ts over a
 * simulated day at 60 s: a queue that is never quiet, and a tier that follows a day of requests.
 */
export const WRITE_RATES = {
  /** Nothing new, nothing written. */
  quiet: { states: 0, activities: 0, ledgers: 0, changes: 0 },
  /** Two load balancer metrics, 46 changes a day. */
  busyTier: { states: 0.18, activities: 0.12, ledgers: 1, changes: 46 / 1440 },
  /** A queue whose counts move at every look, 64 changes a day. */
  busyQueue: { states: 1.04, activities: 0.42, ledgers: 1, changes: 64 / 1440 },
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
    alarms: 14,
    customMetrics: 6,
  };
}

const MONTH_SECONDS = 730 * 3600;
