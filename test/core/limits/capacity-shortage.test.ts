import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/core/decide.ts';
import { explain } from '../../../shared/core/explain.ts';
import { capacityShortage } from '../../../shared/core/limits/capacity-shortage.ts';
import type { Allowance, FailedLaunches, Purchase } from '../../../shared/core/model.ts';
import { capacity, seconds } from '../../../shared/core/units.ts';
import {
  at,
  FREE_LIMITS,
  limitContext,
  plan,
  snapshot,
  state,
  target,
} from '../../support/builders.ts';

const NO_CAPACITY = 'There is no Spot capacity available that matches your request.';
const FALLING: Purchase = {
  onDemandBase: 0,
  onDemandPercentageAboveBase: 25,
  onDemandPerHour: 0.1,
  spotPerHour: 0.04,
  fallToOnDemand: true,
};

const failure = (second: number, given: Partial<FailedLaunches> = {}): FailedLaunches => ({
  count: 3,
  latest: at(second),
  because: NO_CAPACITY,
  onSpot: true,
  ...given,
});

/** 20 units were asked for, and 12 came. */
const short = (failed?: FailedLaunches) => ({
  ...target(20, { inService: 10, pending: 2 }),
  ...(failed === undefined ? {} : { failedLaunches: failed }),
});

type Memory = Parameters<typeof capacityShortage.restrain>[2];
const waiting = (given: Partial<NonNullable<Memory>> = {}): NonNullable<Memory> => ({
  waits: 1,
  retryAt: at(120),
  latest: at(-30),
  because: NO_CAPACITY,
  onSpot: true,
  ...given,
});

function look(given: {
  readonly second: number;
  readonly to?: number;
  readonly target?: ReturnType<typeof short>;
  readonly before?: Memory;
  readonly purchase?: Purchase;
  readonly allowance?: Allowance;
}) {
  const context = {
    ...limitContext({ target: given.target ?? short(), now: at(given.second) }),
    unit: { warmUp: seconds(60), perHour: 0.1, purchase: given.purchase },
    allowance: given.allowance,
  };
  const proposal = { to: capacity(given.to ?? 30) };
  return {
    restraint: capacityShortage.restrain(proposal, context, given.before),
    memory: capacityShortage.observe?.(proposal, context, given.before),
  };
}

