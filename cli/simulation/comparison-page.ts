/** @module A comparison as a page of the documentation: the method first, then every table. */
import type { ComparedCase } from '../../shared/simulator/comparison.ts';
import { type CellTable, comparisonTables } from './comparison-tables.ts';

/** How the comparison was made, for those who want to make it again. */
export interface ComparisonMethod {
  readonly grid: string;
  readonly seeds: number;
  readonly mostDays: number;
}

/** The page as Markdown. The same cases give the same page. */
export function comparisonPage(
  cases: readonly ComparedCase[],
  forecasts: readonly CellTable[],
  method: ComparisonMethod,
): string {
  const traces = [...new Set(cases.map(({ trace }) => trace))];
  return [
    '# Evaluation',
    '',
    'How our policies compare with the published rules of others, in the same simulated worlds.',
    'Losses stand beside wins; "not reached" means that no setting tried keeps the objective.',
    '',
    `Made by \`npx tidegate compare --traces <folder> --grid ${method.grid} --seeds ${method.seeds} ` +
      `--days ${method.mostDays} --markdown docs/evaluation.md\` over ${traces.length} recorded traces`,
    '(public load traces; they are not part of this repository). The same folder gives the same page.',
    '',
    '## Method',
    '',
    '- One deterministic simulator; our policies run as the very `decide()` that is deployed.',
    '- Load in minutes (coarser traces are interpolated), the newest ' +
      `${method.mostDays} days of longer ones. The first third, at most seven days, is not scored.`,
    '- One unit serves so much that 20 (or 5) units serve the 95th percentile of the load. A unit',
    '  works after its start-up; removal is immediate. Metrics of a minute are read when it is over.',
    method.seeds > 1
      ? `- ${method.seeds} seeds with a start-up spread of 10 %; the figures are medians.`
      : '- One seed, no spread of the start-up.',
    '- A miss is time with more load than the units in service can serve; for a queue, messages',
    '  that waited longer than 5 minutes, jobs taking 30 s.',
    '- Every rule is tried over its grid of settings; cost is that of the cheapest setting that',
    '  keeps the objective, chosen in hindsight, for others and for us. Clairvoyant rules do not',
    '  compete.',
    '- Sources of the rules and their quirks: the file of each in `shared/simulator/baselines/`.',
    '',
    ...[...comparisonTables(cases), ...forecasts].flatMap((each) => [markdown(each), '']),
  ].join('\n');
}

/** What stands below this line was written by hand, and stays when the page is made anew. */
const BY_HAND = '<!-- Written by hand from here on: kept when the tables are made anew. -->';

/** A new page with what was written by hand on the one before. */
export function withHandwritten(page: string, before: string): string {
  const at = before.indexOf(BY_HAND);
  return `${page.trimEnd()}\n\n${at === -1 ? BY_HAND : before.slice(at).trimEnd()}\n`;
}

function markdown({ title, headings, rows }: CellTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    line(headings),
    line(headings.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}
