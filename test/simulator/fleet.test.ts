import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../shared/core/model.ts';
import { capacity, instant, later, seconds } from '../../shared/core/units.ts';
import { type Fleet, type FleetWork, fleet } from '../../shared/simulator/fleet.ts';
import { CALM_FLEET, type FleetSettings } from '../../shared/simulator/fleet-settings.ts';
import { START } from '../support/builders.ts';
import { minute, units } from './worlds.ts';

const NO_WORK: FleetWork = { leave: () => false, interrupt: () => undefined };

function fleetOf(settings: Partial<FleetSettings> = {}, work: FleetWork = NO_WORK): Fleet {
  const all = { ...CALM_FLEET, initial: capacity(2), startUp: seconds(120), ...settings };
  return fleet(all, work, { start: START, seed: 5 });
}

function standing({ describe: described }: Fleet): readonly number[] {
  const { capacity: desired, inService, pending } = described();
  return [desired, inService, pending];
}

describe('a fleet', () => {
  it('starts units that serve after their start-up, not before', () => {
    const web = fleetOf();

    web.setDesired(units(5), minute(1));
    web.advance(instant(minute(3) - 1));
    const before = standing(web);
    web.advance(minute(3));

    expect(before).toEqual([5, 2, 3]);
    expect(standing(web)).toEqual([5, 5, 0]);
  });

  it('serves at once without a start-up', () => {
    const web = fleetOf({ startUp: seconds(0) });

    web.setDesired(units(5), START);

    expect(standing(web)).toEqual([5, 5, 0]);
  });

  it('calls off the newest units that still start, before it stops any in service', () => {
    const web = fleetOf();

    web.setDesired(units(4), minute(0));
    web.advance(minute(1));
    web.setDesired(units(6), minute(1));
    web.setDesired(units(3), minute(1));
    web.advance(minute(2));

    expect(standing(web)).toEqual([3, 3, 0]);
  });

  it('goes on with a unit until the scale-in delay is over', () => {
    const web = fleetOf({ scaleInDelay: seconds(60) });

    web.setDesired(units(1), START);
    const asked = standing(web);
    web.advance(minute(1));

    expect(asked).toEqual([1, 2, 0]);
    expect(standing(web)).toEqual([1, 1, 0]);
  });

  it('replaces units that go while more are asked for again', () => {
    const web = fleetOf({ scaleInDelay: seconds(60) });

    web.setDesired(units(1), START);
    web.setDesired(units(2), START);
    web.advance(minute(1));

    expect(standing(web)).toEqual([2, 1, 1]);
  });

  it('lets busy units drain, for no longer than it may take', () => {
    const lost: string[] = [];
    const busy = { leave: () => true, interrupt: () => lost.push('lost') };
    const workers = fleetOf({ drain: seconds(300) }, { ...busy });

    workers.setDesired(units(0), START);
    workers.finishDraining(minute(1));
    workers.advance(minute(5));

    expect(standing(workers)).toEqual([0, 0, 0]);
    expect(lost).toHaveLength(1);
    expect(workers.totals()).toMatchObject({ inServiceSeconds: 0, runningSeconds: 60 + 300 });
  });

  it('spreads start-up times around the typical one', () => {
    const web = fleetOf({ startUpJitter: 0.2 });

    web.setDesired(units(1002), START);
    web.advance(instant(minute(2) - 1000));
    const early = web.inService() - 2;
    web.advance(minute(4));

    expect(early).toBeGreaterThan(450);
    expect(early).toBeLessThan(600);
    expect(web.inService()).toBeGreaterThan(990);
  });

  it('tries again when a launch fails', () => {
    const web = fleetOf({ launchFailure: 0.5 });

    web.setDesired(units(102), START);
    web.advance(minute(2));
    const after = standing(web);
    web.advance(minute(60));

    expect(after[1]).toBeGreaterThan(30);
    expect(after[1]).toBeLessThan(70);
    expect(standing(web)).toEqual([102, 102, 0]);
    expect(web.totals().launchFailures).toBeGreaterThan(50);
  });

  it('gets nothing beyond a shortage until it is over', () => {
    const shortage = { from: START, to: minute(10), atMost: units(4) };
    const web = fleetOf({ shortages: [shortage] });

    web.setDesired(units(8), minute(1));
    web.advance(minute(9));
    const within = standing(web);
    web.advance(minute(13));

    expect(within).toEqual([8, 4, 0]);
    expect(standing(web)).toEqual([8, 8, 0]);
  });

  it('says which launch failed last while units are missing, and no longer', () => {
    const shortage = { from: START, to: minute(10), atMost: units(4) };
    const web = fleetOf({ shortages: [shortage] });

    web.setDesired(units(8), minute(1));
    web.advance(minute(9));
    const within = web.describe().failedLaunches;
    web.advance(minute(13));

    const because = 'there is no capacity';
    expect(within).toEqual({ count: 1, latest: minute(9), because, onSpot: false });
    expect(web.describe().failedLaunches).toBeUndefined();
  });

  const HALF_ON_SPOT: Unit = {
    warmUp: seconds(120),
    perHour: 0.1,
    purchase: {
      onDemandBase: 0,
      onDemandPercentageAboveBase: 50,
      onDemandPerHour: 0.1,
      spotPerHour: 0.04,
      fallToOnDemand: false,
    },
  };

  it('gets its on-demand share while spot alone is short', () => {
    const shortage = { from: START, to: minute(60), atMost: units(2), onSpot: true };
    const web = fleetOf({ shortages: [shortage], mixed: HALF_ON_SPOT });

    web.setDesired(units(10), minute(1));
    web.advance(minute(9));

    expect(standing(web)).toEqual([10, 7, 0]);
    expect(web.describe().failedLaunches?.onSpot).toBe(true);
  });

  it('costs what a mixed fleet costs: half on demand, half on spot', () => {
    const web = fleetOf({ initial: units(10), mixed: HALF_ON_SPOT });

    web.advance(minute(60));

    expect(web.totals().usd).toBeCloseTo(5 * 0.1 + 5 * 0.04, 9);
  });

  it('loses spot units at their rate, and replaces them', () => {
    const web = fleetOf({ initial: units(50), spotInterruptions: 0.2 });

    web.advance(minute(10 * 60));

    const { spotInterruptions, launches } = web.totals();
    expect(spotInterruptions).toBeGreaterThan(70);
    expect(spotInterruptions).toBeLessThan(130);
    expect(launches).toBe(spotInterruptions);
    expect(standing(web)[0]).toBe(50);
  });

  const warmPool = {
    size: units(3),
    startUp: seconds(15),
    isReusedOnScaleIn: true,
    perHour: 0.01,
  };

  it('takes from the warm pool first, and fills it again', () => {
    const web = fleetOf({ warmPool });

    web.setDesired(units(7), START);
    web.advance(later(START, seconds(15)));
    const soon = standing(web);
    web.advance(minute(3));

    expect(soon).toEqual([7, 5, 2]);
    expect(standing(web)).toEqual([7, 7, 0]);
    // Empty for two minutes, then three units for one.
    expect(web.totals().warmSeconds).toBe(180);
    expect(web.totals().usd).toBeCloseTo((5 * 180 + 2 * 180) * (0.096 / 3600) + 0.01 / 20, 9);
  });

  it.each([
    { isReusedOnScaleIn: true, warmSeconds: 180 },
    { isReusedOnScaleIn: false, warmSeconds: 0 },
  ])('puts units back into the pool: $isReusedOnScaleIn', ({ isReusedOnScaleIn, warmSeconds }) => {
    const web = fleetOf({ warmPool: { ...warmPool, isReusedOnScaleIn } });

    web.setDesired(units(5), START);
    web.advance(later(START, seconds(30)));
    web.setDesired(units(2), later(START, seconds(30)));
    web.advance(later(START, seconds(90)));

    expect(web.totals().warmSeconds).toBe(warmSeconds);
  });
});

