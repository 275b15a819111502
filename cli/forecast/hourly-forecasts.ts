/** @module Forecasts outside Lambda: made hourly beside the evaluations, never in their way. */
import { elapsed, type Instant } from '../../shared/core/units.ts';

/** How often, in seconds: as the deployed schedule has it. */
const EVERY_SECONDS = 3600;

/** Makes forecasts as time goes by. */
export interface HourlyForecasts {
  /** Begins with new forecasts where an hour has passed, and the last ones are done. */
  turn(now: Instant): void;
  /** Waits for what is under way. */
  end(): Promise<void>;
}

/** Whatever goes wrong is complained of, and tried again an hour later. */
export function hourlyForecasts(
  make: () => Promise<unknown>,
  complain: (line: string) => void,
): HourlyForecasts {
  let begun: Instant | undefined;
  let underWay: Promise<void> | undefined;
  return {
    turn(now) {
      const isDue = begun === undefined || elapsed({ from: begun, to: now }) >= EVERY_SECONDS;
      if (!isDue || underWay !== undefined) {
        return;
      }
      begun = now;
      underWay = make().then(
        () => {
          underWay = undefined;
        },
        (error: unknown) => {
          underWay = undefined;
          complain(error instanceof Error ? error.message : String(error));
        },
      );
    },

    async end() {
      await underWay;
    },
  };
}
