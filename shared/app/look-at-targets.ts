/** @module All that a batch of targets is decided from, in as few calls as it takes. */
import { isResting } from '../core/calm.ts';
import type { Missing, Reading, Snapshot, TargetStatus } from '../core/model.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';
import type { Sources } from '../ports/sources.ts';
import type { StateStore } from '../ports/state-store.ts';
import type { Targets } from '../ports/targets.ts';
import type { Found } from './decide-batch.ts';
import { type ForecastReadingPorts, loadForecasts } from './load-forecasts.ts';
import { loadStates } from './load-states.ts';

/** What looking needs from outside. */
export interface LookingPorts extends ForecastReadingPorts {
  readonly states: StateStore;
  readonly sources: Sources;
  readonly targets: Targets;
}

/** A target with all that a decision needs, or why it has not. */
export type Looked = Found | { readonly plan: ScalingPlan; readonly error: unknown };

/**
 * Loads every state, reads every source and describes every target, each in as few calls as it
 * takes. In a tick, calm targets that rest are passed over once their state is known: nothing else
 * is asked of them.
 *
 * Targets are described after their states are loaded: whoever changes one in between has changed
 * its state too, and the conditional write then fails. The other way round, an old description
 * beside a new state would look like a change by somebody else.
 */
export async function lookAtTargets(
  plans: readonly ScalingPlan[],
  { states, sources, targets, forecasts, journal }: LookingPorts,
  { now, tick }: { readonly now: Instant; readonly tick?: Instant | undefined },
): Promise<readonly Looked[]> {
  const loaded = await loadStates(plans, states);
  const awake = plans.flatMap((plan, index) => {
    const found = { plan, ...(loaded[index] ?? NOT_LOADED) };
    return 'state' in found && tick !== undefined && isResting(plan, found.state, tick)
      ? []
      : [found];
  });
  const looking = awake.map(({ plan }) => plan);
  const [readings, statuses, foretold] = await Promise.all([
    sources.read(
      looking.flatMap((plan) => Object.values(plan.sources)),
      now,
    ),
    targets.describe(looking.map(({ target }) => target)),
    loadForecasts(looking, { forecasts, journal }),
  ]);
  let position = 0;
  return awake.map((found, index): Looked => {
    const named: Record<string, Reading | Missing> = {};
    for (const name of Object.keys(found.plan.sources)) {
      named[name] = readings[position] ?? NO_ANSWER;
      position += 1;
    }
    if (!('state' in found)) {
      return found;
    }
    const snapshot: Snapshot = {
      readings: named,
      target: statuses[index] ?? NO_STATUS,
      forecasts: foretold[index],
    };
    return { plan: found.plan, state: found.state, snapshot };
  });
}

const NOT_LOADED = { error: new Error('its state was not loaded') };
const NO_ANSWER: Missing = {
  status: 'missing',
  because: 'unavailable',
  detail: 'the source gave no answer',
};
const NO_STATUS: TargetStatus = {
  status: 'unavailable',
  because: 'unavailable',
  detail: 'the target type gave no answer',
};
