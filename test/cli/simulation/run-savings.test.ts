import { describe, expect, it } from 'vitest';
import { runSavings, savingsLine, savingsTable } from '../../../cli/simulation/run-savings.ts';
import type { Savings } from '../../../shared/core/money/savings.ts';
import { seconds } from '../../../shared/core/units.ts';
import { scalingPlan } from '../../support/application.ts';
import { START } from '../../support/builders.ts';

/** A run whose rows are hours. */
function run(desired: readonly number[], scoredFrom = 0) {
  return {
    start: START,
    every: seconds(3600),
    scoredFrom,
    rows: desired.length,
    desired: Float64Array.from(desired),
  };
}

function hours(...given: readonly (readonly [count: number, units: number])[]): readonly number[] {
  return given.flatMap(([count, units]) => Array.from({ length: count }, () => units));
}

function known(savings: Savings | undefined): Savings {
  if (savings === undefined) {
    throw new Error('The test expects savings.');
  }
  return savings;
}

describe('the savings of a run', () => {
  const plan = scalingPlan({ perHour: 0.096, max: 40 });

  it('of 5, 12, 20 and 8 units for 8, 8, 4 and 4 hours are 48.3 % of 20 fixed', () => {
    const day = run(hours([8, 5], [8, 12], [4, 20], [4, 8]));

    const savings = known(runSavings(plan, day));

    expect(savings.unitHours).toBe(248);
    expect(savingsLine(savings)).toBe(
      '  saved       48.3 % of 46.08 USD at 20 fixed (the peak), 74.2 % of 92.16 USD at 40 fixed (the maximum)',
    );
    expect(savingsTable(savings).rows.map(({ cells }) => cells)).toEqual([
      ['as decided', '', '248.0', '23.81', '', ''],
      ['fixed at the peak that occurred', '20', '480.0', '46.08', '22.27', '48.3 %'],
      ["fixed at the plan's maximum", '40', '960.0', '92.16', '68.35', '74.2 %'],
    ]);
  });

  it('leave out what was warming up', () => {
    expect(runSavings(plan, run([30, 2, 2], 1))).toMatchObject({
      unitHours: 4,
      atPeak: { units: 2 },
    });
  });

  it('without a price are percent alone', () => {
    const savings = known(runSavings(scalingPlan({ max: 40 }), run([10, 20])));

    expect(savingsLine(savings)).toBe(
      '  saved       25.0 % of 20 fixed (the peak), 62.5 % of 40 fixed (the maximum)',
    );
  });

  it('of no scored row are none', () => {
    expect(runSavings(plan, run([1], 1))).toBeUndefined();
  });
});
