/** @module What rules for queues ask of their task. */
import type { QueueTask, ScalingTask } from '../../baseline.ts';

/** The queue of a task. Throws a RangeError for a fleet that serves requests. */
export function queueOf({ queue }: ScalingTask): QueueTask {
  if (queue === undefined) {
    throw new RangeError('A rule for queues needs a queue.');
  }
  return queue;
}

/** Messages that one unit works off within the objective: acceptable latency ÷ service time. */
export function acceptableBacklog({ objective, serviceTime, concurrency }: QueueTask): number {
  return (objective / serviceTime) * concurrency;
}
