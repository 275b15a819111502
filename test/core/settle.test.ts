import { describe, expect, it } from 'vitest';
import { settle } from '../../shared/core/settle.ts';
import type { State } from '../../shared/core/state.ts';
import { capacity } from '../../shared/core/units.ts';
import { at, plan, state, target } from '../support/builders.ts';

const INTENT = {
  operation: 'web@1',
  from: capacity(2),
  to: capacity(4),
  at: at(0),
  deadline: at(60),
};
const applied = { capacity: capacity(2), at: at(-600) };
const known = state({ version: 1, applied });
const pending: State = { ...known, intent: INTENT };

describe('settle, after a crash', () => {
  it('before acting: the intent holds until its deadline, then deciding starts anew', () => {
    const within = settle(target(2), plan(), pending, at(59));
    const after = settle(target(2), plan(), pending, at(60));

    expect(within.state).toBe(pending);
    expect(within.stay?.reason).toBe('operation-in-progress');
    expect(after.stay).toBeUndefined();
    expect(after.state).toEqual(known);
  });

  it.each([1, 59, 60, 6000])('after acting: %i s later the target shows that it worked', (now) => {
    const settlement = settle(target(4), plan(), pending, at(now));

    expect(settlement.stay).toBeUndefined();
    expect(settlement.foreignChange).toBeNull();
    expect(settlement.state).toEqual({
      ...known,
      applied: { capacity: 4, at: at(0) },
      limits: {
        cooldown: { out: { to: 4, at: at(0) } },
        'scaling-rate': [{ at: at(0), by: 2 }],
      },
    });
  });

  it('while others moved it: within the deadline it holds, after it the change is theirs', () => {
    const within = settle(target(7), plan(), pending, at(30));
    const after = settle(target(7), plan(), pending, at(90));

    expect(within.stay?.reason).toBe('operation-in-progress');
    expect(after.state.intent).toBeUndefined();
    expect(after.foreignChange).toEqual({ from: 2, to: 7 });
  });
});

describe('settle, looking at who moved the target', () => {
  it('a target seen for the first time is accepted as it is', () => {
    const settlement = settle(target(5), plan(), state(), at(0));

    expect(settlement.state.applied).toEqual({ capacity: 5, at: at(0) });
    expect(settlement.foreignChange).toBeNull();
  });

  it('a target as we left it changes nothing: the very same state', () => {
    expect(settle(target(2), plan(), known, at(0)).state).toBe(known);
  });

  it('adopt: their change counts like ours, and deciding goes on', () => {
    const settlement = settle(target(7), plan({ onForeignChange: 'adopt' }), known, at(0));

    expect(settlement).toMatchObject({
      foreignChange: { from: 2, to: 7 },
      state: {
        applied: { capacity: 7, at: at(0) },
        limits: { cooldown: { out: { to: 7, at: at(0) } } },
      },
    });
    expect(settlement.stay).toBeUndefined();
    expect(settlement.reclaim).toBeUndefined();
  });

  it('hold: it is left alone for a quarter of an hour, and then decided on again', () => {
    const holding = plan({ onForeignChange: 'hold' });

    const first = settle(target(7), holding, known, at(0));
    const later = settle(target(7), holding, first.state, at(899));
    const over = settle(target(7), holding, later.state, at(900));

    expect(first).toMatchObject({
      foreignChange: { from: 2, to: 7 },
      stay: { reason: 'foreign-change' },
    });
    expect(later).toMatchObject({ foreignChange: null, stay: { reason: 'foreign-change' } });
    expect(later.state).toBe(first.state);
    expect(over.stay).toBeUndefined();
    expect(over.state.leaveUntil).toBeUndefined();
  });

  it('hold: a further change by others starts the time anew', () => {
    const holding = plan({ onForeignChange: 'hold' });

    const first = settle(target(7), holding, known, at(0));
    const second = settle(target(9), holding, first.state, at(600));

    expect(second.foreignChange).toEqual({ from: 7, to: 9 });
    expect(second.state.leaveUntil).toBe(at(1500));
  });

  it('reclaim: what we last applied is taken back, and nothing is written for it yet', () => {
    const settlement = settle(target(7), plan({ onForeignChange: 'reclaim' }), known, at(0));

    expect(settlement.reclaim).toBe(2);
    expect(settlement.foreignChange).toEqual({ from: 2, to: 7 });
    expect(settlement.state).toBe(known);
  });
});
