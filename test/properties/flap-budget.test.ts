/** At most so many starts and stops in any window, over arbitrary plans and lives of targets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { anyLife, anyPlan } from '../support/arbitraries.ts';
import { FREE_LIMITS, limitSettings, plan } from '../support/builders.ts';
import { type Evaluated, type Moment, run } from '../support/run.ts';

const RUNS = { numRuns: 1000 };
const TRACK_LOAD = { type: 'target-tracking', source: 'load', target: 1, measure: 'total' };

/** A plan, what happens to its target, and with how many units it starts, inside the bounds. */
interface Life {
  readonly plan: TargetPlan;
  readonly moments: readonly Moment[];
  readonly units: number;
}

/** Any plan and any life in which nobody but us moves the target. */
const ordinary: fc.Arbitrary<Omit<Life, 'units'>> = fc.record({
  plan: anyPlan,
  moments: anyLife.map((life) =>
    life.filter(({ target }) =>
      [1, 2].every((units) => {
        const described = target?.(units);
        return described?.status !== 'described' || described.capacity === units;
      }),
    ),
  ),
});

/** Nothing but the budget stands between wishes from one end to the other and the target. */
const wild: fc.Arbitrary<Omit<Life, 'units'>> = fc
  .record({
    max: fc.integer({ min: 1, max: 80 }),
    wishes: fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(100)), {
      minLength: 1,
      maxLength: 150,
    }),
  })
  .map(({ max, wishes }) => {
    let seconds = 0;
    const moments = wishes.map(([gap, load]) => {
      seconds += gap;
      return { seconds, readings: { load } };
    });
    return { plan: plan({ min: 0, max, policies: [TRACK_LOAD], limits: FREE_LIMITS }), moments };
  });

/** Lives under a budget; without `changes`, one of twice the way from minimum to maximum. */
function budgeted(
  longestWait: fc.Arbitrary<string>,
  changes: fc.Arbitrary<number | undefined> = fc.integer({ min: 0, max: 170 }),
): fc.Arbitrary<Life> {
  return fc
    .record({
      life: fc.oneof(ordinary, wild),
      changes,
      perMinutes: fc.integer({ min: 1, max: 20 }),
      longestWait,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ life, changes: some, perMinutes, longestWait: wait, share }) => {
      const { min, max } = life.plan.capacity;
      const { flapBudget } = limitSettings({
        flapBudget: {
          changes: some ?? 2 * (max - min),
          per: `${perMinutes}m`,
          longestWait: wait,
        },
      });
      return {
        plan: { ...life.plan, mode: 'live', limits: { ...life.plan.limits, flapBudget } },
        moments: life.moments,
        units: min + Math.round(share * (max - min)),
      };
    });
}

interface Change {
  readonly at: number;
  readonly units: number;
  readonly isStop: boolean;
}

/** Every change of ours, with the starts and stops of the window that ends with it. */
function changesOf(
  lived: readonly Evaluated[],
  per: number,
): readonly (Change & { sum: number })[] {
  const changes = lived.flatMap(({ decision: { from, to }, units, now }): readonly Change[] =>
    from === null || to === null || from === to || units !== to
      ? []
      : [{ at: now, units: Math.abs(to - from), isStop: to < from }],
  );
  return changes.map((last, index) => ({
    ...last,
    sum: changes
      .slice(0, index + 1)
      .filter(({ at }) => at > last.at - per * 1000)
      .reduce((sum, { units }) => sum + units, 0),
  }));
}

/** Whether the budget held back a scale-out. */
function isHeld({ decision: { steps, from: current } }: Evaluated): boolean {
  return steps.some(
    ({ by, from, to }) => by === 'flap-budget' && from > to && from > (current ?? 0),
  );
}

const waits = fc.constantFrom('0s', '1m', '10m');

describe('a flap budget', () => {
  it('is never exceeded, in any window, whatever happens', () => {
    fc.assert(
      fc.property(budgeted(fc.constant('unlimited')), ({ plan: given, moments, units }) => {
        const { changes = 0, per = 0 } = given.limits.flapBudget ?? {};

        for (const { sum } of changesOf(run(given, moments, { units }), per)) {
          expect(sum).toBeLessThanOrEqual(changes);
        }
      }),
      RUNS,
    );
  });

  it('is exceeded by starts alone where they may not wait for it, and never by a stop', () => {
    fc.assert(
      fc.property(budgeted(waits), ({ plan: given, moments, units }) => {
        const { changes = 0, per = 0 } = given.limits.flapBudget ?? {};

        for (const { sum, isStop } of changesOf(run(given, moments, { units }), per)) {
          expect(isStop ? sum : 0).toBeLessThanOrEqual(changes);
        }
      }),
      RUNS,
    );
  });

  it('never holds a scale-out for longer than the plan says', () => {
    fc.assert(
      fc.property(budgeted(waits), ({ plan: given, moments, units }) => {
        const longestWait = Number(given.limits.flapBudget?.longestWait);
        let since: number | undefined;

        for (const evaluated of run(given, moments, { units })) {
          since = isHeld(evaluated) ? (since ?? evaluated.now) : undefined;
          expect(evaluated.now - (since ?? evaluated.now)).toBeLessThanOrEqual(longestWait * 1000);
        }
      }),
      RUNS,
    );
  });

  it('of twice the way from minimum to maximum never holds a scale-out at all', () => {
    const whole = budgeted(fc.constant('unlimited'), fc.constant(undefined));
    fc.assert(
      fc.property(whole, ({ plan: given, moments, units }) => {
        for (const evaluated of run(given, moments, { units })) {
          const { max } = given.capacity;
          const isWithinReach = evaluated.decision.steps.every(({ from }) => from <= max);
          expect(isHeld(evaluated) && isWithinReach).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it('still lets capacity go, down to the minimum in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(80), (changes, units) => {
        const flapBudget = { changes, per: '10m', longestWait: 'unlimited' };
        const idle = plan({
          min: 0,
          max: 80,
          policies: [TRACK_LOAD],
          limits: { ...FREE_LIMITS, flapBudget },
        });
        const moments = Array.from({ length: 15 * 90 }, () => ({ readings: { load: 0 } }));

        expect(run(idle, moments, { units }).at(-1)?.units).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});
