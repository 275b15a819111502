/** @module A metric of everybody's. */
import { defineRule } from '../lint-rule.ts';
import { factsOf } from '../source-uses.ts';

/** Namespaces whose metrics, without a dimension, are of the whole account or of nothing. */
const OF_RESOURCES = /^AWS\/(EC2|ECS|SQS|ApplicationELB|Lambda|RDS|Kinesis|AutoScaling)$/;

/** A metric of AWS without dimensions is that of the whole region, or has no value at all. */
export const missingDimensions = defineRule({
  code: 'missing-dimensions',
  severity: 'warning',
  find: (plan) =>
    [...factsOf(plan).values()].flatMap(({ name, measurement }) =>
      (measurement?.metrics ?? []).flatMap(({ namespace, metric, dimensions, path }) =>
        OF_RESOURCES.test(namespace) && Object.keys(dimensions).length === 0
          ? [
              {
                path: ['sources', name, ...path],
                message: `${namespace} ${metric} has no dimensions: it is not that of this target`,
                fix: 'write dimensions, like { AutoScalingGroupName: web } or { QueueName: jobs }',
              },
            ]
          : [],
      ),
    ),
});