describe('capacity-shortage', () => {
  it('grows no further once launches failed, and says what came and when it tries again', () => {
    const { restraint, memory } = look({ second: 0, target: short(failure(-30)) });

    expect(restraint).toEqual({
      to: 20,
      until: at(120),
      because: `12 of 20 units came: "${NO_CAPACITY}"; growth is tried again in 2m`,
    });
    expect(memory).toEqual(waiting());
  });

  it.each([
    { name: 'a target without failures', target: short(), before: undefined },
    { name: 'a target that has all it asked for', target: target(20), before: waiting() },
    {
      name: 'a target whose units are all on their way',
      target: target(20, { inService: 10, pending: 10 }),
      before: waiting(),
    },
  ])('lets grow and forgets: $name', (given) => {
    expect(look({ second: 60, ...given })).toEqual({ restraint: undefined, memory: undefined });
  });

  it.each([20, 15, 0])('never raises and never takes away: a proposal of %i stays', (to) => {
    expect(look({ second: 0, to, target: short(failure(-30)) }).restraint).toBeUndefined();
  });

  it.each([
    { name: 'in the wait', second: 119, isHeld: true },
    { name: 'after it', second: 120, isHeld: false },
  ])('waits no longer than it says: $name', ({ second, isHeld }) => {
    const { restraint } = look({ second, before: waiting(), target: short(failure(-30)) });

    expect(restraint !== undefined).toBe(isHeld);
  });

  it.each([
    { waits: 1, next: 240 },
    { waits: 2, next: 480 },
    { waits: 3, next: 960 },
    { waits: 4, next: 1800 },
    { waits: 60, next: 1800 },
  ])('doubles the wait after $waits in vain, up to the longest', ({ waits, next }) => {
    const target = short(failure(150));

    const { restraint, memory } = look({ second: 180, before: waiting({ waits }), target });

    expect(restraint?.until).toBe(at(180 + next));
    expect(memory).toMatchObject({ waits: waits + 1, retryAt: at(180 + next), latest: at(150) });
  });

  it('does not lengthen the wait for what the group itself tries meanwhile', () => {
    const before = waiting();

    const { memory } = look({ second: 100, before, target: short(failure(90)) });

    expect(memory).toBe(before);
  });

  it('remembers what it knows while nobody can say why units are missing', () => {
    const before = waiting();

    expect(look({ second: 60, before }).memory).toBe(before);
  });

  it('begins anew with a short wait when a shortage is long over', () => {
    const before = waiting({ waits: 5 });

    const { memory } = look({ second: 4000, before, target: short(failure(3990)) });

    expect(memory).toMatchObject({ waits: 1, retryAt: at(4120) });
  });

  it('does not wait for ever after the clock went back', () => {
    const before = waiting({ retryAt: at(100_000) });

    expect(look({ second: 0, before })).toEqual({ restraint: undefined, memory: undefined });
  });

  describe('with fallToOnDemand', () => {
    it('goes on growing while spot is short, and says at which price', () => {
      const target = short(failure(-30));

      const { restraint } = look({ second: 0, target, purchase: FALLING });

      expect(restraint).toEqual({
        to: 30,
        isRemark: true,
        because:
          `12 of 20 units came: "${NO_CAPACITY}"; ` +
          'of each unit more, 25 % still come on demand, at 0.1 USD per unit-hour',
      });
    });

    it.each([
      { name: 'all', left: 1, to: 30, isRemark: true },
      { name: 'six more at 0.1 USD', left: 0.65, to: 26, isRemark: undefined },
      { name: 'none', left: 0, to: 20, isRemark: undefined },
      { name: 'none where it costs too much already', left: -3, to: 20, isRemark: undefined },
      { name: 'all where nothing is capped', left: undefined, to: 30, isRemark: true },
    ])('grows as far as the budget pays for on-demand units: $name', ({ left, to, isRemark }) => {
      const allowance: Allowance = {
        status: 'known',
        budget: 'shop',
        rate: 2,
        ...(left === undefined ? {} : { mostRate: 2 + left }),
      };
      const target = short(failure(-30));

      const { restraint } = look({ second: 0, target, purchase: FALLING, allowance });

      expect([restraint?.to, restraint?.isRemark]).toEqual([to, isRemark]);
    });

    it.each([
      { name: 'on-demand capacity is short too', onSpot: false, purchase: FALLING },
      { name: 'the plan says no', onSpot: true, purchase: { ...FALLING, fallToOnDemand: false } },
    ])('waits where $name', ({ onSpot, purchase }) => {
      const target = short(failure(-30, { onSpot }));

      expect(look({ second: 0, target, purchase }).restraint?.to).toBe(20);
    });

    it('is told beside the reason for growing, and is not the reason', () => {
      const growing = plan({ limits: FREE_LIMITS, warmUp: 60 });
      const unit = { ...growing.unit, perHour: 0.1, purchase: FALLING };
      const seen = snapshot(short(failure(-30)), { load: 300 });

      const decision = decide(seen, { ...growing, unit }, state(), at(0));

      expect(decision).toMatchObject({ action: 'scale-out', to: 30, reason: 'recommended' });
      expect(explain(decision).filter((line) => line.startsWith('capacity-shortage'))).toEqual([
        `capacity-shortage: 30 → 30, because 12 of 20 units came: "${NO_CAPACITY}"; ` +
          'of each unit more, 25 % still come on demand, at 0.1 USD per unit-hour',
      ]);
    });
  });

  it('holds whatever happens at most as long as the longest wait, and only growth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat(4000), ago: fc.nat(4000), fails: fc.boolean() })),
        fc.nat(60),
        (looks, to) => {
          let second = 0;
          let before: Memory;
          for (const { wait, ago, fails } of looks) {
            second += wait;
            const target = short(fails ? failure(second - ago) : undefined);
            const { restraint, memory } = look({ second, to, target, before });
            if (restraint !== undefined) {
              expect(restraint.to).toBe(20);
              expect(to).toBeGreaterThan(20);
              expect(restraint.until).toBeGreaterThan(at(second));
              expect(restraint.until).toBeLessThanOrEqual(at(second + 1800));
            }
            before = memory;
          }
        },
      ),
    );
  });
});
