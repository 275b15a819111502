/** @module The whole autoscaler as a value: what to do now, why, and what to remember. */
import type { Decision, ReasonCode } from './decision.ts';
import { assertNever } from './family.ts';
import type { LimitContext, Proposal } from './limit.ts';
import { limits } from './limits/index.ts';
import { toleranceBand } from './limits/tolerance.ts';
import type {
  DescribedTarget,
  Missing,
  NearestChange,
  PolicyReport,
  ReportedReading,
  Snapshot,
  Step,
  UnavailableTarget,
} from './model.ts';
import { nearestChange } from './nearest-change.ts';
import type { LimitSettings, TargetPlan } from './plan.ts';
import { policies } from './policies/index.ts';
import type { PolicyContext } from './policy.ts';
import { type Settlement, settle } from './settle.ts';
import { policyMemoryOf, type State, withMemory } from './state.ts';
import { type Capacity, elapsed, type Instant, larger, later, seconds } from './units.ts';

/** How long the winner of a conditional write may act on it: the longest Lambda run, and some. */
const INTENT_LIFETIME = seconds(60);

/**
 * Decides for one target. Pure: no clock, no randomness, no I/O; the answer depends on the
 * arguments alone. `state` is what the previous decision left in `next`, after the outcome of
 * acting was recorded with `recordOutcome`.
 */
export function decide(snapshot: Snapshot, plan: TargetPlan, state: State, now: Instant): Decision {
  const { target } = snapshot;
  if (target.status === 'unavailable') {
    return unavailable(target, snapshot, plan, state, now);
  }
  const settlement = settle(target, plan, state, now);
  const recommendations = recommend(snapshot, target, plan, settlement.state, now);
  const context: LimitContext<LimitSettings> = {
    settings: plan.limits,
    now,
    current: target.capacity,
    target,
    bounds: plan.capacity,
    unit: plan.unit,
    cadence: plan.evaluateEvery,
    recommendations,
    isBlind: recommendations.some(({ status }) => status === 'blind'),
    readings: snapshot.readings,
  };
  const wanted = highest(recommendations, settlement, target.capacity);
  const { proposal, steps, seen } = restrained(wanted.proposal, context, settlement.state);
  const verdict = judged(proposal, steps, wanted, settlement, context);
  const remembered = remember(settlement.state, recommendations, seen, context);
  const to = verdict.to;
  const action = to > target.capacity ? 'scale-out' : to < target.capacity ? 'scale-in' : 'hold';
  const withReason = reported(remembered, verdict.reason);
  return {
    target: plan.id,
    at: now,
    action,
    from: target.capacity,
    to,
    reason: verdict.reason,
    because: verdict.because,
    readings: report(snapshot, now),
    recommendations,
    steps,
    costPerHour:
      plan.unit.perHour === undefined ? null : (to - target.capacity) * plan.unit.perHour,
    nearest: verdict.nearest,
    foreignChange: settlement.foreignChange,
    next:
      action === 'hold' || plan.mode !== 'live'
        ? withReason
        : {
            ...withReason,
            intent: {
              operation: `${plan.id}@${state.version + 1}`,
              from: target.capacity,
              to,
              at: now,
              deadline: later(now, INTENT_LIFETIME),
            },
          },
  };
}

/** Asks every policy; the order is the plan's. */
function recommend(
  snapshot: Snapshot,
  target: DescribedTarget,
  plan: TargetPlan,
  state: State,
  now: Instant,
): readonly PolicyReport[] {
  const context: PolicyContext = {
    reading: (source) => snapshot.readings[source] ?? NOT_READ,
    target,
    bounds: plan.capacity,
    band: toleranceBand(target.capacity, plan.limits),
    unit: plan.unit,
    now,
    cadence: plan.evaluateEvery,
  };
  return plan.policies.map((spec, index) => {
    const policy = policies.memberOf(spec);
    const memory = policyMemoryOf(state, memoryKey(spec.type, index), spec.type);
    return {
      ...policy.recommend(spec, context, memory),
      policy: spec.type,
      sources: policy.sources(spec),
    };
  });
}

const NOT_READ: Missing = {
  status: 'missing',
  because: 'invalid',
  detail: 'the plan names no such source',
};

interface Wanted {
  readonly proposal: Proposal;
  readonly winner: PolicyReport | undefined;
}

/** The highest recommendation wins; without any, the capacity stays. */
function highest(
  recommendations: readonly PolicyReport[],
  { reclaim }: Settlement,
  current: Capacity,
): Wanted {
  let winner: (PolicyReport & { readonly status: 'recommended' }) | undefined;
  for (const each of recommendations) {
    if (
      each.status === 'recommended' &&
      (winner === undefined ||
        each.capacity > winner.capacity ||
        (each.capacity === winner.capacity && (each.exact ?? 0) > (winner.exact ?? 0)))
    ) {
      winner = each;
    }
  }
  if (reclaim !== undefined) {
    return { proposal: { to: larger(reclaim, winner?.capacity ?? reclaim) }, winner };
  }
  return {
    proposal: winner === undefined ? { to: current } : { to: winner.capacity, exact: winner.exact },
    winner,
  };
}

