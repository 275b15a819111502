/** @module Where the budgets stand: spent, projected, and who spends it. */
import { budgetStandings } from '../../shared/app/budget-standings.ts';
import { defineCommand, ExitCode, UsageError } from '../command.ts';
import { budgetLines, budgetSummary } from '../cost/budget-lines.ts';

export const budgets = defineCommand({
  name: 'budgets',
  summary: 'show what budgets have spent, what they will have, and who spends it',
  configure: (command) =>
    command.argument('[budgets...]', 'names of budgets; all when none is named'),

  async run({ args, options }, { open, print }) {
    const { plans, ports } = await open(options.plan);
    const chosen = plans.filter(({ budget }) => isChosen(budget?.name, args));
    const known = new Set(plans.flatMap(({ budget }) => budget?.name ?? []));
    const unknown = args.filter((name) => !known.has(name));
    if (unknown.length > 0) {
      throw new UsageError(
        `No target spends from a budget ${unknown.map((name) => `"${name}"`).join(', ')}. ` +
          (known.size === 0 ? 'The plan has no budget.' : `There is: ${[...known].join(', ')}.`),
      );
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

function isChosen(name: string | undefined, args: readonly string[]): boolean {
  return name !== undefined && (args.length === 0 || args.includes(name));
}
