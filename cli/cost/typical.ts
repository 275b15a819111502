/** @module The capacities that a plan's typical cost is told for, and where they come from. */
import { loadInterpreters } from '../../shared/adapters/interpreters.ts';
import type { CapacityStretch } from '../../shared/core/money/capacity-history.ts';
import { assumedDay, type CapacityHours } from '../../shared/core/money/plan-cost.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { seconds } from '../../shared/core/units.ts';
import { NotSimulatedError, peakFor } from '../../shared/simulator/plan-world.ts';
import { loadNamed } from '../simulation/load-trace.ts';
import { simulation } from '../simulation/simulation.ts';

/** What is taken as typical of a target. */
export interface Typical {
  readonly hours: readonly CapacityHours[];
  readonly from: 'assumed' | 'simulated' | 'recorded';
  /** The same for people. */
  readonly said: string;
}

/** The length of a generated load, and the seed of everything random. */
const WEEK = seconds(7 * 86_400);
const SEED = 1;
/** Spread of the start-up, as `tidegate simulate` has it. */
const START_UP_JITTER = 0.1;

/** Nobody measured or tried anything. */
export function assumed(plan: ScalingPlan): Typical {
  return { hours: assumedDay(plan), from: 'assumed', said: 'assumed day' };
}

/** The plan simulated over a load. Throws a NotSimulatedError, and a UsageError for the load. */
export async function simulated(plan: ScalingPlan, trace: string): Promise<Typical> {
  const named = await loadNamed(trace, { seed: SEED, length: WEEK, peak: peakFor(plan) });
  const { run } = simulation(plan, named, {
    seed: SEED,
    interpreters: await loadInterpreters([plan]),
    startUpJitter: START_UP_JITTER,
  });
  const rowsOf = new Map<number, number>();
  for (const units of run.desired) {
    rowsOf.set(units, (rowsOf.get(units) ?? 0) + 1);
  }
  return {
    hours: [...rowsOf].map(([units, rows]) => ({ units, hours: (rows * run.every) / 3600 })),
    from: 'simulated',
    said: `simulated, ${formatDuration(run.rows * run.every)} of ${named.name}`,
  };
}

/** The same, or the assumed day where the target's sources are in no simulated world. */
export async function simulatedOrAssumed(plan: ScalingPlan, trace: string): Promise<Typical> {
  try {
    return await simulated(plan, trace);
  } catch (error) {
    if (error instanceof NotSimulatedError) {
      return { ...assumed(plan), said: 'assumed day: it cannot be simulated' };
    }
    throw error;
  }
}

/** What ran, as far as activities tell; the assumed day where they tell nothing. */
export function recorded(plan: ScalingPlan, stretches: readonly CapacityStretch[]): Typical {
  if (stretches.length === 0) {
    return { ...assumed(plan), said: 'assumed day: nothing is recorded' };
  }
  const hours = stretches.map(({ from, to, units }) => ({ units, hours: (to - from) / 3_600_000 }));
  const days = hours.reduce((sum, each) => sum + each.hours, 0) / 24;
  return { hours, from: 'recorded', said: `recorded, ${round(days)} days` };
}
