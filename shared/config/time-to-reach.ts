/** @module How long a plan takes from one capacity to another, by its own limits of pace. */
import * as z from 'zod/mini';
import type { LimitContext } from '../core/limit.ts';
import { limits } from '../core/limits/index.ts';
import { scalingRate } from '../core/limits/scaling-rate.ts';
import type { LimitSettings, TargetPlan } from '../core/plan.ts';
import { type Capacity, capacity, instant, larger } from '../core/units.ts';

/** Who writes no limits has these. */
export const standardLimits: LimitSettings = z.parse(limits.schema, {});

/** What takes longer than a day never ends. */
const LONGEST_SECONDS = 86_400;

/** Seconds until the target has what is asked for at once and all the time. */
export function secondsToReach(
  plan: Pick<TargetPlan, 'limits' | 'unit' | 'evaluateEvery' | 'capacity'>,
  { from, to: asked }: { readonly from: Capacity; readonly to: Capacity },
): number {
  const { cooldown } = plan.limits['scale-out'];
  const pause = cooldown === 0 ? 0 : cooldown + plan.unit.warmUp;
  const to = capacity(Math.min(asked, plan.capacity.max));
  let current = from;
  let changed = Number.NEGATIVE_INFINITY;
  let memory = scalingRate.applied?.({ from, to: from, at: instant(0) }, undefined);
  for (let now = 0; now <= LONGEST_SECONDS; now += plan.evaluateEvery) {
    if (current >= to) {
      return changed === Number.NEGATIVE_INFINITY ? 0 : changed;
    }
    if (now - changed >= pause) {
      const context = contextAt(plan, current, now);
      const held = scalingRate.restrain({ to }, context, memory)?.to ?? to;
      const next = larger(current, held);
      if (next > current) {
        memory = scalingRate.applied?.({ from: current, to: next, at: context.now }, memory);
        current = next;
        changed = now;
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

function contextAt(
  { limits: settings, unit, evaluateEvery, capacity: bounds }: Parameters<typeof secondsToReach>[0],
  current: Capacity,
  seconds: number,
): LimitContext<LimitSettings> {
  return {
    settings,
    unit,
    bounds,
    current,
    cadence: evaluateEvery,
    now: instant(seconds * 1000),
    target: { status: 'described', capacity: current, inService: current, pending: capacity(0) },
    recommendations: [],
    readings: {},
    isBlind: false,
  };
}
