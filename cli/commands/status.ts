/** @module Where every target stands, and what happened to it lately. */
import { MOST_ACTIVITIES } from '../../shared/adapters/events/operation-event.ts';
import { budgetStandings, isCounted } from '../../shared/app/budget-standings.ts';
import type { OperationResult } from '../../shared/app/operate.ts';
import { savingsReport } from '../../shared/app/savings.ts';
import type { Application } from '../../shared/composition.ts';
import { RESTS_AFTER } from '../../shared/core/calm.ts';
import { headline } from '../../shared/core/explain.ts';
import { elapsed, type Instant, instant } from '../../shared/core/units.ts';
import type { Activity } from '../../shared/ports/activity-store.ts';
import { defineCommand } from '../command.ts';
import { minute, second } from '../cost/amounts.ts';
import { budgetLine } from '../cost/budget-line.ts';
import { budgetSummary } from '../cost/budget-lines.ts';
import { ownCostOf, ownCostSummary } from '../cost/own-cost-lines.ts';
import { savingsSummary } from '../cost/savings-lines.ts';
import { type Addition, runOperation, withTargets } from '../operation.ts';
import { requiredNumber } from '../options.ts';
import { overrideLine } from '../override-line.ts';

/** As long as activities are kept. */
const MONTH_MS = 30 * 86_400_000;

export const status = defineCommand({
  name: 'status',
  summary: 'show where targets stand and what happened lately',
  configure: (command) =>
    withTargets(command)
      .option('--activities <count>', 'how many of the latest', Number, 5)
      .option('--no-costs', 'without budgets, savings and what Tidegate itself costs'),
  run: (input, context) =>
    runOperation(
      {
        operation: 'status',
        activities: requiredNumber(input.options, 'activities', {
          isRight: (count) => Number.isSafeInteger(count) && count >= 0 && count <= MOST_ACTIVITIES,
          needed: `a whole number from 0 to ${MOST_ACTIVITIES}`,
        }),
      },
      input,
      context,
      shown,
      input.options['costs'] === false
        ? undefined
        : (application) => costs(application, input.args),
    ),
});

/** What budgets have left, what targets saved lately, and what Tidegate itself costs. */
async function costs({ plans, ports }: Application, ids: readonly string[]): Promise<Addition> {
  const to = ports.clock.now();
  const chosen = ids.length === 0 ? plans : plans.filter(({ id }) => ids.includes(id));
  const savings = await savingsReport(chosen, { from: instant(to - MONTH_MS), to }, ports);
  const budgets = await budgetStandings(chosen, ports.ledgers, to);
  const own = ownCostOf(plans);
  return {
    lines: [
      ...budgets.filter(isCounted).map(budgetLine),
      ...savingsSummary(savings),
      ownCostSummary(own),
    ],
    values: { budgets: budgets.map(budgetSummary), savings, ownCost: own },
  };
}

function shown(result: OperationResult): readonly string[] {
  if (!('status' in result)) {
    return [];
  }
  const { decision, override, calmSince, activities } = result.status;
  return [
    `${result.target}: ${decision.from ?? 'unknown'} units; now it ${headline(decision)}`,
    ...(override === null ? [] : [`  ${overrideLine(override)}`]),
    ...(calmSince === null ? [] : [calmLine(calmSince, decision.at)]),
    ...activities.map(activityLine),
  ];
}

function calmLine(since: Instant, now: Instant): string {
  const rests = elapsed({ from: since, to: now }) >= RESTS_AFTER;
  return `  calm since ${minute(since)} UTC${rests ? ', and looked at less often' : ''}`;
}

function activityLine({ at, decision, outcome }: Activity): string {
  const came = outcome.status === 'unchanged' ? '' : ` (${outcome.status})`;
  return `  ${second(at)} UTC  ${headline(decision)}${came}`;
}
