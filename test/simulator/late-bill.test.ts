import { describe, expect, it } from 'vitest';
import { capacity, instant, later, seconds } from '../../shared/core/units.ts';
import { stoppedByBill } from '../../shared/simulator/late-bill.ts';
import { run } from '../../shared/simulator/simulate.ts';
import { serviceWorld } from '../../shared/simulator/world.ts';
import { perMinute } from '../support/scenario.ts';

const MIDNIGHT = instant(Date.UTC(2026, 0, 5));

/** The minute at which a fleet of ten units, 10 USD an hour, is stopped. */
function stoppedAt(given: {
  readonly delay: number;
  readonly every: number;
  readonly daily: number;
}) {
  const world = serviceWorld({
    load: { ...perMinute([60 * 48, 1]), start: MIDNIGHT },
    capacityPerUnit: 1000,
    fleet: { initial: capacity(10), perHour: 1 },
    seed: 1,
  });
  const stopped = stoppedByBill(
    { evaluate: () => undefined },
    {
      delay: seconds(given.delay * 3600),
      every: seconds(given.every * 3600),
      daily: given.daily,
      stopAt: capacity(1),
    },
  );
  const { desired } = run(stopped, world, {
    until: later(MIDNIGHT, seconds(48 * 3600)),
    every: seconds(60),
  });
  return desired.indexOf(1) / 60;
}

describe('a budget that knows the bill', () => {
  it.each([
    { name: 'at once, when the limit is passed', delay: 0, every: 1 / 60, daily: 50, hour: 5 },
    { name: 'as late as the bill', delay: 12, every: 1 / 60, daily: 50, hour: 17 },
    { name: 'and as late as somebody looks', delay: 12, every: 8, daily: 50, hour: 24 },
    { name: 'never, when no day comes to it', delay: 0, every: 1, daily: 240, hour: -1 / 60 },
  ])('stops $name', ({ hour, ...given }) => {
    expect(stoppedAt(given)).toBeCloseTo(hour, 1);
  });
});
