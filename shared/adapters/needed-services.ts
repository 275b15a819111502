/** @module Which AWS services a set of plans calls, so that no other is loaded. */
import type { ScalingPlan } from '../core/plan.ts';
import type { AwsService } from './aws/clients.ts';
import { sources } from './sources/index.ts';
import { targets } from './targets/index.ts';

/** The services of every source and target type in these plans. */
export function neededServices(
  plans: readonly Pick<ScalingPlan, 'sources' | 'target'>[],
): ReadonlySet<AwsService> {
  return new Set(
    plans.flatMap(({ sources: specs, target }) => [
      ...Object.values(specs).flatMap((spec) => sources.memberOf(spec).services),
      ...targets.memberOf(target).services,
    ]),
  );
}
