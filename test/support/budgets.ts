/** @module Budgets for tests, and targets that spend from them in a world of their own. */
import type { BudgetStanding } from '../../shared/app/budget-standings.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { type Budget, type BudgetMember, rateOf } from '../../shared/core/money/budget.ts';
import type { BudgetEvent } from '../../shared/core/money/ladder.ts';
import { emptyLedger, type Ledger, observe } from '../../shared/core/money/ledger.ts';
import { standingOf } from '../../shared/core/money/levels.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { recordOutcome } from '../../shared/core/record-outcome.ts';
import { isWorthWriting, type Spending, spend } from '../../shared/core/spend.ts';
import { initialState, type State } from '../../shared/core/state.ts';
import { capacity, type Instant, seconds } from '../../shared/core/units.ts';
import { at, FREE_LIMITS, plan, START, snapshot, target } from './builders.ts';

/** A member of 0 to 100 units at 1 USD an hour, unless told. */
export function member(
  id: string,
  given: Partial<Record<'priority' | 'min' | 'max' | 'perHour', number>> = {},
): BudgetMember {
  return {
    id,
    priority: given.priority ?? 2,
    min: capacity(given.min ?? 0),
    max: capacity(given.max ?? 100),
    unit: { warmUp: seconds(0), perHour: given.perHour ?? 1 },
  };
}

/** A budget of 100 USD an hour, hard, for one target `web`, unless told. */
export function budget(given: Partial<Budget> = {}): Budget {
  return {
    name: 'shop',
    limits: { hourly: 100 },
    soft: [],
    keepMinimums: false,
    alerts: [0.5, 0.8, 0.9, 1],
    members: [member('web')],
    ...given,
  };
}

/** A budget of 100 USD an hour and 1,000 a day, after half an hour of `web` at a rate. */
export function standing(rate: number, given: Partial<Ledger> = {}): BudgetStanding {
  const shared = budget({ limits: { hourly: 100, daily: 1000 } });
  const seen = observe(emptyLedger(shared.name, START), { target: 'web', at: START, rate });
  const ledger = { ...seen, ...given };
  return { budget: shared, ledger, standing: standingOf(shared, ledger, at(1800)) };
}

/** Targets of one budget that get what is decided, on a clock that the test moves. */
export interface Spenders {
  readonly plans: readonly TargetPlan[];
  ledger(): Ledger;
  events(): readonly BudgetEvent[];
  unitsOf(id: string): number;
  /** USD per hour of all that runs. */
  rate(): number;
  /** Somebody else sets a capacity. */
  move(id: string, units: number): void;
  /**
   * Evaluates some targets at a time, with the load that each sees (10 for each unit it needs).
   * Batches begin with the same ledger; whoever writes second begins again, as the application
   * does.
   */
  evaluate(
    at: Instant,
    loads: Readonly<Record<string, number>>,
    batches?: readonly (readonly string[])[],
  ): readonly Decision[];
}

export function spenders(shared: Budget, units: Readonly<Record<string, number>> = {}): Spenders {
  const plans = shared.members.map(
    ({ id, min, max, unit, priority }): TargetPlan => ({
      ...plan({ id, min, max: Math.max(1, max), limits: FREE_LIMITS }),
      unit,
      budget: shared,
      priority,
    }),
  );
  const running = new Map(shared.members.map(({ id, min }) => [id, units[id] ?? min]));
  const states = new Map<string, State>();
  const events: BudgetEvent[] = [];
  let ledger = emptyLedger(shared.name, START);

  function computed(at: Instant, ids: readonly string[], loads: Readonly<Record<string, number>>) {
    const some = plans.filter(({ id }) => ids.includes(id));
    const found = some.map((each) => ({
      plan: each,
      state: states.get(each.id) ?? initialState,
      snapshot: {
        readings: snapshot(0, { load: loads[each.id] ?? 0 }).readings,
        target: target(running.get(each.id) ?? 0),
      },
    }));
    return { found, before: ledger, spending: spend(shared, ledger, found, at) };
  }

  function saved(before: Ledger, { ledger: after }: Spending, at: Instant): boolean {
    if (before !== ledger) {
      return false;
    }
    if (isWorthWriting(before, after, at)) {
      ledger = { ...after, version: after.version + 1, writtenAt: at };
    }
    return true;
  }

  return {
    plans,
    ledger: () => ledger,
    events: () => events,
    unitsOf: (id) => running.get(id) ?? 0,
    rate: () =>
      shared.members.reduce((sum, { id, unit }) => sum + rateOf(unit, running.get(id) ?? 0), 0),
    move: (id, to) => {
      running.set(id, to);
    },
    evaluate(at, loads, batches = [plans.map(({ id }) => id)]) {
      const first = batches.map((ids) => computed(at, ids, loads));
      return first.flatMap((batch, index) => {
        const ids = batches[index] ?? [];
        const { before, spending } = saved(batch.before, batch.spending, at)
          ? { before: undefined, spending: batch.spending }
          : computed(at, ids, loads);
        if (before !== undefined) {
          saved(before, spending, at);
        }
        events.push(...spending.events);
        return spending.decided.flatMap((each) => {
          if ('error' in each) {
            throw each.error;
          }
          const { decision } = each;
          const id = decision.target;
          const isMade = decision.next.intent !== undefined && decision.to !== null;
          if (isMade && decision.to !== null) {
            running.set(id, decision.to);
          }
          states.set(
            id,
            recordOutcome(decision.next, decision, { status: isMade ? 'applied' : 'unchanged' }),
          );
          return [decision];
        });
      });
    },
  };
}
