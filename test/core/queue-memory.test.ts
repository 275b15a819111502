import { describe, expect, it } from 'vitest';
import { observeQueue, type QueueMemory } from '../../shared/core/queue-memory.ts';
import { seconds } from '../../shared/core/units.ts';
import { at, policyContext, target } from '../support/builders.ts';

const WORK = { objective: seconds(60), serviceTime: seconds(2), concurrency: 1, percent: 99 };

interface Look {
  readonly now: number;
  readonly visible?: number;
  readonly inFlight?: number;
  readonly units?: number;
  readonly counted?: number;
  readonly cadence?: number;
}

function observed(given: Look, before?: QueueMemory) {
  const { now, visible = 0, inFlight = 0, units = 10, counted, cadence = 60 } = given;
  const context = policyContext({ target: target(units), now: at(now), cadence });
  return observeQueue({ visible, inFlight, counted }, WORK, context, before);
}

const look = (given: Look, before?: QueueMemory) => observed(given, before).remembered;
const seen = (given: Look, before?: QueueMemory) => observed(given, before).seen;

/** Looks one after the other, each with what the one before remembered. */
function looks(given: readonly Look[]): QueueMemory {
  const [first, ...rest] = given;
  return rest.reduce((before, each) => look(each, before), look(first ?? { now: 0 }));
}

