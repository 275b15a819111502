/** @module Somebody who knows the future. */
import { defineBaseline, type ScalingTask } from '../baseline.ts';
import { demandOf } from '../score.ts';
import { loadAt, nextStepAfter } from '../trace.ts';

/**
 * Always what the load needs: s = d where units start at once. Where they take time it asks for
 * them that much earlier, and keeps them from then on. Source: the demand d of N. Herbst et al.,
 * "Ready for Rain? A View from SPEC Research on the Future of Cloud Metrics", SPEC-RG-2016-01.
 */
export const oracle = defineBaseline<object>({
  name: 'oracle',
  about: 'knows the load to come, and always has exactly what it needs',
  worksOn: ['queue', 'service'],
  isClairvoyant: true,
  ordinary: {},
  grid: [{}],
  rule: (_, task) => (world) => {
    const now = world.now();
    return highestDemand(task, {
      from: now,
      to: now + (task.startUp + task.evaluateEvery) * 1000,
    });
  },
});

function highestDemand(
  { load, capacityPerUnit }: ScalingTask,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let highest = 0;
  for (let at = from; at < to; at = nextStepAfter(load, at)) {
    highest = Math.max(highest, demandOf(loadAt(load, at), capacityPerUnit));
  }
  return highest;
}
