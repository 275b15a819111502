/** @module A rate that comes too late. */
import { formatDuration } from '../../core/quantity.ts';
import { rushesOf } from '../check-context.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy } from '../source-uses.ts';
import { secondsToReach, standardLimits } from '../time-to-reach.ts';

/** Being late by less is no reason to speak: most peaks are not from minimum to maximum. */
const LATE_SECONDS = 600;
/** What takes no longer than so many times as with the rates of the schema is not slow. */
const SLOWER_THAN_STANDARD = 2;

/**
 * With the rates and the cooldown of scale-out the way from the minimum to what a policy may ask
 * for takes much longer than that policy has time, and much longer than with the rates of the
 * schema.
 */
export const rateTooSlow = defineRule({
  code: 'rate-too-slow',
  severity: 'warning',
  find: (plan) =>
    rushesOf(plan).flatMap(({ rush, index }) => {
      const { unit, evaluateEvery, capacity } = plan;
      const way = { from: capacity.min, to: rush.to };
      const takes = secondsToReach(plan, way);
      const usual = secondsToReach({ unit, evaluateEvery, capacity, limits: standardLimits }, way);
      const isLate = takes > rush.within + LATE_SECONDS && takes > SLOWER_THAN_STANDARD * usual;
      const length = Number.isFinite(takes)
        ? `takes ${formatDuration(Math.ceil(takes / 60) * 60)}`
        : 'never ends';
      return isLate
        ? [
            {
              path: inPolicy({ index }, rush.path),
              message:
                `the way from ${way.from} to ${way.to} units ${length} at the pace of scale-out, and ` +
                `${rush.who} has ${formatDuration(rush.within)}`,
              fix: 'write a faster scale-out.rate, like { percent: 100, per: 60s }, a shorter cooldown, or a higher min',
            },
          ]
        : [];
    }),
});
