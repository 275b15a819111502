/** @module Buildkite's agent scaler: exactly as many as there are jobs. */
import { capacityFor, elapsed, type Instant, type Seconds, seconds } from '../../core/units.ts';
import { defineBaseline } from '../baseline.ts';
import { queueOf } from './mechanisms/queue-task.ts';

/** How the scaler is set. */
export interface BuildkiteSettings {
  /** Multiplies the change out, then rounds up; 0 = as it is. */
  readonly factorOut: number;
  /**
   * Multiplies the change in, then rounds away from zero, so that zero is reached; 0 = as it is.
   */
  readonly factorIn: number;
  readonly cooldownOut: Seconds;
  readonly cooldownIn: Seconds;
  /** Most idle units kept beside those with jobs, while there are jobs. */
  readonly buffer: number;
}

/**
 * ceil((jobs that wait + jobs that run) ÷ agents per instance), at every evaluation (10 s there),
 * in both directions; the defaults of its code: no factors, no cooldowns, no buffer. A factor in
 * may pass below what the jobs need. Its users switch scale-in off and let idle agents end
 * themselves, which this world has as `goesFirst: idle`. Source:
 * buildkite/buildkite-agent-scaler:scaler/scaler.go, scaler/scaling_calculator.go and
 * lambda/main.go.
 */
export const buildkite = defineBaseline<BuildkiteSettings>({
  name: 'buildkite',
  about: "Buildkite's exact count: as many units as the messages there are, every time",
  worksOn: ['queue'],
  ordinary: {
    factorOut: 0,
    factorIn: 0,
    cooldownOut: seconds(0),
    cooldownIn: seconds(0),
    buffer: 0,
  },
  grid: [0, 300, 600, 1800].flatMap((cooldownIn) =>
    [0, 0.5, 0.25].map((factorOut) => ({ cooldownIn: seconds(cooldownIn), factorOut })),
  ),
  rule({ factorOut, factorIn, cooldownOut, cooldownIn, buffer }, task) {
    const { concurrency } = queueOf(task);
    let lastOut: Instant | undefined;
    let lastIn: Instant | undefined;
    return (world) => {
      const counts = world.counts();
      if (counts === undefined) {
        return undefined;
      }
      const now = world.now();
      const { capacity } = world.describe();
      const needed = capacityFor((counts.visible + counts.inFlight) / concurrency);
      const change = needed + Math.min(buffer, needed) - capacity;
      if (change > 0 && isOver(lastOut, cooldownOut, now)) {
        lastOut = now;
        return capacity + (factorOut === 0 ? change : Math.ceil(change * factorOut));
      }
      if (change < 0 && isOver(lastIn, cooldownIn, now)) {
        lastIn = now;
        return capacity + (factorIn === 0 ? change : Math.floor(change * factorIn));
      }
      return undefined;
    };
  },
});

function isOver(last: Instant | undefined, cooldown: Seconds, now: Instant): boolean {
  return last === undefined || elapsed({ from: last, to: now }) >= cooldown;
}
