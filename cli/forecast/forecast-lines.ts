/** @module Forecasts as people read them: a sentence on their skill, and the next hours drawn. */
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { elapsed, type Instant } from '../../shared/core/units.ts';
import { table } from '../table.ts';
import type { ToldForecast, ToldMoment } from './told-forecast.ts';

/** The percentages that are shown: what is usual stands beside them. */
const SHOWN = ['80', '95', '99'] as const;
const DRAWN = '95';
const BAR_WIDTH = 30;

/** The lines of one target. */
export function forecastLines(
  {
    target,
    policies,
  }: {
    readonly target: string;
    readonly policies: readonly (ToldForecast & { readonly policy: string })[];
  },
  now: Instant,
): readonly string[] {
  return policies.length === 0
    ? [`${target}: no policy asks for a forecast`]
    : policies.flatMap((told, index) => [
        ...(index === 0 ? [] : ['']),
        ...linesOf(`${target} ${told.policy}`, told, now),
      ]);
}

function linesOf(name: string, told: ToldForecast, now: Instant): readonly string[] {
  const { forecast, source, weight, next } = told;
  if (forecast === null) {
    return [
      `${name}: there is no forecast of ${source}`,
      '  one is made every hour once a day and a half of its past is known',
    ];
  }
  const age = formatDuration(Math.round(elapsed({ from: forecast.madeAt, to: now }) / 60) * 60);
  return [
    `${name}: ${source} of all units together, foretold ${age} ago`,
    `  ${skillOf(forecast)}`,
    `  a predictive policy follows it with weight ${round(weight)}`,
    ...(next.length === 0
      ? ['  it is over: no newer one was made, and policies do without']
      : rowsOf(next)),
  ];
}

/** How it did against the best of the simple rules, and on how many forecasts. */
function skillOf({ skill, samples, horizon }: NonNullable<ToldForecast['forecast']>): string {
  const percent = Math.round(Math.abs(skill) * 100);
  const compared =
    percent === 0
      ? 'no better than the best simple rule'
      : `${percent} % ${skill > 0 ? 'better' : 'worse'} than the best simple rule`;
  return `${compared} over the last week (${samples} forecasts ${formatDuration(horizon)} ahead)`;
}

function rowsOf(next: readonly ToldMoment[]): readonly string[] {
  const highest = Math.max(1e-9, ...next.map(({ usual, below }) => below[DRAWN] ?? usual));
  const rows = next.map(({ at, usual, below }) => [
    new Date(at).toISOString().slice(11, 16),
    String(round(usual)),
    ...SHOWN.map((percent) => String(round(below[percent] ?? Number.NaN))),
    bar(usual / highest, (below[DRAWN] ?? usual) / highest),
  ]);
  const headings = ['UTC', 'usual', ...SHOWN.map((percent) => `${percent} % below`), ''];
  return table(headings, rows, [1, 2, 3, 4])
    .split('\n')
    .map((line) => `  ${line}`);
}

/** What is usual in full, and what it may come to in part. */
function bar(usual: number, possible: number): string {
  const full = Math.round(usual * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(Math.max(0, Math.round(possible * BAR_WIDTH) - full));
}
