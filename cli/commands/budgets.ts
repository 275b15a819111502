/** @module Where the budgets stand: spent, projected, and who spends it. */
import { budgetStandings } from '../../shared/app/budget-standings.ts';
import { forgetBills } from '../../shared/app/forget-bills.ts';
import { settleAll } from '../../shared/app/settle-all.ts';
import { budgetsOf, CENT } from '../../shared/core/money/budget.ts';
import { defineCommand, ExitCode, UsageError } from '../command.ts';
import { usd } from '../cost/amounts.ts';
import { budgetLines, budgetSummary } from '../cost/budget-lines.ts';

export const budgets = defineCommand({
  name: 'budgets',
  summary: 'show what budgets have spent, what they will have, and who spends it',
  configure: (command) =>
    command
      .argument('[budgets...]', 'names of budgets; all when none is named')
      .option('--forget-bills', 'take out what AWS billed this month: it was of something else'),

  async run({ args, options }, { open, print, complain }) {
    const { plans, ports } = await open(options.plan);
    const chosen = plans.filter(({ budget }) => isChosen(budget?.name, args));
    const known = budgetsOf(plans).map(({ name }) => name);
    const unknown = args.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new UsageError(
        `No target spends from a budget ${unknown.map((name) => `"${name}"`).join(', ')}. ` +
          (known.length === 0 ? 'The plan has no budget.' : `There is: ${known.join(', ')}.`),
      );
    }
    if (options['forgetBills'] === true) {
      await forget(args, ports, complain);
    }
    const found = await budgetStandings(chosen, ports.ledgers, ports.clock.now());
    if (options.json) {
      print(JSON.stringify(found.map(budgetSummary), null, 2));
    } else if (found.length === 0) {
      print('No target of the plan spends from a budget.');
    } else {
      print(found.map((each) => budgetLines(each).join('\n')).join('\n\n'));
    }
    return ExitCode.done;
  },
});

/** Takes the bills of budgets out of their ledgers, and says what that undid. */
async function forget(
  names: readonly string[],
  ports: Parameters<typeof forgetBills>[1],
  tell: (line: string) => void,
): Promise<void> {
  if (names.length === 0) {
    throw new UsageError('Name the budgets whose bills are to be forgotten.');
  }
  const corrected = await settleAll(names.map((name) => forgetBills(name, ports)));
  names.forEach((name, index) => {
    const correction = corrected[index] ?? 0;
    tell(
      Math.abs(correction) < CENT
        ? `budget ${name}: no bill of AWS corrects this month`
        : `budget ${name}: what AWS billed this month is forgotten; it had corrected the month by ` +
            `${usd(correction)} USD`,
    );
  });
}

function isChosen(name: string | undefined, args: readonly string[]): boolean {
  return name !== undefined && (args.length === 0 || args.includes(name));
}
