/** @module A statistic that says something else of a metric. */
import { betterStatistic, knownMetric } from '../known-metrics.ts';
import { defineRule } from '../lint-rule.ts';
import { factsOf, usesOf } from '../source-uses.ts';

/**
 * A statistic that says something else than it seems to: the sum of percentages, the mean of a
 * count of events, a percentile of a count.
 */
export const statisticMisuse = defineRule({
  code: 'statistic-misuse',
  severity: 'error',
  find(plan) {
    // The sum of what every unit has to do is a total, and a good one.
    const totals = new Set(
      usesOf(plan).flatMap(({ as, source }) => (as === 'total' ? [source] : [])),
    );
    return [...factsOf(plan).values()].flatMap(({ name, measurement }) =>
      (measurement?.metrics ?? []).flatMap(({ namespace, metric, statistic, path }) => {
        const known = knownMetric(namespace, metric);
        const isTotal = known?.kind === 'share' && statistic === 'Sum' && totals.has(name);
        const periodSeconds = measurement?.period ?? 0;
        const better =
          known === undefined || isTotal
            ? undefined
            : betterStatistic(known, { metric, statistic, periodSeconds });
        return better === undefined
          ? []
          : [
              {
                path: ['sources', name, ...path, 'statistic'],
                message: `${statistic} says nothing useful of ${namespace} ${metric}`,
                fix: `write statistic: ${better}`,
              },
            ];
      }),
    );
  },
});
