/** @module A queue policy on what is no queue. */
import type { MetricKind } from '../known-metrics.ts';
import { defineRule } from '../lint-rule.ts';
import { inPolicy, usesOf } from '../source-uses.ts';

const NO_BACKLOG: ReadonlySet<MetricKind | undefined> = new Set<MetricKind>([
  'share',
  'per-unit',
  'events',
  'time',
  'capacity',
  'free',
]);

/** A policy that drains a backlog reads something that is no number of waiting messages. */
export const notAQueue = defineRule({
  code: 'not-a-queue',
  severity: 'error',
  find: (plan) =>
    usesOf(plan)
      .filter(({ as, facts: { known } }) => {
        const isOtherUnit = known.unit !== undefined && known.unit !== 'count';
        return as === 'backlog' && (NO_BACKLOG.has(known.kind) || isOtherUnit);
      })
      .map((use) => ({
        path: inPolicy(use, ['source']),
        message: `"${use.source}" does not count messages that wait`,
        fix: 'read the queue itself with a source of type sqs-queue, or use target-tracking',
      })),
});
