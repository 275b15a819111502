/** Promise 1, over arbitrary plans and arbitrary lives of targets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestOf } from '../../shared/core/limits/ceiling.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { capacity } from '../../shared/core/units.ts';
import { anyLife, anyPlan } from '../support/arbitraries.ts';
import { at, state } from '../support/builders.ts';
import { type Evaluated, run } from '../support/run.ts';

const RUNS = { numRuns: 400 };

/** Checks a claim about every evaluation of every life. */
function always(claim: (evaluated: Evaluated, plan: TargetPlan) => void): void {
  fc.assert(
    fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
      for (const evaluated of run(plan, life, { units })) {
        claim(evaluated, plan);
      }
    }),
    RUNS,
  );
}

/** The most that the policies let anybody have. */
function ceilingOf({ decision }: Evaluated): number {
  return lowestOf(decision.recommendations)?.capacity ?? Number.POSITIVE_INFINITY;
}

/** Reasons for which a target stays where it is, in bounds or not. */
const STAYS = ['target-held', 'operation-in-progress', 'foreign-change', 'override'];

describe('a decision', () => {
  it('is a whole number of units inside the bounds, or leaves the target where it is', () => {
    always(({ decision }, plan) => {
      const { from, to, reason, action } = decision;
      if (to === null || from === null) {
        expect(action).toBe('hold');
        return;
      }
      expect(Number.isSafeInteger(to) && to >= 0).toBe(true);
      if (action !== 'hold' || !STAYS.includes(reason)) {
        expect(to).toBeGreaterThanOrEqual(plan.capacity.min);
        expect(to).toBeLessThanOrEqual(plan.capacity.max);
      }
    });
  });

  it('grows no further than a ceiling, unless the bounds or an operator say so', () => {
    always((evaluated, plan) => {
      const { action, to, reason } = evaluated.decision;
      const isAllowed = ['bounds', 'override', 'foreign-change', 'operation-in-progress'];
      if (action === 'scale-out' && to !== null && !isAllowed.includes(reason)) {
        expect(to).toBeLessThanOrEqual(Math.max(ceilingOf(evaluated), plan.capacity.min));
      }
    });
  });

  it('does what its action says', () => {
    always(({ decision: { action, from, to } }) => {
      expect(action).toBe(
        from === null || to === null || from === to ? 'hold' : to > from ? 'scale-out' : 'scale-in',
      );
    });
  });

  it('never scales in on what it does not know, but to keep the maximum', () => {
    always(({ decision }, plan) => {
      const isBlind = decision.recommendations.some(({ status }) => status === 'blind');
      if (decision.action === 'scale-in' && isBlind) {
        expect(decision.from).toBeGreaterThan(plan.capacity.max);
        expect(decision.to).toBe(plan.capacity.max);
      }
    });
  });

  it('scales in only when every policy with an opinion agrees, or over a ceiling', () => {
    always((evaluated, plan) => {
      const { action, from, recommendations } = evaluated.decision;
      const most = Math.min(plan.capacity.max, ceilingOf(evaluated));
      if (action !== 'scale-in' || from === null || from > most) {
        return;
      }
      for (const each of recommendations) {
        if (each.status === 'recommended') {
          expect(each.capacity).toBeLessThan(from);
        }
      }
    });
  });

  it('never scales in further than the highest recommendation, or the ceiling', () => {
    always((evaluated, plan) => {
      const { decision } = evaluated;
      const asked = decision.recommendations.flatMap((each) =>
        each.status === 'recommended' ? [each.capacity] : [],
      );
      if (decision.action === 'scale-in' && decision.to !== null && asked.length > 0) {
        const highest = Math.min(Math.max(...asked), plan.capacity.max, ceilingOf(evaluated));
        expect(decision.to).toBeGreaterThanOrEqual(highest);
      }
    });
  });

  it('holds while an operation is in progress, and while the target says so', () => {
    always(({ decision, before, snapshot, now }) => {
      const { target } = snapshot;
      if (target.status !== 'described') {
        return;
      }
      const { intent } = before;
      if (intent !== undefined && now < intent.deadline && target.capacity !== intent.to) {
        expect(decision.action).toBe('hold');
      }
      if (target.hold !== undefined) {
        const { blocks } = target.hold;
        expect(blocks === 'both' ? decision.action : 'hold').toBe('hold');
        expect(decision.action).not.toBe(blocks);
      }
    });
  });

  it('leaves an intent exactly when it moves a target that is live', () => {
    always(({ decision, before }, plan) => {
      const isNew = decision.next.intent !== undefined && decision.next.intent !== before.intent;
      expect(isNew).toBe(decision.action !== 'hold' && plan.mode === 'live');
    });
  });

  it('gives a reason for every change of the proposal, one after the other', () => {
    always(({ decision }) => {
      decision.steps.forEach((step, index) => {
        expect(step.because).not.toBe('');
        expect(step.from).toBe(decision.steps[index - 1]?.to ?? step.from);
      });
      expect(decision.because).not.toBe('');
    });
  });
});

describe('a target that is paused', () => {
  it.each([
    { kind: 'pause', forbidden: ['scale-in', 'scale-out'] },
    { kind: 'pause-scale-in', forbidden: ['scale-in'] },
    { kind: 'pause-scale-out', forbidden: ['scale-out'] },
  ] as const)('never moves that way: $kind', ({ kind, forbidden }) => {
    const override = { kind, until: at(1_000_000), note: '' };
    const paused = state({ limits: { override } });
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        for (const { decision } of run(plan, life, { units, state: paused })) {
          expect(forbidden).not.toContain(decision.action);
        }
      }),
      RUNS,
    );
  });

  it('held at a fixed capacity, it goes there and nowhere else', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), fc.nat(90), (plan, life, units, fixed) => {
        const override = {
          kind: 'capacity',
          capacity: capacity(fixed),
          until: at(1_000_000),
          note: '',
        } as const;
        const { min, max } = plan.capacity;
        for (const { decision } of run(plan, life, {
          units,
          state: state({ limits: { override } }),
        })) {
          if (decision.action !== 'hold') {
            expect(decision.to).toBe(Math.max(min, Math.min(fixed, max)));
          }
        }
      }),
      RUNS,
    );
  });
});
