/** @module What became of the last change: ours, unfinished, or somebody else's. */
import type { ReasonCode } from './decision.ts';
import { limits } from './limits/index.ts';
import type { DescribedTarget } from './model.ts';
import type { TargetPlan } from './plan.ts';
import { type Intent, type State, withMemory } from './state.ts';
import { type Capacity, type Instant, later, seconds } from './units.ts';

/** How long a change by others is left alone where the plan says `hold`. */
const LEAVE_FOREIGN_CHANGE = seconds(900);

/** What was found on looking at the target. */
export interface Settlement {
  readonly state: State;
  /** Reason to stay at the current capacity whatever is recommended. */
  readonly stay?: {
    readonly reason: ReasonCode;
    readonly because: string;
    readonly until: Instant;
  };
  /** Capacity to take back from others. */
  readonly reclaim?: Capacity;
  readonly foreignChange: { readonly from: Capacity; readonly to: Capacity } | null;
}

/**
 * Settles an intent that a crash left behind by looking at the target: where it has what was
 * intended, the change took effect; while the deadline is not over, somebody may still be acting;
 * after it, the change never came, and deciding anew is safe: a desired capacity is absolute.
 * Then compares what is with what we last applied.
 */
export function settle(
  target: DescribedTarget,
  plan: TargetPlan,
  state: State,
  now: Instant,
): Settlement {
  const { intent } = state;
  if (intent === undefined) {
    return ownership(target, plan, state, now);
  }
  if (target.capacity === intent.to) {
    return { state: changeApplied(state, intent), foreignChange: null };
  }
  if (now < intent.deadline) {
    return {
      state,
      stay: {
        reason: 'operation-in-progress',
        because: `a change to ${intent.to} was written down, and its outcome is not recorded yet`,
        until: intent.deadline,
      },
      foreignChange: null,
    };
  }
  const { intent: _, ...settled } = state;
  return ownership(target, plan, settled, now);
}

function ownership(
  target: DescribedTarget,
  plan: TargetPlan,
  state: State,
  now: Instant,
): Settlement {
  const { applied } = state;
  const seen = { capacity: target.capacity, at: now };
  if (applied === undefined) {
    return { state: { ...state, applied: seen }, foreignChange: null };
  }
  if (applied.capacity === target.capacity) {
    return waiting(state, now);
  }
  const foreignChange = { from: applied.capacity, to: target.capacity };
  if (plan.onForeignChange === 'reclaim') {
    return { state, reclaim: applied.capacity, foreignChange };
  }
  // Theirs counts like ours: cooldowns and rates start, so that it is not undone at once.
  const adopted = changeApplied(state, { ...foreignChange, at: now });
  return {
    ...waiting(
      plan.onForeignChange === 'hold'
        ? { ...adopted, leaveUntil: later(now, LEAVE_FOREIGN_CHANGE) }
        : adopted,
      now,
    ),
    foreignChange,
  };
}

function waiting(state: State, now: Instant): Settlement {
  if (state.leaveUntil === undefined) {
    return { state, foreignChange: null };
  }
  if (now < state.leaveUntil) {
    return {
      state,
      stay: {
        reason: 'foreign-change',
        because: 'others moved it, and the plan leaves it so',
        until: state.leaveUntil,
      },
      foreignChange: null,
    };
  }
  const { leaveUntil: _, ...rest } = state;
  return { state: rest, foreignChange: null };
}

/** The state after a change of capacity took effect. */
export function changeApplied(state: State, change: Pick<Intent, 'from' | 'to' | 'at'>): State {
  const { intent: _, ...rest } = state;
  const before: Readonly<Record<string, unknown>> = state.limits;
  let memories = state.limits;
  for (const limit of limits.members) {
    if (limit.applied !== undefined) {
      memories = withMemory(memories, limit.name, limit.applied(change, before[limit.name]));
    }
  }
  return { ...rest, limits: memories, applied: { capacity: change.to, at: change.at } };
}

/** The state after a change of capacity was refused or failed: nothing happened. */
export function changeAbandoned(state: State): State {
  if (state.intent === undefined) {
    return state;
  }
  const { intent: _, ...rest } = state;
  return rest;
}
