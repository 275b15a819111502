import { describe, expect, it } from 'vitest';
import { totalRate } from '../../shared/core/money/ledger.ts';
import { initialState } from '../../shared/core/state.ts';
import { purse } from '../../shared/simulator/purse.ts';
import { budget, member } from '../support/budgets.ts';
import { at, FREE_LIMITS, plan, snapshot, target } from '../support/builders.ts';

const SHARED = budget({ members: [member('web'), member('jobs')] });

function spender(id: string, units: number, needs: number) {
  return {
    plan: { ...plan({ id, min: 0, perHour: 1, limits: FREE_LIMITS }), budget: SHARED },
    state: initialState,
    snapshot: { ...snapshot(0, { load: needs * 10 }), target: target(units) },
  };
}

describe('a purse', () => {
  it('is shared by all who spend from it', () => {
    const money = purse(SHARED);

    const first = money.decide(spender('web', 10, 80), at(0));
    const second = money.decide(spender('jobs', 10, 80), at(10));

    expect([first, second]).toMatchObject([{ decision: { to: 80 } }, { decision: { to: 20 } }]);
  });

  it('remembers what happened, once', () => {
    const money = purse(SHARED);

    money.decide(spender('web', 60, 60), at(0));
    money.decide(spender('web', 60, 60), at(60));

    expect(money.events).toMatchObject([{ kind: 'alert', share: 0.5 }]);
  });

  it('turns the day at midnight UTC', () => {
    const money = purse(SHARED);
    money.decide(spender('web', 60, 60), at(0));
    const before = money.ledger();

    money.decide(spender('web', 60, 60), at(86_400));

    const after = money.ledger();
    expect(after?.day).toBe((before?.day ?? 0) + 86_400_000);
    expect(after && totalRate(after)).toBe(60);
  });
});
