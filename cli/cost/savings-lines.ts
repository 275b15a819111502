/** @module What scaling saved, as text. */
import type { SavingsReport, TargetSavings } from '../../shared/app/savings.ts';
import type { SavedUsd, Savings } from '../../shared/core/money/savings.ts';
import { fixed } from '../report/figures.ts';
import { table } from '../table.ts';
import { minute, percent, usd } from './amounts.ts';

const HEADINGS = [
  'target',
  'days',
  'unit-hours',
  'cost',
  'peak',
  'fixed at peak',
  'saved',
  '',
  'max',
  'fixed at max',
  'saved',
  '',
];
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** How the figures come about. */
export const SAVINGS_METHOD = [
  'Method: what ran against the same hours at a fixed capacity: the highest that',
  "occurred (peak) and the plan's own maximum (max). Cost is hours × the price of",
  "the desired capacity, at the plan's present price. In all, each target is fixed",
  'at its own peak. Capacity comes from the recorded activities, kept for 30 days;',
  'between two that agree it is taken as unchanged, and what was moved while',
  'Tidegate did not run is not known.',
] as const;

/** A table of USD, how it came about, and what is not known. */
export function savingsLines(report: SavingsReport): readonly string[] {
  const known = report.targets.flatMap(({ target, savings }) =>
    savings === null ? [] : [{ target, savings }],
  );
  return [
    `Savings from ${minute(report.from)} to ${minute(report.to)} UTC, in USD`,
    '',
    ...(known.length === 0
      ? ['No capacity is known for this time.']
      : [
          table(
            HEADINGS,
            [
              ...known.map(({ target, savings }) => rowOf(target, savings)),
              ...(report.targets.length > 1 ? [sumRow(report)] : []),
            ],
            NUMBERS,
          ),
        ]),
    '',
    ...SAVINGS_METHOD,
    ...report.targets.flatMap((target) => remarks(target, report)),
  ];
}

/** The sum alone, in a sentence or two. */
export function savingsSummary({ targets, all }: SavingsReport): readonly string[] {
  const counted = targets.filter(({ savings }) => savings !== null && savings.usd !== null).length;
  return counted === 0
    ? ['Saved in the last 30 days: not known; no priced capacity is recorded.']
    : [
        `Saved in the last 30 days, as far as recorded (${counted} of ${targets.length} targets, ` +
          `${usd(all.usd)} USD):`,
        `  ${against(all.atPeak)} less than fixed at each peak`,
        `  ${against(all.atMaximum)} less than fixed at each maximum. More: tidegate savings`,
      ];
}

function against({ savedUsd, savedPercent }: SavedUsd): string {
  return `${usd(savedUsd)} USD (${percent(savedPercent)})`;
}

function rowOf(target: string, savings: Savings): readonly string[] {
  const { hours, unitHours, atPeak, atMaximum } = savings;
  return [
    target,
    fixed(hours / 24, 1),
    fixed(unitHours, 1),
    usd(savings.usd),
    ...[atPeak, atMaximum].flatMap((at) => [
      fixed(at.units, 0),
      usd(at.usd),
      usd(at.savedUsd),
      percent(at.savedPercent),
    ]),
  ];
}

function sumRow({ all }: SavingsReport): readonly string[] {
  const cells = (saved: SavedUsd) => [
    '',
    usd(saved.usd),
    usd(saved.savedUsd),
    percent(saved.savedPercent),
  ];
  return ['in all', '', '', usd(all.usd), ...cells(all.atPeak), ...cells(all.atMaximum)];
}

/** What is not known of a target, or assumed. */
function remarks(
  { target, mode, since, savings, priceFrom }: TargetSavings,
  { from }: SavingsReport,
): readonly string[] {
  if (savings === null || since === null) {
    return [`${target}: no activity is kept from this time: its capacity is not known.`];
  }
  return [
    ...(since > from
      ? [`${target}: known since ${minute(since)} only; the time before is left out.`]
      : []),
    ...(savings.uncertainHours > 0
      ? [
          `${target}: for ${fixed(savings.uncertainHours, 1)} h it changed at a moment that nobody ` +
            'saw; the larger capacity is counted.',
        ]
      : []),
    ...(savings.usd === null
      ? [`${target}: its units have no price: percent of unit-hours, and no part of the sum.`]
      : priceFrom === null
        ? []
        : [`${target}: priced by ${priceFrom}.`]),
    ...(mode === 'shadow' ? [`${target}: in shadow mode: others move it, not Tidegate.`] : []),
  ];
}
