/** @module KEDA's scaler for SQS queues, with the HPA behind it. */
import { elapsed, type Instant, type Seconds, seconds } from '../../core/units.ts';
import { defineBaseline, type Rule, type ScalingTask } from '../baseline.ts';
import { defaultBehaviour, SYNC_PERIOD } from './mechanisms/hpa-behaviour.ts';
import { replicasForTotal } from './mechanisms/hpa-replicas.ts';
import { pace } from './mechanisms/pace.ts';
import { acceptableBacklog, queueOf } from './mechanisms/queue-task.ts';

/** How a ScaledObject with one `aws-sqs-queue` trigger is set. */
export interface KedaSettings {
  /** Messages per replica, where `latencyShare` does not say it. */
  readonly queueLength: number;
  /** Messages per replica as a share of what one works off within the objective; 0 = not used. */
  readonly latencyShare: number;
  /** More messages than this activate. */
  readonly activationQueueLength: number;
  readonly pollingInterval: Seconds;
  /** How long the queue must be inactive before the last replica goes. */
  readonly cooldownPeriod: Seconds;
  readonly tolerance: number;
  readonly stabilization: Seconds;
}

/**
 * Visible messages and those in flight. KEDA polls every 30 s: from zero to one replica when there
 * are any, straight to zero after 300 s without; between, the HPA keeps queueLength (5) of
 * them per replica. Activation and the first sync lie up to 15 s apart: one evaluation does both.
 * Without a count nothing moves. Source: KEDA 2.18 to 2.21, "AWS SQS Queue" and "ScaledObject
 * specification", kedacore/keda:pkg/scaling/executor/scale_scaledobjects.go.
 */
export const kedaQueue = defineBaseline<KedaSettings>({
  name: 'keda-queue',
  about: 'KEDA on the queue, with Kubernetes HPA: 5 messages per replica, to zero after 300 s',
  worksOn: ['queue'],
  ordinary: {
    queueLength: 5,
    latencyShare: 0,
    activationQueueLength: 0,
    pollingInterval: seconds(30),
    cooldownPeriod: seconds(300),
    tolerance: 0.1,
    stabilization: seconds(300),
  },
  grid: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2].map((latencyShare) => ({ latencyShare })),
  rule: kedaRule,
});

function kedaRule(settings: KedaSettings, task: ScalingTask): Rule {
  const activate = activation(settings, task);
  const scale = autoscaler(settings, task);
  return (world) => {
    const counts = world.counts();
    if (counts === undefined) {
      return undefined;
    }
    const total = counts.visible + counts.inFlight;
    const current = activate({ now: world.now(), current: world.describe().capacity, total });
    return current === 0 ? 0 : scale({ now: world.now(), current, total });
  };
}

interface Look {
  readonly now: Instant;
  readonly current: number;
  /** Messages, visible and in flight. */
  readonly total: number;
}

/** Zero to one, and one to zero where the minimum allows it. */
function activation(
  { activationQueueLength, pollingInterval, cooldownPeriod }: KedaSettings,
  { bounds }: ScalingTask,
): (look: Look) => number {
  const isDue = pace(pollingInterval);
  let lastActive: Instant | undefined;
  return ({ now, current, total }) => {
    if (!isDue(now)) {
      return current;
    }
    if (total > activationQueueLength) {
      lastActive = now;
      return Math.max(1, current);
    }
    const isCooling =
      lastActive !== undefined && elapsed({ from: lastActive, to: now }) < cooldownPeriod;
    return isCooling || bounds.min > 0 ? current : 0;
  };
}

/** The HPA on the external metric, whose own minimum is one. */
function autoscaler(
  { queueLength, latencyShare, tolerance, stabilization }: KedaSettings,
  task: ScalingTask,
): (look: Look) => number {
  const target = latencyShare > 0 ? latencyShare * acceptableBacklog(queueOf(task)) : queueLength;
  const behave = defaultBehaviour(stabilization);
  const isDue = pace(SYNC_PERIOD);
  return ({ now, current, total }) =>
    isDue(now)
      ? Math.max(
          1,
          behave(now, {
            current,
            recommended: replicasForTotal({ current, total }, { target, tolerance }),
          }),
        )
      : current;
}
