/** @module Seconds of a metric that is kept by the minute. */
import { formatDuration } from '../../core/quantity.ts';
import { isKeptByTheMinute } from '../known-metrics.ts';
import { defineRule } from '../lint-rule.ts';
import { factsOf } from '../source-uses.ts';

const MINUTE_SECONDS = 60;

/** AWS keeps the metric by the minute: a shorter period has no value, or one in many. */
export const periodTooShort = defineRule({
  code: 'period-too-short',
  severity: 'warning',
  find: (plan) =>
    [...factsOf(plan).values()].flatMap(({ name, measurement }) => {
      const period = measurement?.period;
      const coarse = measurement?.metrics.find(({ namespace }) => isKeptByTheMinute(namespace));
      return period !== undefined && period < MINUTE_SECONDS && coarse !== undefined
        ? [
            {
              path: ['sources', name, 'period'],
              message: `${coarse.namespace} has a value for a minute, and none for ${formatDuration(period)}`,
              fix: 'write period: 60s',
            },
          ]
        : [];
    }),
});