describe('the cost of a fleet', () => {
  it.each([
    {
      name: 'a unit called off after 10 s costs the least billed time',
      lifeSeconds: 10,
      billed: 60,
    },
    { name: 'one of exactly that age costs its life', lifeSeconds: 60, billed: 60 },
    { name: 'an older one costs its life, to the second', lifeSeconds: 61, billed: 61 },
  ])('$name', ({ lifeSeconds, billed }) => {
    const web = fleetOf({ initial: units(0) });

    web.setDesired(units(1), START);
    web.advance(later(START, seconds(lifeSeconds)));
    web.setDesired(units(0), later(START, seconds(lifeSeconds)));
    web.advance(minute(10));

    expect(web.totals().runningSeconds).toBe(lifeSeconds);
    expect(web.totals().billedSeconds).toBe(billed);
    expect(web.totals().usd).toBeCloseTo((billed * 0.096) / 3600, 12);
  });

  it('is the integral of what stands, and never less than what serves', () => {
    const happening = fc.record({
      afterSeconds: fc.integer({ min: 0, max: 400 }),
      desired: fc.nat(12),
    });
    const settings = fc.record({
      startUpJitter: fc.constantFrom(0, 0.3),
      scaleInDelay: fc.constantFrom(0, 45).map(seconds),
      launchFailure: fc.constantFrom(0, 0.3),
      spotInterruptions: fc.constantFrom(0, 5),
    });

    fc.assert(
      fc.property(settings, fc.array(happening, { maxLength: 20 }), (given, happenings) => {
        const web = fleetOf({ ...given, billedAtLeast: seconds(0) });
        let now = START;
        let servedSeconds = 0;
        let standingSeconds = 0;
        for (const { afterSeconds, desired } of happenings) {
          for (const end = later(now, seconds(afterSeconds)); now < end; ) {
            // Between two changes nothing changes: what stands, times how long, is the integral.
            const next = instant(Math.min(end, Math.max(now, web.nextAt())));
            const { inService, pending } = web.describe();
            servedSeconds += (inService * (next - now)) / 1000;
            standingSeconds += ((inService + pending) * (next - now)) / 1000;
            now = next;
            web.advance(now);
          }
          web.setDesired(units(desired), now);

          const { inService, pending } = web.describe();
          expect(inService).toBeGreaterThanOrEqual(0);
          expect(pending).toBeGreaterThanOrEqual(0);
        }
        const { inServiceSeconds, runningSeconds, billedSeconds } = web.totals();
        expect(inServiceSeconds).toBeCloseTo(servedSeconds, 6);
        expect(runningSeconds).toBeCloseTo(standingSeconds, 6);
        expect(billedSeconds).toBe(runningSeconds);
      }),
      { numRuns: 60 },
    );
  });

  it('starts anew when totals are reset', () => {
    const web = fleetOf();

    web.advance(minute(10));
    web.resetTotals();
    web.advance(minute(11));

    expect(web.totals()).toMatchObject({ inServiceSeconds: 120, launches: 0 });
  });
});
