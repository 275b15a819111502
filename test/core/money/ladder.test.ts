import { describe, expect, it } from 'vitest';
import type { Budget } from '../../../shared/core/money/budget.ts';
import { type BudgetEvent, climb } from '../../../shared/core/money/ladder.ts';
import type { LadderMemory } from '../../../shared/core/money/ladder-memory.ts';
import { emptyLedger, type Ledger, observe } from '../../../shared/core/money/ledger.ts';
import { standingOf } from '../../../shared/core/money/levels.ts';
import { budget } from '../../support/budgets.ts';
import { at, START } from '../../support/builders.ts';

const EMERGENCY = budget({ emergency: { at: 1.5, of: 'hourly', shed: ['web'] } });

/** What happens while a budget costs so much an hour, minute by minute. */
function life(shared: Budget, rates: readonly (readonly [minute: number, rate: number])[]) {
  let ledger: Ledger = emptyLedger('shop', START);
  let memory: LadderMemory = {};
  const told: string[] = [];
  for (const [minute, rate] of rates) {
    const now = at(minute * 60);
    ledger = observe(ledger, { target: 'web', at: now, rate });
    const climbed = climb(shared, standingOf(shared, ledger, now), memory);
    memory = climbed.memory;
    told.push(...climbed.events.map((event) => `${minute} ${nameOf(event)}`));
  }
  return { told, memory };
}

function nameOf(event: BudgetEvent): string {
  switch (event.kind) {
    case 'alert':
      return `${event.level.period} ${event.share}`;
    case 'recovered':
      return `${event.rung} is over`;
    default:
      return event.kind;
  }
}

describe('alerts', () => {
  it('come once each in an hour, however often the rate comes and goes', () => {
    const { told } = life(budget(), [
      [0, 40],
      [1, 55],
      [2, 30],
      [3, 85],
      [4, 55],
      [5, 85],
    ]);

    expect(told).toEqual(['1 hourly 0.5', '3 hourly 0.8']);
  });

  it('come all when several are passed at once', () => {
    expect(life(budget(), [[0, 95]]).told).toEqual([
      '0 hourly 0.5',
      '0 hourly 0.8',
      '0 hourly 0.9',
    ]);
  });

  it('come again in the next hour', () => {
    const { told } = life(budget(), [
      [0, 55],
      [59, 55],
      [60, 55],
      [61, 55],
    ]);

    expect(told).toEqual(['0 hourly 0.5', '60 hourly 0.5']);
  });

  it('of a day go by what was spent', () => {
    const { told } = life(budget({ limits: { daily: 20 } }), [
      [0, 4],
      [149, 4],
      [151, 4],
      [239, 4],
      [241, 4],
    ]);

    expect(told.filter((each) => each.includes('daily'))).toEqual([
      '151 daily 0.5',
      '241 daily 0.8',
    ]);
  });

  it('are those that the budget names', () => {
    expect(life(budget({ alerts: [0.3, 2] }), [[0, 250]]).told).toEqual([
      '0 hourly 0.3',
      '0 hourly 2',
      '0 frozen',
    ]);
  });
});

describe('a frozen budget', () => {
  it('is told once not one more unit is paid for, and when there was room for ten minutes', () => {
    const { told } = life(budget({ alerts: [] }), [
      [0, 98],
      [1, 99.5],
      [2, 100],
      [3, 90],
      [8, 100],
      [9, 90],
      [18, 90],
      [19, 90],
    ]);

    expect(told).toEqual(['1 frozen', '19 frozen is over']);
  });

  it('stays frozen without room to speak of', () => {
    const { memory } = life(budget({ alerts: [] }), [
      [0, 99.5],
      [1, 96],
      [30, 96],
    ]);

    expect(memory.frozen).toEqual({ since: START, period: 'hourly' });
  });
});

describe('a shed budget', () => {
  it('is shed at 150 %, and recovers when it was below 100 % for ten minutes', () => {
    const { told } = life({ ...EMERGENCY, alerts: [] }, [
      [0, 149],
      [1, 150],
      [2, 99],
      [3, 101],
      [4, 99],
      [13, 99],
      [14, 99],
    ]);

    expect(told).toEqual(['0 frozen', '1 shed', '14 shed is over']);
  });

  it('is not shed without an emergency in the plan', () => {
    expect(life(budget({ alerts: [] }), [[0, 500]]).told).toEqual(['0 frozen']);
  });

  it('ends with the emergency of the plan', () => {
    const standing = standingOf(budget(), emptyLedger('shop', START), at(60));
    const memory = { shed: { since: START, period: 'hourly' } } as const;

    expect(climb(budget(), standing, memory)).toMatchObject({
      memory: {},
      events: [{ kind: 'recovered', rung: 'shed' }],
    });
  });

  it('does not count calm that a clock put into the future', () => {
    const memory = { shed: { since: START, period: 'hourly', calmSince: at(9000) } } as const;

    const { memory: after } = climb(
      EMERGENCY,
      standingOf(EMERGENCY, emptyLedger('shop', START), at(60)),
      memory,
    );

    expect(after.shed?.calmSince).toBe(at(60));
  });
});

describe('a ladder on which nothing happens', () => {
  it('is the very memory that it was', () => {
    const memory: LadderMemory = { hourly: { from: START, upTo: 0.5 } };
    const standing = standingOf(budget(), emptyLedger('shop', START), at(60));

    expect(climb(budget(), standing, memory).memory).toBe(memory);
  });
});
