/** @module A policy that waits for a forecast that nobody can make. */
import { sources } from '../../adapters/sources/index.ts';
import { LONGEST_HORIZON } from '../../core/forecast/forecast-load.ts';
import { forecastRequests } from '../../core/forecast/requests.ts';
import { policyKey } from '../../core/state.ts';
import { defineRule } from '../lint-rule.ts';

/**
 * Forecasts are made from the past of the load of all units together, and reach four hours ahead:
 * without such a past, or for a time further off, the policy never has one.
 */
export const neverForetold = defineRule({
  code: 'never-foretold',
  severity: 'error',
  find(plan) {
    return forecastRequests(plan).flatMap(({ key, request }) => {
      const spec = plan.sources[request.source];
      const index = plan.policies.findIndex((each, place) => policyKey(each, place) === key);
      if (request.isNeeded !== true || spec === undefined) {
        return [];
      }
      const { history } = sources.memberOf(spec);
      if (history?.whole?.(spec) === undefined) {
        return [
          {
            path: ['policies', index],
            message: `no past of "${request.source}" tells the load of all units together`,
            fix: 'use a request count or another Sum, such as RequestCountPerTarget of a load balancer',
          },
        ];
      }
      return request.horizon > LONGEST_HORIZON
        ? [
            {
              path: ['policies', index],
              message: `it looks ${Math.round(request.horizon / 60)} min ahead, and forecasts reach ${LONGEST_HORIZON / 60} min`,
              fix: 'make the buffer shorter, or write a schedule for what is known so early',
            },
          ]
        : [];
    });
  },
});
