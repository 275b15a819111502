/** @module AWS target tracking on one-minute metrics. */
import { seconds } from '../../core/units.ts';
import { defineBaseline, ORDINARY_TARGET, TARGETS } from '../baseline.ts';
import { usage } from './mechanisms/periods.ts';
import { type TrackingSettings, trackTarget } from './mechanisms/target-tracking.ts';

/**
 * Most units one scale-in removes, in percent: AWS does not publish it. A tenth by default; the
 * search also tries the quickest that the documented guard allows.
 */
const GRADUAL = 10;
const AT_ONCE = 100;

/** What the search tries: each target, with a gradual scale-in and with one at once. */
export const TRACKING_GRID = [GRADUAL, AT_ONCE].flatMap((mostIn) =>
  TARGETS.map((target) => ({ target, mostIn })),
);

/** Untouched: 70 % of a unit's capacity, one-minute alarms. */
export const ORDINARY_TRACKING: TrackingSettings = {
  target: ORDINARY_TARGET,
  period: seconds(60),
  mostIn: GRADUAL,
};

/**
 * Alarms of 3 of 3 minutes over the target and 15 of 15 under 0.9 of it, neither editable; out to
 * ceil(current × metric ÷ target), in gradually, not while units warm up, not without data; the
 * warm-up is the start-up. The metric is a request count per unit, which does not saturate.
 * Source: EC2 Auto Scaling user guide, "Target tracking scaling policies for Amazon EC2 Auto
 * Scaling"; the alarms as Terraform and CDK users report them (hashicorp/terraform-provider-aws
 * issue 42553, aws/containers-roadmap issue 1220).
 */
export const awsTargetTracking = defineBaseline<TrackingSettings>({
  name: 'aws-target-tracking',
  about: 'AWS target tracking on one-minute metrics: 3 of 3 out, 15 of 15 in',
  worksOn: ['service'],
  ordinary: ORDINARY_TRACKING,
  grid: TRACKING_GRID,
  rule: (settings, task) => trackTarget(settings, usage(task, settings.period)),
});
