/** @module The default scaling behaviour of Kubernetes' Horizontal Pod Autoscaler. */
import { elapsed, type Instant, type Seconds, seconds } from '../../../core/units.ts';
import { heldMaximum } from './held-maximum.ts';

/** How often the controller looks. */
export const SYNC_PERIOD = seconds(15);

/**
 * Scale-in goes no lower than the highest recommendation of the stabilization window (300 s unless
 * set); scale-out at most doubles or adds 4 replicas, whichever is more, in each sync. An
 * evaluation that stands for several syncs (a minute for four) may grow as far as those would.
 * Source: Kubernetes, "Horizontal Pod Autoscaling", default behavior, and
 * `stabilizeRecommendationWithBehaviors` in kubernetes/kubernetes:pkg/controller/podautoscaler/
 * horizontal.go.
 */
export function defaultBehaviour(
  stabilization: Seconds,
): (now: Instant, change: Readonly<Record<'current' | 'recommended', number>>) => number {
  const highestOf = heldMaximum(stabilization);
  let last: Instant | undefined;
  return (now, { current, recommended }) => {
    if (last === undefined) {
      // It starts by recommending what it finds.
      highestOf(now, current);
    }
    const highest = highestOf(now, recommended);
    const stabilized = Math.min(Math.max(current, recommended), highest);
    const syncs = last === undefined ? 1 : elapsed({ from: last, to: now }) / SYNC_PERIOD;
    last = now;
    return Math.min(stabilized, mostAfter(syncs, current));
  };
}

function mostAfter(syncs: number, current: number): number {
  let most = current;
  for (let sync = 1; sync <= Math.max(1, syncs) && Number.isFinite(most); sync += 1) {
    most = Math.max(2 * most, most + 4);
  }
  return most;
}
