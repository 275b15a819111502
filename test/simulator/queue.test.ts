import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { queue } from '../../shared/simulator/queue.ts';
import { ORDINARY_QUEUE, type QueueSettings } from '../../shared/simulator/queue-settings.ts';
import { START } from '../support/builders.ts';
import { meanWaitDeterministic, meanWaitExponential } from './queueing-theory.ts';
import { minute, perMinute, units, workerWorld } from './worlds.ts';

const DAY_MINUTES = 1440;

function queueOf(given: Partial<QueueSettings>, seed = 1) {
  const settings: QueueSettings = {
    ...ORDINARY_QUEUE,
    arrivals: perMinute(0.1),
    serviceTime: { distribution: 'deterministic', mean: seconds(10) },
    ...given,
  };
  return queue(settings, () => undefined, { start: START, seed });
}

describe('a queue of fixed capacity', () => {
  it.each([
    { name: 'M/M/1', distribution: 'exponential', servers: 1, utilisation: 0.7 },
    { name: 'M/M/4', distribution: 'exponential', servers: 4, utilisation: 0.8 },
    { name: 'M/M/20', distribution: 'exponential', servers: 20, utilisation: 0.9 },
    { name: 'M/D/1', distribution: 'deterministic', servers: 1, utilisation: 0.7 },
    { name: 'M/D/4', distribution: 'deterministic', servers: 4, utilisation: 0.8 },
  ] as const)('makes messages wait as $name does', ({ distribution, servers, utilisation }) => {
    const serviceSeconds = 60;
    const arrivalsPerSecond = (utilisation * servers) / serviceSeconds;
    const textbook = { arrivalsPerSecond, serviceSeconds, servers };
    const expected =
      distribution === 'exponential'
        ? meanWaitExponential(textbook)
        : meanWaitDeterministic(textbook);

    const means = Array.from({ length: 10 }, (_, seed) => {
      const jobs = queueOf(
        {
          arrivals: perMinute(arrivalsPerSecond),
          serviceTime: { distribution, mean: seconds(serviceSeconds) },
        },
        seed,
      );
      jobs.serve(minute(DAY_MINUTES / 4), servers);
      jobs.resetTotals();
      jobs.serve(minute(2 * DAY_MINUTES), servers);
      const { waitSum, taken } = jobs.totals();
      return waitSum / taken;
    });

    const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
    const variance = means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (means.length - 1);
    // 99 % of Student's t with 9 degrees of freedom, and half a step of rounding.
    const margin = 3.25 * Math.sqrt(variance / means.length) + 0.5;
    expect(Math.abs(mean - expected)).toBeLessThan(margin);
    expect(margin).toBeLessThan(0.3 * expected + 0.5);
  });

  it('keeps its service time in the mean, whatever the steps', () => {
    const table = [0.3, 0.9, 1, 1.5, 4.2, 37].map((mean) => {
      const jobs = queueOf({
        arrivals: perMinute(4),
        serviceTime: { distribution: 'lognormal', mean: seconds(mean) },
      });
      jobs.serve(minute(600), 400);
      const { busySeconds, taken } = jobs.totals();
      return busySeconds / taken / mean;
    });

    for (const ratio of table) {
      expect(ratio).toBeCloseTo(1, 1);
    }
  });

  it('works short messages off as fast as its slots allow', () => {
    const jobs = queueOf({
      arrivals: perMinute(100),
      serviceTime: { distribution: 'exponential', mean: seconds(0.05) },
    });

    jobs.serve(minute(60), 4);

    const { completed, arrived } = jobs.totals();
    expect(completed / 3600).toBeCloseTo(80, 0);
    expect(arrived / 3600).toBeCloseTo(100, 0);
    expect(jobs.counts().inFlight).toBeLessThanOrEqual(4);
  });

  it('spaces arrivals equally where they are even', () => {
    const jobs = queueOf({ arrivals: perMinute(0.25), arrivalPattern: 'even' });

    jobs.serve(minute(60), 3);

    expect(jobs.totals()).toMatchObject({ arrived: 900, waitSum: 0 });
  });
});

