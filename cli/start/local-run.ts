/** @module A plan at work in simulated worlds: the real engine and store on a virtual clock. */

import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { loadInterpreters } from '../../shared/adapters/interpreters.ts';
import { dynamoDbActivityStore } from '../../shared/adapters/stores/dynamodb-activity-store.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { dynamoDbStateStore } from '../../shared/adapters/stores/dynamodb-state-store.ts';
import {
  type BudgetStanding,
  budgetStandings,
  isCounted,
} from '../../shared/app/budget-standings.ts';
import { type EvaluationPorts, evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import type { Evaluation } from '../../shared/app/evaluation.ts';
import { isDueWithin } from '../../shared/core/cadence.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, instant, later, type Seconds, seconds } from '../../shared/core/units.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { NotSimulatedError } from '../../shared/simulator/plan-world.ts';
import { simulatedPorts } from './simulated-ports.ts';
import { type LocalTarget, localTarget } from './worlds.ts';

/** Steps in which the run goes on: the shortest cadence that a plan can ask for. */
const STEP = seconds(10);
/** Time that passes before the first evaluation, so that metrics have something to say. */
const LEAD_IN = seconds(300);

/** One step of a run. */
export interface LocalStep {
  readonly now: Instant;
  /** Since the first evaluation. */
  readonly elapsed: Seconds;
  readonly evaluations: readonly Evaluation[];
}

/** A run that goes on as long as it is asked for the next step. */
export interface LocalRun {
  readonly locals: readonly LocalTarget[];
  /** Every budget of the plans as its ledger has it now. */
  budgets(): Promise<readonly BudgetStanding[]>;
  steps(): AsyncGenerator<LocalStep>;
  /** Stops the embedded store. */
  close(): Promise<void>;
}

/** What a run is told beside its plans. */
interface LocalRunSettings {
  readonly start: Instant;
  readonly seed: number;
  readonly journal: Journal;
}

/**
 * Starts the worlds and the embedded DynamoDB. A target that cannot be simulated is left out, and
 * the journal told. Throws a NotSimulatedError where that is so with all of them.
 */
export async function startLocalRun(
  all: readonly ScalingPlan[],
  { start, seed, journal }: LocalRunSettings,
): Promise<LocalRun> {
  const locals = localTargets(all, { start, seed, journal });
  const plans = locals.map(({ plan }) => plan);
  const { access, table, stop } = await startTable('tidegate-local');
  const store = { dynamoDb: dynamoDb(access), table };
  let now = start;
  const clock = { now: () => now };
  const ports: EvaluationPorts = {
    ...simulatedPorts(locals),
    interpreters: await loadInterpreters(plans),
    states: dynamoDbStateStore(store),
    activities: dynamoDbActivityStore({ ...store, clock }),
    ledgers: dynamoDbLedgerStore(store),
    journal,
    clock,
  };

  function advance(to: Instant): void {
    now = to;
    for (const { world } of locals) {
      world.advance(to);
    }
  }

  return {
    locals,
    budgets: async () => (await budgetStandings(plans, ports.ledgers, now)).filter(isCounted),
    close: stop,
    async *steps() {
      advance(later(start, LEAD_IN));
      for (const { world } of locals) {
        world.resetTotals();
        world.takeInterval();
      }
      const first = now;
      for (;;) {
        const due = plans.filter((plan) => isDueWithin(plan, now));
        yield {
          now,
          elapsed: seconds((now - first) / 1000),
          // biome-ignore lint/performance/noAwaitInLoops: one step follows another.
          evaluations: await evaluateTargets(due, ports, { tick: now }),
        };
        advance(instant(now + STEP * 1000));
      }
    },
  };
}

/** The targets that can be simulated, each with a seed of its own. */
function localTargets(
  plans: readonly ScalingPlan[],
  { start, seed, journal }: LocalRunSettings,
): readonly LocalTarget[] {
  const locals: LocalTarget[] = [];
  const errors: NotSimulatedError[] = [];
  for (const [index, plan] of plans.entries()) {
    try {
      locals.push(localTarget(plan, { start, seed: seed + index }));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) {
        throw error;
      }
      errors.push(error);
    }
  }
  if (locals.length === 0 && errors[0] !== undefined) {
    throw errors[0];
  }
  for (const { message } of errors) {
    journal.noted('warn', `${message} It is left out.`);
  }
  return locals;
}
