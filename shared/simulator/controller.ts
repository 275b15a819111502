/** @module What moves a world: the engine with a plan, or any other rule. */
import { isResting } from '../core/calm.ts';
import { decide } from '../core/decide.ts';
import type { Decision, Outcome } from '../core/decision.ts';
import type { Interpreters } from '../core/lua.ts';
import type { Missing, Reading } from '../core/model.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { recordOutcome } from '../core/record-outcome.ts';
import type { Spender } from '../core/spend.ts';
import { initialState, type State } from '../core/state.ts';
import type { Instant } from '../core/units.ts';
import { bindSource, type ReadSource, unboundSource } from './binding.ts';
import { forecaster } from './forecaster.ts';
import { type Purse, purse } from './purse.ts';
import type { MakeForecast } from './shared-forecasts.ts';
import type { World } from './world.ts';

/** What a controller made of a world, where that is worth keeping. */
export interface Controlled {
  readonly decision: Decision;
  readonly outcome: Outcome;
  /** The decision changes something, or its reason is a new one. */
  readonly isNews: boolean;
}

/** Asked at every evaluation; asks the world for units by itself. */
export interface Controller {
  evaluate(world: World): Controlled | undefined;
}

/** What an engine works with, beside its plan. */
export interface EngineParts {
  readonly interpreters?: Interpreters | undefined;
  /** What the sources are that no world measures, by their names. */
  readonly told?: Readonly<Record<string, ReadSource>> | undefined;
  /** Engines whose targets share a budget share its purse; without one, the plan's own. */
  readonly money?: Purse | undefined;
  /** Engines that see the same load share what they make of it; without it, each makes its own. */
  readonly forecast?: MakeForecast | undefined;
}

/**
 * The engine as deployed: the same decide(), the same rules for state as the application, which
 * writes an intent, acts on it and records the outcome.
 */
export function engine(plan: ScalingPlan, parts: EngineParts = {}): Controller {
  const { interpreters, told = {}, money = plan.budget && purse(plan.budget) } = parts;
  const readers = Object.entries(plan.sources).map(
    ([name, spec]): readonly [string, ReadSource] => [
      name,
      told[name] ?? bindSource(spec) ?? unboundSource(spec),
    ],
  );
  const forecastsOf = forecaster(plan, parts.forecast);
  let state = initialState;

  function decided(spender: Spender, now: Instant): Decision {
    if (money === undefined) {
      return decide(spender.snapshot, plan, spender.state, now, interpreters);
    }
    const answer = money.decide(spender, now, interpreters);
    if ('error' in answer) {
      throw answer.error;
    }
    return answer.decision;
  }

  return {
    evaluate(world) {
      if (isResting(plan, state, world.now())) {
        return undefined;
      }
      const readings: Record<string, Reading | Missing> = {};
      for (const [name, read] of readers) {
        readings[name] = read(world);
      }
      const before = state;
      const snapshot = { readings, target: world.describe(), forecasts: forecastsOf?.(world) };
      const decision = decided({ snapshot, plan, state: before }, world.now());
      if (decision.next === before) {
        return { decision, outcome: { status: 'unchanged' }, isNews: false };
      }
      state = saved(decision.next);
      const outcome = act(decision, state, world);
      if (state.intent !== undefined) {
        state = saved(recordOutcome(state, decision, outcome));
      }
      const isNews =
        decision.action !== 'hold' ||
        decision.next.reason !== before.reason ||
        decision.foreignChange !== null;
      return { decision, outcome, isNews };
    },
  };
}

function act(decision: Decision, { intent }: State, world: World): Outcome {
  if (intent === undefined || decision.action === 'hold') {
    return { status: 'unchanged' };
  }
  world.setDesired(intent.to);
  return { status: 'applied' };
}

/** Every write of a state counts its version up, as the stores do. */
function saved(state: State): State {
  return { ...state, version: state.version + 1 };
}
