/** @module What a simulated run saved against a capacity that never moves. */
import type { CapacityStretch } from '../../shared/core/money/capacity-history.ts';
import { type FixedCapacity, type Savings, savingsOver } from '../../shared/core/money/savings.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { capacity, instant } from '../../shared/core/units.ts';
import type { Run } from '../../shared/simulator/simulate.ts';
import { percent, usd } from '../cost/amounts.ts';
import { fixed } from '../report/figures.ts';
import type { ReportTable } from '../report/report-document.ts';

/** Savings over the rows that count; undefined where none does. */
export function runSavings(
  plan: ScalingPlan,
  run: Pick<Run, 'start' | 'every' | 'scoredFrom' | 'rows' | 'desired'>,
): Savings | undefined {
  const stretches: CapacityStretch[] = [];
  const at = (row: number) => instant(run.start + row * run.every * 1000);
  for (let row = run.scoredFrom; row < run.rows; row += 1) {
    const units = capacity(run.desired[row] ?? 0);
    const last = stretches.at(-1);
    if (last?.units === units) {
      stretches[stretches.length - 1] = { ...last, to: at(row + 1) };
    } else {
      stretches.push({ from: at(row), to: at(row + 1), units, isCertain: true });
    }
  }
  return savingsOver(stretches, plan);
}

/** The run beside fixed capacity at its peak and at the plan's maximum. */
export function savingsTable(savings: Savings): ReportTable {
  const { unitHours, atPeak, atMaximum } = savings;
  const against = (name: string, each: FixedCapacity) => ({
    isOurs: false,
    cells: [
      name,
      fixed(each.units, 0),
      fixed(each.unitHours, 1),
      usd(each.usd),
      usd(each.savedUsd),
      percent(each.savedPercent),
    ],
  });
  return {
    caption: 'Saved against a capacity that never moves, by desired capacity',
    columns: [
      { heading: 'Capacity', isNumeric: false },
      { heading: 'Units', isNumeric: true },
      { heading: 'Unit-hours', isNumeric: true },
      { heading: 'Cost, USD', isNumeric: true },
      { heading: 'Saved, USD', isNumeric: true },
      { heading: 'Saved', isNumeric: true },
    ],
    rows: [
      {
        isOurs: true,
        cells: ['as decided', '', fixed(unitHours, 1), usd(savings.usd), '', ''],
      },
      against('fixed at the peak that occurred', atPeak),
      against("fixed at the plan's maximum", atMaximum),
    ],
  };
}

/** The same as a line of text. */
export function savingsLine({ atPeak, atMaximum }: Savings): string {
  const share = ({ savedPercent, usd: cost, units }: FixedCapacity) =>
    `${percent(savedPercent)} of ${cost === null ? '' : `${usd(cost)} USD at `}${units} fixed`;
  return `  saved       ${share(atPeak)} (the peak), ${share(atMaximum)} (the maximum)`;
}
