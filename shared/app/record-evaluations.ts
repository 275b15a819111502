/** @module What an evaluation was given and what it answered, kept so that it can be replayed. */
import type { Journal } from '../ports/journal.ts';
import type { DecisionInputs, Evaluation } from './evaluation.ts';

/** An evaluation with everything that decided it but the plan. */
export interface RecordedEvaluation extends Evaluation {
  readonly given: DecisionInputs;
}

/** A journal that records every evaluation before it goes on to the journal within. */
export function recordEvaluations(
  within: Journal,
  record: (evaluation: RecordedEvaluation) => void,
): Journal {
  return {
    evaluated(evaluation, given) {
      record({ ...evaluation, given });
      within.evaluated(evaluation, given);
    },
    noted: (level, message, details) => within.noted(level, message, details),
  };
}
