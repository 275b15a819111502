/** @module What two policies of a plan ask for, tried over values of their source and fleets. */
import { toleranceBand } from '../core/limits/tolerance.ts';
import type { Reading } from '../core/model.ts';
import type { PolicySpec, ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { type Capacity, capacity, clamp, instant } from '../core/units.ts';
import { factsOf } from './source-uses.ts';

/** Around every value that a policy names: the borders themselves, and what lies between. */
const AROUND = [0, 0.25, 0.5, 0.8, 0.9, 0.999, 1, 1.001, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 10];
/** Every size up to here is tried: rounding and bounds decide between neighbours. */
const SMALL_FLEET = 100;
const LARGE_FLEETS = [120, 150, 200, 300, 500, 700, 1000];
/** Shares of the maximum: near it, answers begin to be cut off. */
const NEAR_MAXIMUM = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

type Answer = Capacity | undefined;

/**
 * What each of two policies asks for, value by value and fleet by fleet; undefined where it has no
 * opinion. Nothing where they read different sources, remember, or do not tell how they read.
 */
export function answersOf(
  plan: ScalingPlan,
  one: number,
  other: number,
): readonly (readonly [Answer, Answer])[] {
  const [first, second] = [triable(plan, one), triable(plan, other)];
  if (first === undefined || second === undefined || first.source !== second.source) {
    return [];
  }
  const { highest = Number.POSITIVE_INFINITY } = factsOf(plan).get(first.source)?.known ?? {};
  const named = [...first.values, ...second.values];
  const values = named.flatMap((value) => AROUND.map((share) => value * share));
  const possible = [...new Set([...values, highest])].filter(
    (value) => value <= highest && Number.isFinite(value),
  );
  const { min, max } = plan.capacity;
  const small = Array.from({ length: SMALL_FLEET }, (_, index) => index + 1);
  const near = NEAR_MAXIMUM.map((share) => Math.ceil(share * max));
  const fleets = [...new Set([...small, Math.max(1, min), ...LARGE_FLEETS, ...near, max])].filter(
    (units) => units >= Math.max(1, min) && units <= max,
  );
  return possible.flatMap((value) =>
    fleets.map(
      (units) =>
        [asked(plan, first.spec, value, units), asked(plan, second.spec, value, units)] as const,
    ),
  );
}

/** Whether the other asks for as much or more. */
export function isEver(one: Capacity, other: Answer): boolean {
  return other !== undefined && one <= other;
}

function triable(plan: ScalingPlan, index: number) {
  const spec = plan.policies[index];
  const policy = spec === undefined ? undefined : policies.memberOf(spec);
  const uses = spec === undefined ? [] : (policy?.uses?.(spec) ?? []);
  const [use] = uses;
  const isSimple = uses.length === 1 && policy?.memory === undefined && use?.as !== 'backlog';
  return spec !== undefined && use !== undefined && isSimple
    ? { spec, source: use.source, values: (use.values ?? []).map(({ value }) => value) }
    : undefined;
}

/** What a policy asks for with a value of its source and so many units in service. */
export function tried(
  plan: ScalingPlan,
  index: number,
  { value, units }: { readonly value: number; readonly units: number },
): Answer {
  const spec = plan.policies[index];
  return spec === undefined ? undefined : asked(plan, spec, value, units);
}

function asked(plan: ScalingPlan, spec: PolicySpec, value: number, units: number): Answer {
  const current = capacity(units);
  const now = instant(0);
  const reading: Reading = { status: 'measured', value, unit: '', at: now };
  const answer = policies.memberOf(spec).recommend(
    spec,
    {
      reading: () => reading,
      target: { status: 'described', capacity: current, inService: current, pending: capacity(0) },
      unitsWhen: () => current,
      bounds: plan.capacity,
      band: toleranceBand(current, plan.limits),
      unit: plan.unit,
      now,
      cadence: plan.evaluateEvery,
      interpreters: {},
    },
    undefined,
  );
  return answer.status === 'recommended' ? clamp(answer.capacity, plan.capacity) : undefined;
}
