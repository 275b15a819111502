/** @module AWS step scaling. */
import { adjusted } from '../../core/adjustment.ts';
import { type Capacity, later, type Seconds, seconds, smaller } from '../../core/units.ts';
import {
  defineBaseline,
  ORDINARY_TARGET,
  type Rule,
  type ScalingTask,
  TARGETS,
} from '../baseline.ts';
import { inAlarm } from './mechanisms/alarm.ts';
import { pace } from './mechanisms/pace.ts';
import { usage } from './mechanisms/periods.ts';

/** Two alarms on load per unit, each with its steps. Bounds are shares of a unit's capacity. */
export interface StepSettings {
  /** Threshold of the alarm out. */
  readonly target: number;
  /** From so far over the threshold on, inclusive, this percentage more; in ascending order. */
  readonly stepsOut: readonly { readonly from: number; readonly percent: number }[];
  /** The alarm in lies so far under the threshold. */
  readonly inBelow: number;
  readonly percentIn: number;
  /** Minutes in a row that must breach. */
  readonly periodsOut: number;
  readonly periodsIn: number;
  /** Least time between two scale-ins. */
  readonly cooldownIn: Seconds;
  /** What of the alarm's values selects the step: AWS's MetricAggregationType. */
  readonly aggregation: 'average' | 'minimum';
  /** Fractions of a unit out: AWS cuts them, but for the first unit; a few others round up. */
  readonly rounding: 'aws' | 'up';
  /** Whether units that start count as already added (AWS), or stop all scaling. */
  readonly whileStarting: 'count' | 'wait';
}

const PERIOD = seconds(60);

/**
 * Percent of the current capacity by how far past its threshold the metric is. Breaches of one step
 * in a row are answered once, for units that start count as added; nothing scales in meanwhile. AWS
 * prescribes no steps: these are an ordinary ladder. Source: EC2 Auto Scaling user guide, "Step and
 * simple scaling policies for Amazon EC2 Auto Scaling".
 */
export const awsStep = defineBaseline<StepSettings>({
  name: 'aws-step',
  about: 'AWS step scaling: 10 to 100 % more by the breach, 10 % fewer after 15 quiet minutes',
  worksOn: ['service'],
  ordinary: {
    target: ORDINARY_TARGET,
    stepsOut: [
      { from: 0, percent: 10 },
      { from: 0.1, percent: 20 },
      { from: 0.2, percent: 30 },
      { from: 0.4, percent: 100 },
    ],
    inBelow: 0.2,
    percentIn: 10,
    periodsOut: 2,
    periodsIn: 15,
    cooldownIn: seconds(300),
    aggregation: 'average',
    rounding: 'aws',
    whileStarting: 'count',
  },
  grid: TARGETS.map((target) => ({ target })),
  rule: stepRule,
});

function stepRule(settings: StepSettings, task: ScalingTask): Rule {
  const { target, inBelow, cooldownIn } = settings;
  const isHigh = { periods: settings.periodsOut, breaches: (value: number) => value > target };
  const isLow = {
    periods: settings.periodsIn,
    breaches: (value: number) => value < target - inBelow,
  };
  const series = usage(task, PERIOD);
  const isDue = pace(PERIOD);
  let notInBefore: number = Number.NEGATIVE_INFINITY;

  return (world) => {
    const now = world.now();
    const { capacity, inService, pending } = world.describe();
    if (!isDue(now) || (settings.whileStarting === 'wait' && pending > 0)) {
      return undefined;
    }
    const high = inAlarm((ago) => series.perUnit(world, ago), isHigh);
    if (high !== undefined) {
      return Math.max(capacity, out(smaller(inService, capacity), high, settings));
    }
    const low = inAlarm((ago) => series.perUnit(world, ago), isLow);
    if (low === undefined || pending > 0 || now < notInBefore) {
      return undefined;
    }
    notInBefore = later(now, cooldownIn);
    return adjusted(capacity, {
      type: 'percent-change-in-capacity',
      change: -settings.percentIn,
    });
  };
}

function out(
  base: Capacity,
  values: readonly number[],
  { target, stepsOut, aggregation, rounding }: StepSettings,
): number {
  const value =
    aggregation === 'minimum'
      ? Math.min(...values)
      : values.reduce((sum, each) => sum + each, 0) / values.length;
  const change = stepsOut.findLast(({ from }) => value >= target + from)?.percent ?? 0;
  return rounding === 'up'
    ? base + Math.ceil((base * change) / 100)
    : adjusted(base, { type: 'percent-change-in-capacity', change });
}
