/** decide() is a value of its inputs, and what it remembers is a value that can be stored. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { decide } from '../../shared/core/decide.ts';
import { explain } from '../../shared/core/explain.ts';
import { initialState, stateSchema } from '../../shared/core/state.ts';
import { anyLife, anyPlan } from '../support/arbitraries.ts';
import { interpreters } from '../support/interpreters.ts';
import { run } from '../support/run.ts';

const RUNS = { numRuns: 200 };

describe('decide', () => {
  it('gives the same decision for the same inputs, byte for byte', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        for (const { snapshot, before, now, decision } of run(plan, life, { units })) {
          const again = decide(
            structuredClone(snapshot),
            structuredClone(plan),
            structuredClone(before),
            now,
            interpreters,
          );

          expect(JSON.stringify(again)).toBe(JSON.stringify(decision));
          expect(again).toEqual(decision);
        }
      }),
      RUNS,
    );
  });

  it('never changes what it was given', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        const frozenLife = life.map((moment) => ({
          ...moment,
          readings: deepFrozen(moment.readings ?? {}),
        }));

        // Strict mode throws at the first write; the states between are frozen here.
        for (const { snapshot, before, now } of run(deepFrozen(plan), frozenLife, { units })) {
          decide(deepFrozen(snapshot), plan, deepFrozen(before), now, interpreters);
        }
      }),
      RUNS,
    );
  });

  it('leaves a state that survives being stored, and decides the same after it', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        for (const { snapshot, before, after, now, decision } of run(plan, life, { units })) {
          expect(z.parse(stateSchema, JSON.parse(JSON.stringify(after)))).toEqual(after);

          const stored = z.parse(stateSchema, JSON.parse(JSON.stringify(before)));
          expect(decide(snapshot, plan, stored, now, interpreters)).toEqual(decision);
        }
      }),
      RUNS,
    );
  });

  it('is plain data without a number that JSON cannot carry, and can be explained', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        for (const { decision } of run(plan, life, { units })) {
          expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
          expect(explain(decision).join(' ')).not.toMatch(/NaN|undefined|\[object/);
        }
      }),
      RUNS,
    );
  });

  // The first look may see that a change is complete; what follows from that is seen at the second.
  it('writes nothing at the third look when the world stands still', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        const last = run(plan, life, { units }).at(-1);
        if (last === undefined) {
          return;
        }
        const { snapshot, now, decision } = last;
        if (decision.action !== 'hold') {
          return;
        }

        const second = decide(snapshot, plan, decision.next, now, interpreters);
        if (second.action !== 'hold') {
          return;
        }
        const third = decide(snapshot, plan, second.next, now, interpreters);

        expect(third.next).toBe(second.next);
      }),
      RUNS,
    );
  });

  it('starts from an empty state for a target never seen', () => {
    fc.assert(
      fc.property(anyPlan, anyLife, fc.nat(90), (plan, life, units) => {
        const [first] = run(plan, life.slice(0, 1), { units, state: deepFrozen(initialState) });

        expect(first?.before).toBe(initialState);
      }),
      RUNS,
    );
  });
});

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFrozen);
  }
  return value;
}
