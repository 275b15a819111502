/** @module When a simulated cloud has no units left, and what the fleet is told of it. */
import type { FailedLaunches } from '../core/model.ts';
import { splitOf } from '../core/money/unit-cost.ts';
import type { Instant } from '../core/units.ts';
import type { FleetSettings, Shortage } from './fleet-settings.ts';

/** A fleet that would launch one unit more. */
interface Launching {
  readonly at: Instant;
  readonly desired: number;
  /** Units that exist, whatever they do. */
  readonly running: number;
}

/** What the cloud has, as a fleet finds out by trying. */
export interface Scarcity {
  /** Whether one unit more is to be had; a launch that fails is remembered. */
  has(launching: Launching): boolean;
  /** The latest launch that failed. */
  latestFailure(): FailedLaunches | undefined;
}

/** The shortages of a fleet's settings. */
export function scarcity({ shortages, mixed }: FleetSettings): Scarcity {
  let failed: FailedLaunches | undefined;

  function most({ atMost, onSpot }: Shortage, desired: number): number {
    const purchase = onSpot === true ? mixed?.purchase : undefined;
    return atMost + (purchase === undefined ? 0 : splitOf(purchase, desired).onDemand);
  }

  return {
    has({ at, desired, running }) {
      const scarce = shortages.find(
        (shortage) => at >= shortage.from && at < shortage.to && running >= most(shortage, desired),
      );
      if (scarce !== undefined) {
        const onSpot = scarce.onSpot === true;
        const because = onSpot ? 'there is no spot capacity' : 'there is no capacity';
        failed = { count: 1, latest: at, because, onSpot };
      }
      return scarce === undefined;
    },
    latestFailure: () => failed,
  };
}
