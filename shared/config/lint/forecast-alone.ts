/** @module A forecast that nothing stands beside. */
import { forecastRequests } from '../../core/forecast/requests.ts';
import { policies } from '../../core/policies/index.ts';
import { policyKey } from '../../core/state.ts';
import { defineRule } from '../lint-rule.ts';

/** A forecast raises the floor; what comes otherwise than foretold needs a policy that reacts. */
export const forecastAlone = defineRule({
  code: 'forecast-alone',
  severity: 'error',
  needsWhole: ['policies'],
  find(plan) {
    const needing = new Set(
      forecastRequests(plan).flatMap(({ key, request }) => (request.isNeeded ? [key] : [])),
    );
    const reacts = plan.policies.some(
      (spec, index) =>
        !needing.has(policyKey(spec, index)) && policies.memberOf(spec).sources(spec).length > 0,
    );
    return reacts
      ? []
      : plan.policies.flatMap((spec, index) =>
          needing.has(policyKey(spec, index))
            ? [
                {
                  path: ['policies', index],
                  message:
                    'no policy reacts to what really comes: a load that was not foretold finds ' +
                    'no capacity',
                  fix: 'add { type: target-tracking } or { type: service-level } on the same source',
                },
              ]
            : [],
        );
  },
});
