/** @module What is wrong with a plan, as everybody is told it. */

/** An error keeps a plan from being used; a warning is for somebody to think about. */
export type Severity = 'error' | 'warning';

/** Something wrong with a plan: where, what, and whether the plan may be used all the same. */
export interface PlanProblem {
  /** Words that stay the same: the page of lint's codes has a section for each. */
  readonly code: string;
  readonly severity: Severity;
  /** Keys from the top of the document: ["targets", "web", "capacity", "min"]. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the numbers. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Where a code is explained, from the top of the repository. */
export function docsOf(code: string): string {
  return `docs/reference/lint.md#${code}`;
}