describe('observeQueue', () => {
  it('infers a first rate from what is in work: 6 in flight ÷ 2 s', () => {
    expect(look({ now: 0, inFlight: 6 })).toMatchObject({ rate: 3, visible: 0, inFlight: 6 });
    expect(look({ now: 0, inFlight: 60, units: 10 }).rate).toBe(5);
    expect(look({ now: 0, visible: 60 })).toMatchObject({ rate: 0, waiting: [[30, 60]] });
  });

  it.each([
    { name: 'a queue in balance', visible: 0, inFlight: 6, expected: 3 },
    { name: 'a queue that grows', visible: 120, inFlight: 6, expected: 3 + 2 * 0.393 },
    { name: 'a queue that empties', visible: 0, inFlight: 0, expected: 3 - 1.6 * 0.393 },
  ])('$name: what came is what it grew by and what was worked', (row) => {
    const { visible, inFlight, expected } = row;
    const before = look({ now: 0, inFlight: 6 });

    // One minute weighs 1 − e^(−60/120) = 0.393 in a memory of 120 s.
    expect(seen({ now: 60, visible, inFlight }, before).rate).toBeCloseTo(expected, 1);
  });

  it('finds the rate of a long steady growth', () => {
    const minutes = Array.from({ length: 30 }, (_, minute) => ({
      now: minute * 60,
      visible: minute * 300,
      inFlight: 10,
    }));

    expect(looks(minutes).rate).toBeCloseTo(5 + 5, 0);
  });

  it('a burst is no rate: over a long objective it adds no more than half of itself', () => {
    const idle = look({ now: 0 });

    const { rate } = look({ now: 60, visible: 600 }, idle);

    expect(rate * WORK.objective).toBeLessThan(300);
    expect(rate).toBeGreaterThan(0);
  });

  it('forgets a rate that is over, and then writes nothing more', () => {
    const idle = Array.from({ length: 20 }, (_, minute) => ({ now: 60 + minute * 60 }));

    const memory = looks([{ now: 0, inFlight: 6 }, ...idle]);

    expect(memory.rate).toBe(0);
    expect(look({ now: 6000 }, memory)).toBe(memory);
  });

  it('gives the very same memory when nothing moved', () => {
    const idle = look({ now: 0 });
    const busy = look({ now: 0, inFlight: 6 });

    expect(look({ now: 60 }, idle)).toBe(idle);
    expect(look({ now: 60, inFlight: 6 }, busy)).toBe(busy);
  });

  it('an evaluation right after another says nothing: SQS counts lag', () => {
    const before = look({ now: 0, inFlight: 6 });

    expect(look({ now: 4, visible: 500, inFlight: 6 }, before)).toBe(before);
  });

  it('time that goes backwards says nothing', () => {
    const before = look({ now: 600, inFlight: 6 });

    expect(look({ now: 0, visible: 500, inFlight: 6 }, before)).toBe(before);
  });

  it('after a gap it takes the average, not all of it for the last minute', () => {
    const before = look({ now: 0, inFlight: 0, units: 0 });

    const { rate } = look({ now: 1800, visible: 1800, units: 0 }, before);

    expect(rate).toBeCloseTo(1, 1);
  });

  describe('what waits', () => {
    it('came since the last look: half a cadence ago', () => {
      expect(look({ now: 60, visible: 50 }, look({ now: 0 })).waiting).toEqual([[30, 50]]);
    });

    it('grows older, and is what came last', () => {
      const burst = look({ now: 0, visible: 100, units: 0 });

      const later = look({ now: 60, visible: 120, units: 0 }, burst);
      const last = look({ now: 120, visible: 115, units: 0 }, later);

      expect(later.waiting).toEqual([
        [90, 100],
        [30, 20],
      ]);
      expect(last.waiting).toEqual([
        [150, 95],
        [90, 20],
      ]);
    });

    it('is nothing when nothing waits', () => {
      const before = look({ now: 0, visible: 100 });

      expect(seen({ now: 60, inFlight: 10 }, before).waiting).toEqual([]);
    });
  });

  describe('the reserve', () => {
    it('grows by what will be late, and shrinks by what is not', () => {
      const idle = look({ now: 0, units: 0 });

      const late = look({ now: 60, visible: 10, units: 0 }, idle);
      const calm = look({ now: 60, inFlight: 10 }, idle);

      expect(late.reserve).toBeGreaterThan(idle.reserve);
      expect(calm.reserve).toBeLessThan(idle.reserve);
    });

    it('begins as a tenth of the objective, or as warm units where none starts in time', () => {
      expect(look({ now: 0, cadence: 10 }).reserve).toBe(0.1);
      expect(look({ now: 0, cadence: 90 }).reserve).toBe(1.3);
    });
  });

  describe('when units that start will work', () => {
    const starting = (now: number, before?: QueueMemory) =>
      observeQueue(
        { visible: 10, inFlight: 0, counted: undefined },
        WORK,
        policyContext({ target: target(3, { inService: 1 }), now: at(now), warmUp: 180 }),
        before,
      ).remembered;

    it('is a boot after they were asked for, at the last look', () => {
      const asked = starting(60, look({ now: 0, visible: 10 }));

      expect(asked.ready).toBe(at(180));
      expect(starting(120, asked).ready).toBe(at(180));
      expect(look({ now: 180, visible: 10 }, asked)).not.toHaveProperty('ready');
    });
  });

  it('a busy queue is written once in a part of its objective, more rarely while none wait', () => {
    const busy = { visible: 50, inFlight: 10, cadence: 5 };
    const calm = { visible: 0, inFlight: 10, cadence: 5 };
    const first = look({ now: 0, ...busy });
    const quiet = look({ now: 0, ...calm });

    expect(look({ ...busy, now: 15, visible: 60 }, first)).toBe(first);
    expect(look({ ...busy, now: 20, visible: 60 }, first)).toMatchObject({ at: at(20) });
    expect(look({ ...calm, now: 60, inFlight: 6 }, quiet)).toBe(quiet);
    expect(look({ ...calm, now: 120, inFlight: 6 }, quiet)).toMatchObject({ at: at(120) });
  });

  describe('a busy queue whose objective is a few looks long', () => {
    const patient = { ...WORK, objective: seconds(180) };
    interface Given {
      readonly visible: number;
      readonly inFlight?: number;
      readonly boot: number;
    }
    const observe = (now: number, { visible, inFlight = 10, boot }: Given) => {
      const context = (at0: number) =>
        policyContext({ target: target(10), now: at(at0), cadence: 60, warmUp: boot });
      const counts = { visible: 50, inFlight: 10, counted: undefined };
      const first = observeQueue(counts, patient, context(0), undefined).seen;
      return {
        first,
        ...observeQueue({ ...counts, visible, inFlight }, patient, context(now), first),
      };
    };

    it.each([
      { name: 'it comes evenly', boot: 60, visible: 60, now: 60, isWritten: false },
      {
        name: 'it comes evenly, at the second look',
        boot: 60,
        visible: 60,
        now: 120,
        isWritten: true,
      },
      {
        name: 'a quarter more comes than foretold',
        boot: 60,
        visible: 125,
        now: 60,
        isWritten: false,
      },
      { name: 'more than that comes', boot: 60, visible: 126, now: 60, isWritten: true },
      { name: 'less comes by more', boot: 60, visible: 0, inFlight: 5, now: 60, isWritten: true },
      { name: 'no unit starts in time', boot: 180, visible: 60, now: 60, isWritten: true },
    ])('where $name, at $now s, is written: $isWritten', ({ now, isWritten, ...given }) => {
      const { first, remembered } = observe(now, given);

      expect(remembered !== first).toBe(isWritten);
    });

    it('knows at a look that it leaves unwritten what it would write', () => {
      const { seen: told, remembered } = observe(60, { visible: 60, boot: 60 });

      expect(remembered.at).toBe(at(0));
      expect(told).toMatchObject({ at: at(60), visible: 60 });
    });

    it('takes what came between two writes as having come evenly', () => {
      // 5 messages/s of work and 600 more in two minutes are 1,200: one half in each.
      const { remembered } = observe(120, { visible: 650, boot: 60 });

      expect(remembered.waiting).toEqual([
        [90, 50],
        [30, 600],
      ]);
    });
  });

  describe('poison', () => {
    const still = { visible: 4, inFlight: 0 };
    const long = [
      { now: 0, ...still },
      { now: 300, ...still },
      { now: 600, ...still },
    ];

    it('is what stays at the very same count for ten minutes, with workers on it', () => {
      expect(looks(long.slice(0, 2)).stuck).toBe(0);
      expect(looks(long)).toMatchObject({ stuck: 4, rate: 0 });
    });

    it('may be in flight or not: the count is what stays', () => {
      const memory = looks([...long, { now: 660, visible: 0, inFlight: 4 }]);

      expect(memory.stuck).toBe(4);
    });

    it('is not found while no worker looks', () => {
      expect(looks(long.map((each) => ({ ...each, units: 0 }))).stuck).toBe(0);
    });

    it('is not a queue with counted arrivals: it moves, at an even count', () => {
      expect(looks(long.map((each) => ({ ...each, counted: 2 }))).stuck).toBe(0);
    });

    it('is no poison as soon as there is less of it', () => {
      const memory = looks([...long, { now: 660, visible: 3 }]);

      expect(memory.stuck).toBe(0);
    });

    it('stays what it is when more comes', () => {
      expect(looks([...long, { now: 660, visible: 50 }]).stuck).toBe(4);
    });

    it('once found is written once', () => {
      const memory = looks(long);

      expect(look({ now: 660, ...still }, memory)).toBe(memory);
      expect(look({ now: 6600, ...still }, memory)).toBe(memory);
    });

    it('is not long messages: twenty service times must pass', () => {
      const slow = { ...WORK, serviceTime: seconds(60) };
      const observe = (now: number, before?: QueueMemory) =>
        observeQueue(
          { visible: 0, inFlight: 1, counted: undefined },
          slow,
          policyContext({ target: target(1), now: at(now) }),
          before,
        ).remembered;

      const early = observe(1199, observe(0));
      const late = observe(1200, early);

      expect(early.stuck).toBe(0);
      expect(late.stuck).toBe(1);
    });
  });
});
