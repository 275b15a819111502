/** @module The decisions that a report explains: all of them, or the largest. */
import type { ReportedDecision } from './report-document.ts';

/** Characters of sentences at most, so that the report of a year can still be mailed. */
const MOST_CHARACTERS = 1_200_000;
/** Time, action and capacities of a decision, in characters. */
const BESIDE_SENTENCES = 80;

/**
 * In order of time; where there are too many, those that move the capacity most, the earlier
 * first among equals.
 */
export function chosenDecisions(
  decisions: readonly ReportedDecision[],
  most = MOST_CHARACTERS,
): readonly ReportedDecision[] {
  const inTime = decisions.toSorted((one, other) => one.at - other.at);
  let left = most;
  const chosen = new Set<ReportedDecision>();
  for (const decision of inTime.toSorted((one, other) => moveOf(other) - moveOf(one))) {
    left -= decision.sentences.reduce((sum, { length }) => sum + length, BESIDE_SENTENCES);
    if (left < 0) {
      break;
    }
    chosen.add(decision);
  }
  return inTime.filter((decision) => chosen.has(decision));
}

function moveOf({ from, to }: ReportedDecision): number {
  return from === null || to === null ? 0 : Math.abs(to - from);
}
