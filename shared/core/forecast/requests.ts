/** @module What a plan wants to be foretold. */
import type { TargetPlan } from '../plan.ts';
import { policies } from '../policies/index.ts';
import { policyKey } from '../state.ts';
import type { ForecastRequest } from './load-forecast.ts';

/** Every policy that asks for a forecast: what its forecast is kept under, and what it asks for. */
export function forecastRequests(
  plan: Pick<TargetPlan, 'policies' | 'unit' | 'evaluateEvery'>,
): readonly { readonly key: string; readonly request: ForecastRequest }[] {
  return plan.policies.flatMap((spec, index) => {
    const request = policies
      .memberOf(spec)
      .forecast?.(spec, { unit: plan.unit, cadence: plan.evaluateEvery });
    return request === undefined ? [] : [{ key: policyKey(spec, index), request }];
  });
}
