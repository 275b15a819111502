/** @module What the policies of a plan ask for, each for itself and all together. */
import { toleranceBand } from './limits/tolerance.ts';
import type { Interpreters } from './lua.ts';
import type {
  DescribedTarget,
  Missing,
  PolicyReport,
  Recommendation,
  Recommended,
  Snapshot,
} from './model.ts';
import type { TargetPlan } from './plan.ts';
import { policies } from './policies/index.ts';
import type { PolicyContext } from './policy.ts';
import { policyKey, policyMemoryOf, type State, withMemory } from './state.ts';
import { type Capacity, type Instant, larger } from './units.ts';
import { unitsInMinute, withUnitsSeen } from './units-in-service.ts';

/** The answers of all policies. */
export interface Asked {
  /** In the order of the plan. */
  readonly reports: readonly PolicyReport[];
  /** At least one policy lacks a reading. */
  readonly isBlind: boolean;
  /** The highest recommendation; without any, no policy has an opinion. */
  readonly highest: Recommended | undefined;
  /** The highest maximum that a policy may raise the plan's to; undefined = none does. */
  readonly maximum: Capacity | undefined;
  /** What the policies remember now; the same object when nothing is new. */
  readonly memories: State['policies'];
}

/** Asks every policy; the highest recommendation wins. */
export function ask(
  snapshot: Snapshot,
  target: DescribedTarget,
  plan: TargetPlan,
  state: State,
  now: Instant,
  interpreters: Interpreters,
): Asked {
  const { readings, forecasts } = snapshot;
  const unitsSeen = withUnitsSeen(state.inService, target.inService, now);
  const context: PolicyContext = {
    reading(source) {
      return readings[source] ?? NOT_READ;
    },
    target,
    unitsWhen({ at }) {
      return unitsInMinute(unitsSeen, at, target.inService);
    },
    bounds: plan.capacity,
    band: toleranceBand(target.capacity, plan.limits),
    unit: plan.unit,
    now,
    cadence: plan.evaluateEvery,
    interpreters,
  };
  const reports: PolicyReport[] = [];
  let memories = state.policies;
  let highest: Recommended | undefined;
  let isBlind = false;
  let maximum: Capacity | undefined;
  for (let index = 0; index < plan.policies.length; index += 1) {
    const spec = plan.policies[index];
    if (spec === undefined) {
      continue;
    }
    const policy = policies.memberOf(spec);
    const key =
      policy.memory === undefined && forecasts === undefined ? undefined : policyKey(spec, index);
    const memory = key === undefined ? undefined : policyMemoryOf(state, key, spec.type);
    const forecast = key === undefined ? undefined : forecasts?.[key];
    const answer = policy.recommend(
      spec,
      forecast === undefined ? context : { ...context, forecast },
      memory,
    );
    if (key !== undefined && answer.remember !== undefined) {
      memories = withMemory(memories, key, answer.remember);
    }
    if (answer.status === 'recommended' && (highest === undefined || isHigher(answer, highest))) {
      highest = answer;
    }
    if (answer.status === 'recommended' && answer.maximum !== undefined) {
      maximum = larger(maximum ?? answer.maximum, answer.maximum);
    }
    isBlind ||= answer.status === 'blind';
    reports.push(reportOf(answer, spec.type, policy.sources(spec)));
  }
  return { reports, isBlind, highest, maximum, memories };
}

const NOT_READ: Missing = {
  status: 'missing',
  because: 'invalid',
  detail: 'the plan names no such source',
};

function isHigher(one: Recommended, other: Recommended): boolean {
  return (
    one.capacity > other.capacity ||
    (one.capacity === other.capacity && (one.exact ?? 0) > (other.exact ?? 0))
  );
}

/** Field by field: spreading answers of many shapes took a third of all the time of a decision. */
function reportOf(
  answer: Recommendation,
  policy: string,
  sources: readonly string[],
): PolicyReport {
  const { because } = answer;
  switch (answer.status) {
    case 'recommended': {
      const { capacity, exact, edge, ceiling, maximum, wakes, keeps } = answer;
      return {
        policy,
        sources,
        status: 'recommended',
        capacity,
        exact,
        because,
        edge,
        ceiling,
        maximum,
        wakes,
        keeps,
      };
    }
    case 'abstained':
      return { policy, sources, status: 'abstained', because, ceiling: answer.ceiling };
    case 'blind':
      return { policy, sources, status: 'blind', missing: answer.missing, because };
  }
}
