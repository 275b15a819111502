/** @module A total that is taken for an average. */
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

/**
 * A source counts something of all units together, and the policy takes it for an average over
 * them: twice the units would be asked for as much again, whatever the load.
 */
export const totalReadPerUnit = defineRule({
  code: 'total-read-per-unit',
  severity: 'warning',
  find: (plan) =>
    usesOf(plan)
      .filter(
        ({ as, facts: { known } }) =>
          as === 'per-unit' && (known.kind === 'events' || known.kind === 'waiting'),
      )
      .map((use) => ({
        path: inPolicy(use, ['measure']),
        message: `"${use.source}" is a total of all units, and is taken for an average over them`,
        fix: 'write measure: total, with a target for one unit',
      })),
});
