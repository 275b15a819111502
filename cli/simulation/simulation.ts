/** @module One plan over one load: the run, and how well it scaled. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { EngineParts } from '../../shared/simulator/controller.ts';
import { type PlanWorld, planWorld } from '../../shared/simulator/plan-world.ts';
import type { QueueTotals } from '../../shared/simulator/queue-settings.ts';
import {
  type QueueScore,
  type ServiceScore,
  scoreQueue,
  scoreService,
} from '../../shared/simulator/score.ts';
import type { ServiceTotals } from '../../shared/simulator/service.ts';
import { type Run, simulate } from '../../shared/simulator/simulate.ts';
import { endOf } from '../../shared/simulator/trace.ts';
import type { NamedLoad } from './load-trace.ts';

/** What a simulation is told beside plan and load. */
export interface SimulationSettings extends Pick<EngineParts, 'interpreters' | 'forecast'> {
  /** The plan that describes the world, where another one is tried in it. */
  readonly worldOf?: ScalingPlan | undefined;
  readonly seed: number;
  readonly capacityPerUnit?: number | undefined;
  /** Spread of the start-up: standard deviation of its logarithm. */
  readonly startUpJitter: number;
  /** Totals and scores start here. */
  readonly scoreFrom?: Instant | undefined;
  onProgress?(share: number): void;
}

/** A run with its score. */
export type Simulation =
  | {
      readonly kind: 'queue';
      readonly run: Run<QueueTotals>;
      readonly score: QueueScore;
      readonly objectiveSeconds: number;
    }
  | {
      readonly kind: 'service';
      readonly run: Run<ServiceTotals>;
      readonly score: ServiceScore;
      readonly capacityPerUnit: number;
    };

/**
 * Runs the plan over the whole load. One in shadow mode acts here too, for nothing real moves.
 * Throws a NotSimulatedError.
 */
export function simulation(
  asked: ScalingPlan,
  named: NamedLoad,
  settings: SimulationSettings,
): Simulation {
  const plan: ScalingPlan = { ...asked, mode: 'live' };
  const { worldOf, seed, capacityPerUnit, startUpJitter, scoreFrom, onProgress } = settings;
  const { load, poison } = named;
  const built: PlanWorld = planWorld(worldOf ?? plan, {
    load: { ...load, after: 'stay' },
    ...(poison === undefined ? {} : { poison }),
    seed,
    capacityPerUnit,
    fleet: { startUpJitter },
  });
  const options = {
    until: endOf(load),
    interpreters: settings.interpreters,
    forecast: settings.forecast,
    ...(scoreFrom === undefined ? {} : { scoreFrom }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  if (built.kind === 'queue') {
    const run = simulate(plan, built.world, options);
    const { concurrency, objectiveSeconds } = built;
    return { kind: 'queue', run, score: scoreQueue(run, concurrency), objectiveSeconds };
  }
  const run = simulate(plan, built.world, options);
  const { capacityPerUnit: perUnit } = built;
  return { kind: 'service', run, score: scoreService(run, perUnit), capacityPerUnit: perUnit };
}
