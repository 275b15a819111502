import type { DecisionInputs, Evaluation } from '../app/evaluation.ts';

/** Where the outside learns what happened: log lines and metrics. */
export interface Journal {
  /** One line per evaluation. */
  evaluated(evaluation: Evaluation, given: DecisionInputs): void;
  /** Something an operator should know (`warn`) or act on (`error`). */
  noted(
    level: 'info' | 'warn' | 'error',
    message: string,
    details?: Readonly<Record<string, unknown>>,
  ): void;
}
