/** @module An evaluation that the queue delivered. */
import { isOverdue } from '../core/cadence.ts';
import type { ScalingPlan } from '../core/plan.ts';
import type { EvaluationRequest } from '../ports/evaluation-queue.ts';
import { type EvaluationPorts, evaluateTargets } from './evaluate-targets.ts';
import type { Evaluation } from './evaluation.ts';

/**
 * Evaluates the targets of a request. A request that waited for too long is dropped: the next tick
 * has come, and evaluating a backlog of old requests would only throttle everybody. A target that
 * the plan no longer has is passed over.
 */
export async function evaluateRequest(
  { targets, requestedAt }: EvaluationRequest,
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
): Promise<readonly Evaluation[]> {
  if (isOverdue(requestedAt, ports.clock.now())) {
    ports.journal.noted('warn', 'dropped an evaluation request that came too late', {
      targets: targets.length,
      requestedAt,
    });
    return [];
  }
  const wanted = new Set(targets);
  return evaluateTargets(
    plans.filter(({ id }) => wanted.has(id)),
    ports,
    { tick: requestedAt },
  );
}
