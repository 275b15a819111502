/** @module The run against other rules: cost as bars, and everything as a table. */
import { figure, fixed, NO_FIGURE } from './figures.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import type { ComparedRule, Comparison } from './report-document.ts';
import { OURS, reportTable } from './report-table.ts';

/** Cost means nothing without what it bought: each bar says whether the objective was met. */
export function comparisonSection(comparison: Comparison): Markup {
  const { rows } = comparison;
  return rows.length === 0
    ? NOTHING
    : markup`<section>
<h2>Against other rules</h2>
${costBars(comparison)}
${reportTable({
  caption: 'Every rule over the same load',
  columns: [
    { heading: 'Rule', isNumeric: false },
    { heading: 'Setting', isNumeric: false },
    { heading: 'Cost, USD', isNumeric: true },
    { heading: 'Cost ÷ oracle', isNumeric: true },
    { heading: comparison.objectiveLabel, isNumeric: true },
    { heading: 'Objective', isNumeric: false },
    { heading: comparison.longestLabel, isNumeric: true },
    { heading: 'Actions per day', isNumeric: true },
    { heading: 'Reversals per day', isNumeric: true },
  ],
  rows: rows.map((rule) => ({ isOurs: rule.isOurs, cells: cellsOf(rule) })),
})}
</section>`;
}

function cellsOf(rule: ComparedRule): readonly string[] {
  return [
    rule.name,
    rule.setting,
    orNone(rule.usd, (usd) => fixed(usd, 2)),
    orNone(rule.costRatio, (ratio) => fixed(ratio, 2)),
    orNone(rule.objective, (value) => fixed(value, 2)),
    wordsOf(rule.meetsObjective),
    orNone(rule.longest, figure),
    orNone(rule.actionsPerDay, (count) => fixed(count, 1)),
    orNone(rule.reversalsPerDay, (count) => fixed(count, 1)),
  ];
}

function orNone(value: number | null, write: (value: number) => string): string {
  return value === null || !Number.isFinite(value) ? NO_FIGURE : write(value);
}

function wordsOf(meetsObjective: boolean | null): string {
  return meetsObjective === null ? NO_FIGURE : meetsObjective ? '✓ met' : '✗ missed';
}

/** One bar for each rule, by cost where all have a price, else by cost ratio. */
function costBars({ rows }: Comparison): Markup {
  const isPriced = rows.every(({ usd }) => usd !== null && usd > 0);
  const costOf = ({ usd, costRatio }: ComparedRule) => (isPriced ? usd : costRatio);
  const longest = Math.max(...rows.map((rule) => costOf(rule) ?? 0));
  if (!(longest > 0)) {
    return NOTHING;
  }
  const write = (cost: number) => (isPriced ? `${fixed(cost, 2)} USD` : `${fixed(cost, 2)} ×`);
  return markup`<figure class="bars">
<figcaption>${isPriced ? 'Cost of the run' : 'Cost ÷ oracle'}. A hollow bar missed the objective: what it saved, users paid.</figcaption>
<ul>
${rows.map((rule) => {
  const cost = costOf(rule);
  return markup`<li class="bar${rule.isOurs ? ' ours' : ''}${rule.meetsObjective === false ? ' hollow' : ''}">
<span class="name">${rule.name}${rule.isOurs ? OURS : NOTHING} <span class="setting">${rule.setting}</span></span>
<svg aria-hidden="true" width="100%" height="14"><rect x="1" y="1" height="12" rx="2" width="${((97 * (cost ?? 0)) / longest).toFixed(2)}%"/></svg>
<span class="cost">${orNone(cost, write)}</span>
<span class="verdict">${rule.meetsObjective === null ? '' : wordsOf(rule.meetsObjective)}</span>
</li>
`;
})}</ul>
</figure>`;
}
