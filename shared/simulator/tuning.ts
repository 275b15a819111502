/** @module The cheapest setting of a plan that keeps an objective, found on a part of a trace. */
import type { ScalingPlan } from '../core/plan.ts';
import { capacityFor, seconds } from '../core/units.ts';

/** One thing that can be set otherwise, and what is tried for it. */
interface Knob {
  /** The plans with each value tried; none where the plan has no such thing. */
  variants(plan: ScalingPlan): readonly ScalingPlan[];
}

/** How a plan did: what it cost, and the percent that missed the objective. */
export interface Trial {
  readonly plan: ScalingPlan;
  readonly cost: number;
  readonly miss: number;
}

/** Shares of what the plan says now. */
const TARGET_SHARES = [0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5] as const;
const WINDOWS_SECONDS = [0, 120, 300, 600, 1200, 1800] as const;
const SCALE_IN_PERCENT = [10, 25, 50, 100] as const;
const TOLERANCES_PERCENT = [0, 5, 10, 15] as const;
/** Settings improve each other: the round is repeated until nothing does, at most so often. */
const MOST_ROUNDS = 4;

const knobs: readonly Knob[] = [
  {
    variants: (plan) => TARGET_SHARES.map((share) => withNumber(plan, 'target', share)),
  },
  {
    variants: (plan) =>
      TARGET_SHARES.filter((share) => share < 1).map((share) =>
        withNumber(plan, 'objective', share),
      ),
  },
  {
    variants: (plan) =>
      WINDOWS_SECONDS.map((length) => withScaleIn(plan, { stabilization: seconds(length) })),
  },
  {
    variants: (plan) =>
      SCALE_IN_PERCENT.map((percent) =>
        withScaleIn(plan, {
          rate: [
            { percent, per: seconds(60) },
            { units: 1, per: seconds(60) },
          ],
        }),
      ),
  },
  {
    variants: (plan) =>
      TOLERANCES_PERCENT.map((tolerance) => ({ ...plan, limits: { ...plan.limits, tolerance } })),
  },
  {
    variants: (plan) =>
      [0.5, 2].map((factor) => {
        const min = capacityFor(Math.min(plan.capacity.min * factor, plan.capacity.max));
        return { ...plan, capacity: { ...plan.capacity, min } };
      }),
  },
];

/** What a search found, with how many plans it tried. */
export interface Tuned {
  readonly before: Trial;
  readonly best: Trial;
  readonly tried: number;
}

/**
 * Coordinate descent: one knob at a time, each to its best value, until a round changes nothing.
 * A plan that keeps the objective beats one that does not; among those that keep it the cheaper
 * wins, among those that do not, the one that misses less.
 */
export function tune(
  plan: ScalingPlan,
  mostMissed: number,
  attempt: (plan: ScalingPlan) => Omit<Trial, 'plan'>,
  onProgress: (tried: number) => void = () => undefined,
): Tuned {
  const seen = new Map<string, Trial>();
  const attempted = (candidate: ScalingPlan): Trial => {
    const key = JSON.stringify(candidate);
    const known = seen.get(key) ?? { plan: candidate, ...attempt(candidate) };
    seen.set(key, known);
    onProgress(seen.size);
    return known;
  };
  const before = attempted(plan);
  let best = before;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const atStart = best;
    for (const knob of knobs) {
      for (const candidate of knob.variants(best.plan)) {
        const trial = attempted(candidate);
        best = isBetter(trial, best, mostMissed) ? trial : best;
      }
    }
    if (best === atStart) {
      break;
    }
  }
  return { before, best, tried: seen.size };
}

function isBetter(one: Trial, other: Trial, mostMissed: number): boolean {
  const keeps = one.miss <= mostMissed;
  if (keeps !== other.miss <= mostMissed) {
    return keeps;
  }
  return keeps ? one.cost < other.cost : one.miss < other.miss;
}

/** The plan with a number of its policies multiplied, wherever it stands; rounded to be read. */
function withNumber(plan: ScalingPlan, name: 'target' | 'objective', share: number): ScalingPlan {
  return {
    ...plan,
    policies: plan.policies.map((policy) => {
      const value: unknown = Reflect.get(policy, name);
      return typeof value === 'number'
        ? { ...policy, [name]: Number((value * share).toPrecision(3)) }
        : policy;
    }),
  };
}

function withScaleIn(
  plan: ScalingPlan,
  changed: Partial<ScalingPlan['limits']['scale-in']>,
): ScalingPlan {
  return {
    ...plan,
    limits: { ...plan.limits, 'scale-in': { ...plan.limits['scale-in'], ...changed } },
  };
}