/** Passes a proposal through the limits; also what each limit saw, for what it remembers. */
function restrained(
  wanted: Proposal,
  context: LimitContext<LimitSettings>,
  state: State,
): {
  readonly proposal: Proposal;
  readonly steps: readonly Step[];
  readonly seen: readonly Proposal[];
} {
  const steps: Step[] = [];
  const seen: Proposal[] = [];
  let proposal = wanted;
  let isFinal = false;
  const memories: Readonly<Record<string, unknown>> = state.limits;
  for (const limit of limits.members) {
    seen.push(proposal);
    if (isFinal) {
      continue;
    }
    const restraint = limit.restrain(proposal, context, memories[limit.name]);
    if (restraint !== undefined && (restraint.to !== proposal.to || restraint.final === true)) {
      steps.push({
        by: limit.name,
        from: proposal.to,
        to: restraint.to,
        because: restraint.because,
        ...(restraint.until === undefined ? {} : { until: restraint.until }),
      });
      proposal = { to: restraint.to };
      isFinal = restraint.final === true;
    }
  }
  return { proposal, steps, seen };
}

interface Verdict {
  readonly to: Capacity;
  readonly reason: ReasonCode;
  readonly because: string;
  readonly nearest: NearestChange | null;
}

/** The last word: the target's own state, then the binding limit, then the winning policy. */
function judged(
  proposal: Proposal,
  steps: readonly Step[],
  { winner }: Wanted,
  { stay, reclaim }: Settlement,
  context: LimitContext<LimitSettings>,
): Verdict {
  const { current } = context;
  if (stay !== undefined) {
    const { reason, because, until } = stay;
    return { to: current, reason, because, nearest: { kind: 'time', at: until, limit: reason } };
  }
  const { to } = proposal;
  const { hold } = context.target;
  const direction = to > current ? 'scale-out' : to < current ? 'scale-in' : undefined;
  if (hold !== undefined && (hold.blocks === 'both' || hold.blocks === direction)) {
    const because = `${hold.code}: ${hold.because}`;
    return { to: current, reason: 'target-held', because, nearest: null };
  }
  const nearest = nearestChange(context, steps);
  const binding = steps.at(-1);
  if (binding !== undefined) {
    return { to, reason: binding.by as ReasonCode, because: binding.because, nearest };
  }
  if (reclaim !== undefined && to !== current) {
    const because = `others moved it to ${current}, and the plan takes it back`;
    return { to, reason: 'foreign-change', because, nearest };
  }
  if (winner === undefined) {
    return { to, reason: 'no-opinion', because: 'no policy has an opinion', nearest };
  }
  const reason = to === current ? 'steady' : 'recommended';
  return { to, reason, because: winner.because, nearest };
}

/** The state with everything that policies and limits want to remember. */
function remember(
  state: State,
  recommendations: readonly PolicyReport[],
  seen: readonly Proposal[],
  context: LimitContext<LimitSettings>,
): State {
  let memories = state.policies;
  recommendations.forEach((each, index) => {
    if (each.remember !== undefined) {
      memories = withMemory(memories, memoryKey(each.policy, index), each.remember);
    }
  });
  let kept = state.limits;
  const before: Readonly<Record<string, unknown>> = state.limits;
  limits.members.forEach((limit, index) => {
    const proposal = seen[index];
    if (limit.observe !== undefined && proposal !== undefined) {
      kept = withMemory(kept, limit.name, limit.observe(proposal, context, before[limit.name]));
    }
  });
  return memories === state.policies && kept === state.limits
    ? state
    : { ...state, policies: memories, limits: kept };
}

function memoryKey(type: string, index: number): string {
  return `${type}#${index + 1}`;
}

/** A change of reason is remembered, so that it is recorded once: "why nothing" has an answer. */
function reported(state: State, reason: ReasonCode): State {
  const kind = reason === 'tolerance' ? 'steady' : reason;
  return state.reason === kind ? state : { ...state, reason: kind };
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
    readings: report(snapshot, now),
    recommendations: [],
    steps: [],
    costPerHour: null,
    nearest: null,
    foreignChange: null,
    next: reported(state, reason),
  };
}

function report(snapshot: Snapshot, now: Instant): Readonly<Record<string, ReportedReading>> {
  const reported: Record<string, ReportedReading> = {};
  for (const source in snapshot.readings) {
    const reading = snapshot.readings[source];
    if (reading === undefined) {
      continue;
    }
    switch (reading.status) {
      case 'measured':
        reported[source] = {
          value: reading.value,
          unit: reading.unit,
          ageSeconds: elapsed({ from: reading.at, to: now }),
        };
        break;
      case 'missing':
        reported[source] = { missing: reading.because, detail: reading.detail };
        break;
      default:
        assertNever(reading);
    }
  }
  return reported;
}
