/** @module A maximum that the account does not allow. */
import { defineRule } from '../lint-rule.ts';

/**
 * The account's quota allows fewer units than the maximum: the last ones would never start. Found
 * by `tidegate lint --quotas`, which asks AWS.
 */
export const overQuota = defineRule({
  code: 'over-quota',
  severity: 'warning',
  find({ id, capacity: { max } }, { accountLimits }) {
    const allowed = accountLimits?.get(id);
    return allowed !== undefined && max > allowed.most
      ? [
          {
            path: ['capacity', 'max'],
            message: `the account allows ${allowed.most} ${allowed.counts}, and the maximum is ${max}`,
            fix: `write max: ${Math.floor(allowed.most)}, or ask AWS for a higher quota`,
          },
        ]
      : [];
  },
});
