import type { Instant, Seconds } from '../core/units.ts';

/** A request to evaluate some targets. */
export interface EvaluationRequest {
  readonly targets: readonly string[];
  readonly requestedAt: Instant;
}

/** Where evaluations are handed to other Lambdas. */
export interface EvaluationQueue {
  /** Sends requests, each to be delivered after its delay. Throws when some could not be sent. */
  send(
    requests: readonly { readonly request: EvaluationRequest; readonly delay: Seconds }[],
  ): Promise<void>;
}
