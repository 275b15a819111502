/** @module Two plans that move the same thing. */
import { targets } from '../../adapters/targets/index.ts';
import { defineRule } from '../lint-rule.ts';
import { ifReadable } from '../unreadable.ts';

/** Two targets of the plan are one and the same resource: they would fight over its capacity. */
export const twoOwners = defineRule({
  code: 'two-owners',
  severity: 'error',
  find(plan, { plans }) {
    const identityOf = ({ target }: typeof plan) => targets.memberOf(target).identity(target);
    const identity = identityOf(plan);
    const owner = plans.find((other) => ifReadable(() => identityOf(other)) === identity);
    return owner === undefined || owner.id === plan.id
      ? []
      : [
          {
            path: ['target'],
            message: `${identity} is moved by "${owner.id}" already: two plans would fight`,
            fix: `put the policies of "${plan.id}" under "${owner.id}": the highest recommendation wins`,
          },
        ];
  },
});
