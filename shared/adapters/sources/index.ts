/** Every metric source, in alphabetical order. To add one: write its file, then name it here. */
import { sourceFamily } from '../source.ts';
import { albTargetGroup } from './alb-target-group.ts';
import { cloudwatchMetric } from './cloudwatch-metric.ts';
import { sqsQueue } from './sqs-queue.ts';

export const sources = sourceFamily(albTargetGroup, cloudwatchMetric, sqsQueue);
