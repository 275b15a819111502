/** @module What looking at the targets of a plan, and foretelling their loads, is paid for. */
import { forecastRequests } from '../core/forecast/requests.ts';
import type { PaidRead, ReadTarget } from '../core/money/own-calls.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { sources } from './sources/index.ts';

/** Every target with the paid reads of its sources, and of the loads that are foretold for it. */
export function readTargets(plans: readonly ScalingPlan[]): readonly ReadTarget[] {
  return plans.map((plan) => {
    const { id, evaluateEvery, calmEvery, budget, sources: specs } = plan;
    return {
      id,
      evaluateEvery,
      calmEvery,
      budget: budget?.name,
      isBilled: budget?.costExplorer !== undefined,
      reads: Object.values(specs).flatMap((spec) => sources.memberOf(spec).paidReads?.(spec) ?? []),
      foretold: foretoldLoads(plan),
    };
  });
}

/** The loads that the forecasts of a target are made from, each policy's own. */
function foretoldLoads(plan: ScalingPlan): readonly PaidRead[] {
  return forecastRequests(plan).flatMap(({ request }) => {
    const spec = plan.sources[request.source];
    const source = spec === undefined ? undefined : sources.memberOf(spec);
    const whole = spec === undefined ? undefined : source?.history?.whole?.(spec);
    return whole === undefined ? [] : (source?.paidReads?.(whole) ?? []);
  });
}