describe('waiting', () => {
  it('grows by the second while nobody works, and is counted once when work begins', () => {
    const jobs = queueOf({ arrivals: perMinute(1, 0), arrivalPattern: 'even' });

    jobs.serve(minute(2), 0);
    const age = jobs.ageOfOldest();
    jobs.serve(minute(3), 60);

    expect(age).toBe(120);
    expect(jobs.totals()).toMatchObject({
      taken: 60,
      longestWait: 119.5,
      waitP50: 89.5,
      withinObjective: 0,
    });
  });

  it('is judged by the objective', () => {
    const jobs = queueOf({
      arrivals: perMinute(1, 0),
      arrivalPattern: 'even',
      objective: seconds(100),
    });

    jobs.serve(minute(2), 0);
    jobs.serve(minute(3), 60);

    // Those of the last 40 s waited from 60.5 to 99.5 s.
    expect(jobs.totals().withinObjective).toBeCloseTo(40 / 60, 9);
  });
});

describe('poison', () => {
  const everything = { ...perMinute(1), per: seconds(1) };

  it('is received as often as allowed, then becomes a dead letter', () => {
    const jobs = queueOf({
      arrivals: perMinute(0.1, 0),
      arrivalPattern: 'even',
      poison: everything,
      maxReceiveCount: 3,
      visibilityTimeout: seconds(30),
    });

    jobs.serve(minute(20), 6);

    expect(jobs.totals()).toMatchObject({ arrived: 6, completed: 0, deadLettered: 6 });
    // Three receipts of 10 s each.
    expect(jobs.totals().busySeconds).toBe(6 * 30);
    expect(jobs.totals()).toMatchObject({ waiting: 0, inHand: 0, returned: 0 });
  });

  it('is in flight between two receipts', () => {
    const jobs = queueOf({
      arrivals: perMinute(1 / 60, 0),
      arrivalPattern: 'even',
      poison: everything,
      visibilityTimeout: seconds(600),
    });

    jobs.serve(minute(5), 1);

    expect(jobs.counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });
});

describe('scale-in', () => {
  const busy = {
    arrivals: perMinute(2),
    serviceTime: { distribution: 'deterministic', mean: seconds(100) },
  } as const;

  it('interrupts jobs where units do not drain; they come back after their timeout', () => {
    const world = workerWorld({ ...busy, fleet: { initial: units(10) } });

    world.advance(minute(2));
    world.setDesired(units(4));
    const cut = world.totals();
    world.advance(minute(20));

    expect(cut.interrupted).toBe(6);
    expect(world.totals().interrupted).toBe(6);
    expect(world.describe()).toMatchObject({ inService: 4 });
  });

  it('lets jobs end where units drain, and pays for it', () => {
    const world = workerWorld({ ...busy, fleet: { initial: units(10), drain: seconds(600) } });

    world.advance(minute(2));
    world.setDesired(units(4));
    world.advance(minute(20));

    const { interrupted, inServiceSeconds, runningSeconds } = world.totals();
    expect(interrupted).toBe(0);
    expect(inServiceSeconds).toBe(10 * 120 + 4 * 1080);
    expect(runningSeconds - inServiceSeconds).toBeGreaterThan(60);
    expect(runningSeconds - inServiceSeconds).toBeLessThanOrEqual(600);
  });

  it('interrupts what is not done when the drain is over', () => {
    const world = workerWorld({ ...busy, fleet: { initial: units(10), drain: seconds(10) } });

    world.advance(minute(2));
    world.setDesired(units(0));
    world.advance(minute(3));

    expect(world.totals().interrupted).toBeGreaterThan(5);
    expect(world.totals().runningSeconds).toBeLessThanOrEqual(10 * 130);
  });

  it('takes idle units first where busy ones are protected', () => {
    const quiet = { ...busy, arrivals: perMinute(0.02), arrivalPattern: 'even' } as const;
    const [any, idle] = (['any', 'idle'] as const).map((goesFirst) => {
      const world = workerWorld({ ...quiet, goesFirst, fleet: { initial: units(10) } });
      world.advance(minute(10));
      world.setDesired(units(3));
      return world.totals().interrupted;
    });

    expect(any).toBeGreaterThan(0);
    expect(idle).toBe(0);
  });
});

describe('the counts of a queue', () => {
  it('are up to as old as the staleness', () => {
    const jobs = queueOf({
      arrivals: perMinute(1),
      arrivalPattern: 'even',
      countStaleness: seconds(20),
    });

    jobs.serve(minute(2), 0);
    const seen = Array.from({ length: 200 }, () => jobs.counts().visible);

    expect(Math.min(...seen)).toBe(100);
    expect(Math.max(...seen)).toBe(120);
  });

  it('are measured like any metric too', () => {
    const world = workerWorld({
      arrivals: perMinute(1),
      arrivalPattern: 'even',
      fleet: { initial: units(2) },
    });

    world.advance(minute(1));

    expect(world.newest('arrivals')).toEqual({ at: minute(1), value: 60 });
    // The second message came in the second second.
    expect(world.newest('cpu')?.value).toBeCloseTo((100 * 119) / 120, 9);
    expect(world.newest('in-flight')?.value).toBe(2);
    expect(world.newest('visible')?.value).toBeGreaterThan(40);
    expect(world.newest('age-of-oldest')?.value).toBeGreaterThan(40);
    expect(world.newest('latency')).toBeUndefined();
  });
});

/** Any queue, and any treatment of it. */
const runs = fc.record({
  seed: fc.nat(),
  settings: fc.record({
    rates: fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 10 }),
    mean: fc.constantFrom(0.2, 1, 7, 40),
    distribution: fc.constantFrom('deterministic', 'exponential', 'lognormal'),
    pattern: fc.constantFrom('random', 'even'),
    concurrency: fc.constantFrom(1, 4),
    poison: fc.constantFrom(0, 0.2),
    goesFirst: fc.constantFrom('idle', 'any'),
    drain: fc.constantFrom(0, 30),
    spotInterruptions: fc.constantFrom(0, 6),
  }),
  desired: fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
});

