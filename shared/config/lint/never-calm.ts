/** @module A cadence for calm times that the target never has. */
import { formatDuration } from '../../core/quantity.ts';
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
    return calmEvery <= evaluateEvery
      ? [
          {
            path,
            message: `it is looked at every ${formatDuration(evaluateEvery)} anyway, calm or not`,
            fix: `write calmEvery: ${formatDuration(Math.max(300, 2 * evaluateEvery))}, or remove it`,
          },
        ]
      : [];
  },
});
