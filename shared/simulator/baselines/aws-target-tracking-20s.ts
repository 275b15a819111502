/** @module AWS target tracking on 20-second metrics. */
import { seconds } from '../../core/units.ts';
import { defineBaseline } from '../baseline.ts';
import { ORDINARY_TRACKING, TRACKING_GRID } from './aws-target-tracking.ts';
import { usage } from './mechanisms/periods.ts';
import { type TrackingSettings, trackTarget } from './mechanisms/target-tracking.ts';

/**
 * The same rule with alarms over three and fifteen periods of 20 s; in a world whose metrics are
 * coarser, their period is the alarms'. AWS offers it for CPU and memory of ECS services only; here
 * it gets the same metric as its sibling. Source: Amazon ECS developer guide, "Faster auto scaling
 * with high-resolution metrics", 2026, which does not tell the number of periods.
 */
export const awsTargetTracking20s = defineBaseline<TrackingSettings>({
  name: 'aws-target-tracking-20s',
  about: 'AWS target tracking on 20-second metrics, as ECS has it since 2026',
  worksOn: ['service'],
  ordinary: { ...ORDINARY_TRACKING, period: seconds(20) },
  grid: TRACKING_GRID,
  rule: (settings, task) => trackTarget(settings, usage(task, settings.period)),
});
