import type { Decision, Outcome } from '../core/decision.ts';
import type { Snapshot } from '../core/model.ts';
import type { State } from '../core/state.ts';

/** One pass over one target: what was decided, and what came of it. */
export interface Evaluation {
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly isDryRun: boolean;
}

/** What decided it, beside the plan and the time, which is the decision's. */
export interface DecisionInputs {
  readonly snapshot: Snapshot;
  readonly state: State;
}
