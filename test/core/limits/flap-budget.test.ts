import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { flapBudget } from '../../../shared/core/limits/flap-budget.ts';
import { limits } from '../../../shared/core/limits/index.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, checkContext, found, limitContext, limitSettings } from '../../support/builders.ts';

type Memory = NonNullable<Parameters<typeof flapBudget.restrain>[2]>;

const HOUR = 3600;
const BUDGET = { changes: 20, per: '1h' };

/** What was used, each [seconds after the start until which it counts, units]. */
function used(...spent: readonly (readonly [until: number, units: number])[]): Memory {
  return { per: HOUR, spent: spent.map(([until, units]) => ({ until: at(until), units })) };
}

function context(given: { current?: number; max?: number; now?: number; budget?: object } = {}) {
  const { current = 10, max = 100, now = 0, budget = BUDGET } = given;
  return limitContext({ current, max, now: at(now), limits: { flapBudget: budget } });
}

function change(from: number, to: number, second: number) {
  return { from: capacity(from), to: capacity(to), at: at(second) };
}

describe('flap-budget', () => {
  it.each([
    { name: 'a start within the budget', to: 30, memory: used(), expected: undefined },
    { name: 'a start over the budget', to: 31, memory: used(), expected: 30 },
    { name: 'a start over what is left', to: 20, memory: used([60, 14]), expected: 16 },
    { name: 'a start with nothing left', to: 20, memory: used([60, 20]), expected: 10 },
    { name: 'what does not count any more', to: 20, memory: used([0, 20]), expected: undefined },
    { name: 'what an errant clock left', to: 20, memory: used([9e6, 20]), expected: undefined },
    { name: 'no memory', to: 30, memory: undefined, expected: undefined },
    // Ten of twenty are kept for starts.
    { name: 'stops within half the budget', to: 0, memory: used(), expected: undefined },
    { name: 'stops while some is used', to: 0, memory: used([60, 4]), expected: 4 },
    { name: 'stops while half is used', to: 0, memory: used([60, 10]), expected: 10 },
    { name: 'no change', to: 10, memory: used([60, 20]), expected: undefined },
  ])('of 20 in an hour, from 10 of 100 units: $name', ({ to, memory, expected }) => {
    const restraint = flapBudget.restrain({ to: capacity(to) }, context(), memory);

    expect(restraint?.to).toBe(expected);
  });

  it.each([
    // With 15 left, n stops leave 15 − n: enough for max − 10 + n starts, or for half the budget.
    { name: 'far from the maximum', current: 10, max: 100, expected: 5 },
    { name: 'close to the maximum', current: 10, max: 12, expected: 4 },
    { name: 'at the maximum', current: 10, max: 10, expected: 3 },
    { name: 'above the maximum', current: 12, max: 10, expected: 5 },
  ])('keeps no more for starts than reach the maximum: $name', ({ current, max, expected }) => {
    const given = context({ current, max });

    expect(flapBudget.restrain({ to: capacity(0) }, given, used([60, 5]))?.to).toBe(expected);
  });

  it('says what is used, and when the first of it comes free', () => {
    const memory = used([90, 5], [60, 10]);

    const out = flapBudget.restrain({ to: capacity(20) }, context(), memory);
    const inward = flapBudget.restrain({ to: capacity(9) }, context(), memory);

    const because = 'at most 20 starts and stops per 1h, of which 15 are used';
    expect(out).toEqual({ to: 15, because, until: at(60) });
    expect(inward).toEqual({
      to: 10,
      because: `${because}: the rest is kept for starts`,
      until: at(60),
    });
  });

  it.each([
    { waited: undefined, held: true, until: 100 },
    { waited: 0, held: true, until: 300 },
    { waited: -299, held: true, until: 1 },
    { waited: -300, held: false, until: 0 },
  ])('lets a scale-out ahead once it waited: since $waited s', ({ waited, held, until }) => {
    const budget = { ...BUDGET, longestWait: '5m' };
    const memory = {
      ...used([waited === undefined ? 100 : 1000, 20]),
      ...(waited === undefined ? {} : { waitingSince: at(waited) }),
    };

    const restraint = flapBudget.restrain({ to: capacity(50) }, context({ budget }), memory);

    expect(restraint).toEqual(
      held
        ? { to: 10, because: expect.stringContaining('it waits for at most 5m'), until: at(until) }
        : undefined,
    );
  });

  it('a scale-out that need not wait goes ahead at once, whatever was used', () => {
    const budget = { ...BUDGET, longestWait: '0s' };

    const restraint = flapBudget.restrain(
      { to: capacity(50) },
      context({ budget }),
      used([60, 20]),
    );

    expect(restraint).toBeUndefined();
  });

  it.each([
    { name: 'it begins to wait', to: 50, before: undefined, since: 60 },
    { name: 'it goes on waiting', to: 50, before: 10, since: 10 },
    { name: 'it waits no more', to: 12, before: 10, since: undefined },
    { name: 'the clock went back', to: 50, before: 70, since: 60 },
  ])('remembers since when a scale-out waits: $name', ({ to, before, since }) => {
    const budget = { ...BUDGET, longestWait: '5m' };
    const memory = {
      ...used([600, 15]),
      ...(before === undefined ? {} : { waitingSince: at(before) }),
    };

    const observed = flapBudget.observe?.(
      { to: capacity(to) },
      context({ budget, now: 60 }),
      memory,
    );

    expect(observed?.waitingSince).toBe(since === undefined ? undefined : at(since));
  });

  it('remembers nothing of a plan without a budget, and forgets one that is gone', () => {
    const free = limitContext();
    const proposal = { to: capacity(10) };

    expect(flapBudget.observe?.(proposal, free, undefined)).toBeUndefined();
    expect(flapBudget.observe?.(proposal, free, used([60, 1]))).toBeUndefined();
    expect(flapBudget.applied?.(change(1, 9, 0), undefined)).toBeUndefined();
    expect(flapBudget.restrain({ to: capacity(90) }, free, used([60, 99]))).toBeUndefined();
  });

  it('keeps the very same memory while nothing changes, and what was used when the window does', () => {
    const memory = used([60, 1]);
    const proposal = { to: capacity(50) };
    const longer = context({ budget: { changes: 20, per: '2h' } });

    expect(flapBudget.observe?.(proposal, context(), memory)).toBe(memory);
    expect(flapBudget.observe?.(proposal, longer, memory)).toEqual({ ...memory, per: 2 * HOUR });
  });

  it('counts starts and stops alike until their twelfth of the window is over', () => {
    const first = flapBudget.applied?.(change(10, 14, 10), used());
    const second = flapBudget.applied?.(change(14, 11, 290), first);
    const third = flapBudget.applied?.(change(11, 12, 300), second);

    expect(second).toEqual(used([HOUR + 300, 7]));
    expect(third).toEqual(used([HOUR + 300, 7], [HOUR + 600, 1]));
  });

  it('stays small however often the capacity changes', () => {
    let memory: Memory | undefined = used();
    for (let second = 0; second < 10 * HOUR; second += 10) {
      memory = flapBudget.applied?.(change(1, 2 + (second % 7), second), memory);
    }

    expect(memory?.spent.length).toBeLessThanOrEqual(13);
    expect(JSON.stringify(memory).length).toBeLessThan(600);
  });

  it.each([
    {
      name: 'a budget of 0',
      budget: { changes: 0, per: '1h' },
      problem: /^flap-budget-too-small: flapBudget.changes is 0: no unit/,
    },
    {
      name: 'a budget of 1',
      budget: { changes: 1, per: '1h' },
      problem: /^flap-budget-too-small: flapBudget.changes is 1: no unit/,
    },
    {
      name: 'a budget that must delay a rise',
      budget: { changes: 37, per: '1h' },
      problem: /^flap-budget-without-wait: .*is 37, and from minimum to maximum and back are 38/,
    },
  ])('lint finds $name', ({ budget, problem }) => {
    const settings = limitSettings({ flapBudget: budget });

    expect(found(flapBudget.lint, settings, checkContext(1, 20))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it.each([
    { name: 'no budget', written: {} },
    { name: 'one for the whole way and back', written: { flapBudget: { changes: 38, per: '1h' } } },
    {
      name: 'a small one that says how long to wait',
      written: { flapBudget: { changes: 10, per: '1h', longestWait: '2m' } },
    },
    {
      name: 'a small one without exception',
      written: { flapBudget: { changes: 10, per: '1h', longestWait: 'unlimited' } },
    },
  ])('lint accepts $name', ({ written }) => {
    expect(found(flapBudget.lint, limitSettings(written), checkContext(1, 20))).toEqual([]);
  });

  it.each([
    { name: 'half a unit', budget: { changes: 2.5, per: '1h' } },
    { name: 'no window', budget: { changes: 4 } },
    { name: 'a window of nothing', budget: { changes: 4, per: '0s' } },
    { name: 'a wait in another word', budget: { changes: 4, per: '1h', longestWait: 'long' } },
  ])('refuses $name', ({ budget }) => {
    expect(z.safeParse(limits.schema, { flapBudget: budget }).success).toBe(false);
  });
});
