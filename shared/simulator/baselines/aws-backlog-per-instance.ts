/** @module AWS's recipe for queues: target tracking on the backlog per instance. */
import { type Instant, seconds } from '../../core/units.ts';
import { defineBaseline } from '../baseline.ts';
import type { World } from '../world.ts';
import { periodOf, type Series } from './mechanisms/periods.ts';
import { acceptableBacklog, queueOf } from './mechanisms/queue-task.ts';
import { trackTarget } from './mechanisms/target-tracking.ts';

/** How the recipe is set. */
export interface BacklogSettings {
  /** Acceptable latency, as a share of the objective. */
  readonly latencyShare: number;
  /** Most units one scale-in removes, in percent of the current ones. */
  readonly mostIn: number;
  /** Without it the group may go to zero, where the metric is undefined and nothing scales out. */
  readonly keepsOne: boolean;
}

const PERIOD = seconds(60);
/** Counts of instances kept: more than a quarter of an hour, at 10 s each. */
const MOST_COUNTS = 120;

/**
 * Visible messages ÷ instances in service, against acceptable latency ÷ mean service time; a
 * CloudWatch metric, so as late as those are. Messages in flight do not count: a fleet busy with
 * its last messages looks idle, and goes. Source: EC2 Auto Scaling user guide, "Scaling policy
 * based on Amazon SQS".
 */
export const awsBacklogPerInstance = defineBaseline<BacklogSettings>({
  name: 'aws-backlog-per-instance',
  about: "AWS's SQS recipe: target tracking on visible messages per instance in service",
  worksOn: ['queue'],
  ordinary: { latencyShare: 1, mostIn: 10, keepsOne: true },
  grid: [10, 100].flatMap((mostIn) =>
    [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2].map((latencyShare) => ({ latencyShare, mostIn })),
  ),
  rule({ latencyShare, mostIn, keepsOne }, task) {
    const target = latencyShare * acceptableBacklog(queueOf(task));
    const backlog = backlogPerInstance();
    const track = trackTarget({ target, period: PERIOD, mostIn }, backlog);
    return (world) => {
      backlog.observe(world);
      const wanted = track(world);
      return keepsOne ? Math.max(1, wanted ?? world.describe().capacity) : wanted;
    };
  },
});

/** The metric math: two metrics of the same minute, divided; undefined at zero instances. */
function backlogPerInstance(): Series & { observe(world: World): void } {
  const counted: { readonly at: Instant; readonly instances: number }[] = [];
  const visibleOf = (world: World, ago: number) =>
    periodOf(world, 'visible', { period: PERIOD, ago });
  const instancesAt = (end: Instant) => counted.findLast(({ at }) => at <= end)?.instances ?? 0;
  return {
    observe(world) {
      counted.push({ at: world.now(), instances: world.describe().inService });
      counted.splice(0, counted.length - MOST_COUNTS);
    },
    perUnit: (world, ago) => {
      const visible = visibleOf(world, ago);
      const instances = visible === undefined ? 0 : instancesAt(visible.at);
      return visible === undefined || instances === 0 ? undefined : visible.value / instances;
    },
    total: (world, ago) => visibleOf(world, ago)?.value,
  };
}
