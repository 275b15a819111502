/** @module Metrics in log lines (CloudWatch embedded metric format): no API call, no charge. */
import type { Instant } from '../core/units.ts';

const NAMESPACE = 'Tidegate';

/** Counts of one invocation. Totals, never a metric per target: that would cost more than we do. */
export type MetricName =
  | 'Evaluations'
  | 'ScaleOuts'
  | 'ScaleIns'
  | 'MissingReadings'
  | 'UnavailableTargets'
  | 'FailedActions';

/** One line that CloudWatch turns into metrics, by stage. Source: "Embedded metric format". */
export function embeddedMetrics(
  counts: Readonly<Record<MetricName, number>>,
  context: { readonly stage: string; readonly at: Instant },
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: context.at,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [['Stage']],
          Metrics: Object.keys(counts).map((name) => ({ Name: name, Unit: 'Count' })),
        },
      ],
    },
    Stage: context.stage,
    ...counts,
  });
}
