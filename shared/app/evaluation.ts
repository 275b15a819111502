import type { Decision, Outcome } from '../core/decision.ts';

/** One pass over one target: what was decided, and what came of it. */
export interface Evaluation {
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly isDryRun: boolean;
}
