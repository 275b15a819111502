/** @module A cadence for calm times that the target never has. */
import { isRarerAtRest, restingCadence } from '../../core/cadence.ts';
import { formatDuration } from '../../core/quantity.ts';
import { LONGEST_CALM_SECONDS } from '../calm-cadence.ts';
import { defineRule } from '../lint-rule.ts';

/** What is written for calm times is no less often than ever, or a budget keeps it from resting. */
export const neverCalm = defineRule({
  code: 'never-calm',
  severity: 'warning',
  find({ calmEvery, evaluateEvery, budget }) {
    if (calmEvery === undefined) {
      return [];
    }
    const path = ['calmEvery'];
    if (budget !== undefined) {
      const message = `"${budget.name}" wants it looked at every time, so that its limits hold`;
      return [{ path, message, fix: 'remove calmEvery, or the budget' }];
    }
    return isRarerAtRest({ calmEvery, evaluateEvery })
      ? []
      : [
          {
            path,
            message: `it is looked at every ${formatDuration(evaluateEvery)} anyway, calm or not`,
            fix: fixFor(restingCadence({ calmEvery, evaluateEvery })),
          },
        ];
  },
});

/** Two looks' time at least, and no more than may be written. */
function fixFor(every: number): string {
  const rarer = Math.max(300, 2 * every);
  return rarer > LONGEST_CALM_SECONDS
    ? 'remove calmEvery'
    : `write calmEvery: ${formatDuration(rarer)}, or remove it`;
}
