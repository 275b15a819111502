/** @module Kubernetes' Horizontal Pod Autoscaler with its default behaviour. */
import { type Seconds, seconds } from '../../core/units.ts';
import { defineBaseline, ORDINARY_TARGET, TARGETS } from '../baseline.ts';
import { defaultBehaviour, SYNC_PERIOD } from './mechanisms/hpa-behaviour.ts';
import { replicasForResource, replicasForValue } from './mechanisms/hpa-replicas.ts';
import { pace } from './mechanisms/pace.ts';
import { newestOf, usage } from './mechanisms/periods.ts';

/** How an autoscaler is set. */
export interface HpaSettings {
  /** Load per pod, as a share of what one can serve. */
  readonly target: number;
  /** Relative change too small to act on, inclusive. */
  readonly tolerance: number;
  /** Scale-in takes the highest recommendation of this time. */
  readonly stabilization: Seconds;
  /**
   * `resource`: a metric of each pod, so that starting ones count as idle. `object`: one number for
   * all with a target value; pods that start are not seen at all.
   */
  readonly metric: 'object' | 'resource';
}

/**
 * Every 15 s, or at each evaluation where those are rarer, ceil(ready × metric ÷ target), with
 * tolerance and the default behaviour; without a metric nothing moves, and at zero replicas it is
 * off. A pod is ready when its unit is in service. Source: Kubernetes, "Horizontal Pod
 * Autoscaling", and kubernetes/kubernetes:pkg/controller/podautoscaler.
 */
export const hpa = defineBaseline<HpaSettings>({
  name: 'hpa',
  about: 'Kubernetes HPA with its default behaviour: 10 % tolerance, 300 s of stabilization',
  worksOn: ['service'],
  ordinary: {
    target: ORDINARY_TARGET,
    tolerance: 0.1,
    stabilization: seconds(300),
    metric: 'resource',
  },
  grid: TARGETS.map((target) => ({ target })),
  rule(settings, task) {
    const series = usage(task, SYNC_PERIOD);
    const behave = defaultBehaviour(settings.stabilization);
    const isDue = pace(SYNC_PERIOD);
    return (world) => {
      const now = world.now();
      const { capacity: current, inService, pending: notReady } = world.describe();
      if (!isDue(now) || current === 0) {
        return undefined;
      }
      const [perUnit] = newestOf(1, (ago) => series.perUnit(world, ago));
      const [total] = newestOf(1, (ago) => series.total(world, ago));
      if (perUnit === undefined || total === undefined) {
        return undefined;
      }
      const behind = perUnit > 0 ? wholeUnits(total / perUnit) : inService;
      const measured = Math.min(behind, inService);
      const recommended =
        settings.metric === 'object'
          ? replicasForValue({ current, ready: behind, value: perUnit }, settings)
          : replicasForResource(
              { current, measured, usage: perUnit, notReady, missing: inService - measured },
              settings,
            );
      return recommended === undefined ? undefined : behave(now, { current, recommended });
    };
  },
});

/** Units that a metric was measured over; noise in the seventh digit is none. */
function wholeUnits(units: number): number {
  return Math.round(units * 1e6) / 1e6;
}
