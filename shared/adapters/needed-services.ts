/** @module Which AWS services a set of plans calls, so that no other is loaded. */
import { LARGEST_BATCH } from '../app/tick.ts';
import { TICK_EVERY } from '../core/cadence.ts';
import { forecastRequests } from '../core/forecast/requests.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { AwsService } from './aws/clients.ts';
import { sources } from './sources/index.ts';
import { targets } from './targets/index.ts';

/** The services of every source and target type in these plans, and the scaler's own. */
export function neededServices(plans: readonly ScalingPlan[]): ReadonlySet<AwsService> {
  const handsOn =
    plans.length > LARGEST_BATCH || plans.some(({ evaluateEvery }) => evaluateEvery < TICK_EVERY);
  return new Set<AwsService>([
    ...plans.flatMap(({ sources: specs, target }) => [
      ...Object.values(specs).flatMap((spec) => sources.memberOf(spec).services),
      ...targets.memberOf(target).services,
    ]),
    'dynamoDb',
    ...plans.flatMap(notifiedServices),
    ...(handsOn ? (['sqs'] as const) : []),
  ]);
}

/** The services that are asked for the past of every source in these plans, where one is kept. */
export function historyServices(plans: readonly ScalingPlan[]): ReadonlySet<AwsService> {
  return new Set(
    plans.flatMap(({ sources: specs }) =>
      Object.values(specs).flatMap((spec) => sources.memberOf(spec).history?.services ?? []),
    ),
  );
}

/** The services that holding the ledgers of these plans against AWS's bill calls. */
export function billServices(plans: readonly ScalingPlan[]): ReadonlySet<AwsService> {
  return new Set<AwsService>([
    'dynamoDb',
    ...plans.flatMap(notifiedServices),
    ...plans.flatMap(({ budget }) =>
      budget?.costExplorer === undefined ? [] : (['costExplorer'] as const),
    ),
  ]);
}

/** The services by which a plan tells people. */
function notifiedServices({ notify }: ScalingPlan): readonly AwsService[] {
  return [
    ...(notify?.topic === undefined ? [] : (['sns'] as const)),
    ...(notify?.eventBus === undefined ? [] : (['eventBridge'] as const)),
  ];
}

/** The services that making the forecasts of these plans calls. */
export function forecastServices(plans: readonly ScalingPlan[]): ReadonlySet<AwsService> {
  const loads = plans.flatMap((plan) =>
    forecastRequests(plan).flatMap(({ request }) => plan.sources[request.source] ?? []),
  );
  return new Set<AwsService>([
    'dynamoDb',
    ...loads.flatMap((spec) => {
      const { history } = sources.memberOf(spec);
      return history?.whole?.(spec) === undefined ? [] : history.services;
    }),
  ]);
}
