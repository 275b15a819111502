/** @module The whole autoscaler as a value: what to do now, why, and what to remember. */
import { type Asked, ask } from './ask.ts';
import { calmSince } from './calm.ts';
import type { Decision, ReasonCode } from './decision.ts';
import { assertNever } from './family.ts';
import { judge } from './judge.ts';
import type { LimitContext, Proposal } from './limit.ts';
import type { Interpreters } from './lua.ts';
import type { ReportedReading, Snapshot, UnavailableTarget, Unit } from './model.ts';
import { costPerHour } from './money/unit-cost.ts';
import type { LimitSettings, TargetPlan } from './plan.ts';
import { restrain } from './restrain.ts';
import { settle } from './settle.ts';
import type { State } from './state.ts';
import { type Capacity, elapsed, type Instant, larger, later, seconds } from './units.ts';
import { withUnitsSeen } from './units-in-service.ts';

/** How long the winner of a conditional write may act on it: the longest Lambda run, and some. */
const INTENT_LIFETIME = seconds(60);
/** Most plans are written in none. */
const NO_INTERPRETERS: Interpreters = {};

/**
 * Decides for one target. Pure: no clock, no randomness, no I/O; the answer depends on the
 * arguments alone. `state` is what the previous decision left in `next`, after the outcome of
 * acting was recorded with `recordOutcome`; `interpreters` are the languages that the plan needs,
 * pure functions too.
 */
export function decide(
  snapshot: Snapshot,
  plan: TargetPlan,
  state: State,
  now: Instant,
  interpreters: Interpreters = NO_INTERPRETERS,
): Decision {
  const { target } = snapshot;
  if (target.status === 'unavailable') {
    return unavailable(target, snapshot, plan, state, now);
  }
  const current = target.capacity;
  const settlement = settle(target, plan, state, now);
  const asked = ask(snapshot, target, plan, settlement.state, now, interpreters);
  const context: LimitContext<LimitSettings> = {
    settings: plan.limits,
    now,
    current,
    target,
    bounds: boundsOf(plan, asked),
    unit: plan.unit,
    cadence: plan.evaluateEvery,
    recommendations: asked.reports,
    isBlind: asked.isBlind,
    readings: snapshot.readings,
    allowance: snapshot.allowance,
  };
  const restrained = restrain(
    proposed(asked, settlement.reclaim, current),
    context,
    settlement.state,
  );
  const { to, reason, because, nearest } = judge(restrained, asked, settlement, context);
  const action = to > current ? 'scale-out' : to < current ? 'scale-in' : 'hold';
  const isDone = action !== 'hold' && plan.mode === 'live';
  const next = remember(settlement.state, {
    policies: asked.memories,
    limits: restrained.memories,
    inService: withUnitsSeen(settlement.state.inService, target.inService, now),
    code: reason,
    calmSince: action === 'hold' ? calmSince(plan, settlement.state, context, reason) : undefined,
    intent: isDone
      ? {
          operation: `${plan.id}@${state.version + 1}`,
          from: current,
          to,
          at: now,
          deadline: later(now, INTENT_LIFETIME),
        }
      : settlement.state.intent,
  });
  return {
    target: plan.id,
    at: now,
    action,
    from: current,
    to,
    reason,
    because,
    readings: reported(snapshot, now),
    recommendations: asked.reports,
    steps: restrained.steps,
    costPerHour: addedCost(plan.unit, current, to),
    nearest,
    foreignChange: settlement.foreignChange,
    next,
  };
}

/** The plan's bounds; its maximum is higher where it lets a policy raise it. */
function boundsOf({ capacity }: TargetPlan, { maximum }: Asked): TargetPlan['capacity'] {
  return maximum === undefined || maximum <= capacity.max
    ? capacity
    : { ...capacity, max: maximum };
}

/** USD per hour that a change adds: of a mixed fleet's units, not all cost the same. */
function addedCost(unit: Unit, from: Capacity, to: Capacity): number | null {
  if (unit.purchase === undefined) {
    return unit.perHour === undefined ? null : (to - from) * unit.perHour;
  }
  const [before, after] = [costPerHour(unit, from), costPerHour(unit, to)];
  return before === undefined || after === undefined ? null : after - before;
}

/** The highest recommendation, or more where others took capacity away; without any, what runs. */
function proposed({ highest }: Asked, reclaim: Capacity | undefined, current: Capacity): Proposal {
  if (reclaim !== undefined) {
    return { to: larger(reclaim, highest?.capacity ?? reclaim) };
  }
  return highest === undefined ? { to: current } : { to: highest.capacity, exact: highest.exact };
}

/**
 * The next state; the same object when nothing is new. A change of reason is remembered, so that it
 * is recorded once: "why nothing" has an answer. Inside the tolerance a target is steady.
 * Key by key: spreading states of many shapes took an eighth of all the time of a decision.
 */
function remember(
  state: State,
  news: Pick<State, 'policies' | 'limits' | 'inService' | 'intent' | 'calmSince'> & {
    readonly code: ReasonCode;
  },
): State {
  const { policies, limits, inService, intent, code, calmSince } = news;
  const reason = code === 'tolerance' ? 'steady' : code;
  if (
    policies === state.policies &&
    limits === state.limits &&
    inService === state.inService &&
    intent === state.intent &&
    reason === state.reason &&
    calmSince === state.calmSince
  ) {
    return state;
  }
  const { version, applied, leaveUntil, notices } = state;
  const next = {
    version,
    applied,
    leaveUntil,
    inService,
    reason,
    calmSince,
    limits,
    policies,
    notices,
  } satisfies Record<Exclude<keyof State, 'intent'>, unknown>;
  return intent === undefined ? next : { ...next, intent };
}

/** Nothing is known of the target: nothing is done, and nothing but the reason is remembered. */
function unavailable(
  target: UnavailableTarget,
  snapshot: Snapshot,
  plan: TargetPlan,
  state: State,
  now: Instant,
): Decision {
  const reason = target.because === 'not-found' ? 'target-not-found' : 'target-unavailable';
  return {
    target: plan.id,
    at: now,
    action: 'hold',
    from: null,
    to: null,
    reason,
    because: `${target.because}: ${target.detail}`,
    readings: reported(snapshot, now),
    recommendations: [],
    steps: [],
    costPerHour: null,
    nearest: null,
    foreignChange: null,
    next: remember(state, { ...state, code: reason, calmSince: undefined }),
  };
}

function reported({ readings }: Snapshot, now: Instant): Readonly<Record<string, ReportedReading>> {
  const named: Record<string, ReportedReading> = {};
  for (const source in readings) {
    const reading = readings[source];
    if (reading === undefined) {
      continue;
    }
    switch (reading.status) {
      case 'measured': {
        const { value, unit, at } = reading;
        named[source] = { value, unit, ageSeconds: elapsed({ from: at, to: now }) };
        break;
      }
      case 'missing':
        named[source] = { missing: reading.because, detail: reading.detail };
        break;
      default:
        assertNever(reading);
    }
  }
  return named;
}