describe('in every run', () => {
  it('messages in = done + dead + waiting + in hand + returned, and Little holds', () => {
    fc.assert(
      fc.property(runs, ({ seed, settings, desired }) => {
        const world = workerWorld({
          seed,
          // The last minute has no arrivals, so that what waits can be worked off.
          arrivals: perMinute(...settings.rates, 0),
          arrivalPattern: settings.pattern,
          serviceTime: { distribution: settings.distribution, mean: seconds(settings.mean) },
          concurrency: settings.concurrency,
          goesFirst: settings.goesFirst,
          poison: { ...perMinute(settings.poison) },
          fleet: {
            drain: seconds(settings.drain),
            spotInterruptions: settings.spotInterruptions,
            startUp: seconds(40),
          },
        });
        desired.forEach((count, index) => {
          world.setDesired(units(count));
          world.advance(minute(index + 1));

          const { arrived, completed, deadLettered, ...totals } = world.totals();
          const { waiting, inHand, returned } = totals;
          expect(arrived).toBe(completed + deadLettered + waiting + inHand + returned);
          expect(Math.min(...Object.values(totals), completed)).toBeGreaterThanOrEqual(0);
          expect(world.counts()?.inFlight).toBeGreaterThanOrEqual(0);
        });
        world.setDesired(units(200));
        world.advance(minute(desired.length + 120));

        const { waitingSeconds, waitSum, taken, arrived } = world.totals();
        expect(taken).toBe(arrived);
        expect(waitSum).toBeCloseTo(waitingSeconds, 6);
      }),
      { numRuns: 60 },
    );
  });
});
