/** @module A target that follows itself. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/** The source counts the units themselves: more of them ask for more of them. */
export const measuresOwnCapacity = defineRule({
  code: 'measures-own-capacity',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan)
      .filter(({ facts: { known } }) => known.kind === 'capacity')
      .map((use) => ({
        path: inPolicy(use, ['source']),
        message: `"${use.source}" counts the units that run, and no load`,
        fix: 'read what the units have to do: requests, messages, CPU',
      })),
});
