/** @module What the schedule causes: evaluations here, or handed on. */
import { delaysWithinTick, isDue, TICK_EVERY } from '../core/cadence.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { type Instant, type Seconds, seconds } from '../core/units.ts';
import type { EvaluationQueue } from '../ports/evaluation-queue.ts';
import { type EvaluationPorts, evaluateTargets } from './evaluate-targets.ts';
import type { Evaluation } from './evaluation.ts';
import { settleAll } from './settle-all.ts';

/** Targets in one evaluation: one page of DescribeAutoScalingGroups, one BatchGetItem. */
export const LARGEST_BATCH = 100;

/** What a tick did. */
export interface TickReport {
  /** Evaluations made here. */
  readonly evaluations: readonly Evaluation[];
  /** Requests handed to the queue, delayed ones included. */
  readonly handedOn: number;
}

/**
 * Evaluates the targets that are due and do not rest. A fleet that fits one batch is evaluated
 * here, with no hop; a larger one is handed on in batches. Targets with a cadence below a minute
 * are handed on once more for each moment of the coming minute. Neither part takes the other with
 * it when it fails.
 */
export async function tick(
  scheduledAt: Instant,
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts & { readonly queue: EvaluationQueue },
): Promise<TickReport> {
  const due = plans.filter((plan) => isDue(plan, scheduledAt));
  const isSmall = due.length <= LARGEST_BATCH;
  const requests = [
    ...(isSmall ? [] : requestsFor(due, seconds(0), scheduledAt)),
    ...delayedRequests(due, scheduledAt),
  ];
  const handingOn = requests.length === 0 ? undefined : ports.queue.send(requests);
  const evaluating = isSmall ? evaluateTargets(due, ports, { tick: scheduledAt }) : [];
  await settleAll<unknown>([handingOn, evaluating]);
  return { evaluations: await evaluating, handedOn: requests.length };
}

/** Batches for each moment within the minute at which some targets are looked at again. */
function delayedRequests(due: readonly ScalingPlan[], scheduledAt: Instant) {
  const byDelay = new Map<Seconds, ScalingPlan[]>();
  for (const plan of due) {
    if (plan.evaluateEvery < TICK_EVERY) {
      for (const delay of delaysWithinTick(plan.evaluateEvery)) {
        const together = byDelay.get(delay) ?? [];
        together.push(plan);
        byDelay.set(delay, together);
      }
    }
  }
  return [...byDelay].flatMap(([delay, plans]) => requestsFor(plans, delay, scheduledAt));
}

function requestsFor(due: readonly ScalingPlan[], delay: Seconds, requestedAt: Instant) {
  const plans = byBudget(due);
  const batches = [];
  for (let start = 0; start < plans.length; start += LARGEST_BATCH) {
    const targets = plans.slice(start, start + LARGEST_BATCH).map(({ id }) => id);
    batches.push({ request: { targets, requestedAt }, delay });
  }
  return batches;
}

/** Those that share a budget stand together: a batch writes the whole ledger of each budget. */
function byBudget(plans: readonly ScalingPlan[]): readonly ScalingPlan[] {
  const sharing = new Map<string | undefined, ScalingPlan[]>();
  for (const plan of plans) {
    const others = sharing.get(plan.budget?.name) ?? [];
    others.push(plan);
    sharing.set(plan.budget?.name, others);
  }
  return [...sharing.values()].flat();
}
