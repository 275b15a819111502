/** @module The plan as it will be used: targets at a glance and their cost, or every default. */
import { stringify } from 'yaml';
import { billServices, neededServices } from '../../shared/adapters/needed-services.ts';
import { capacityHistories } from '../../shared/app/capacity-histories.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';
import { budgetFits, planCost } from '../../shared/core/money/plan-cost.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration } from '../../shared/core/quantity.ts';
import { instant } from '../../shared/core/units.ts';
import {
  type CommandContext,
  type CommandOptions,
  defineCommand,
  ExitCode,
  UsageError,
} from '../command.ts';
import { ownCostLines, ownCostOf } from '../cost/own-cost-lines.ts';
import { planCostLines } from '../cost/plan-cost-lines.ts';
import { assumed, recorded, simulatedOrAssumed, type Typical } from '../cost/typical.ts';
import { table } from '../table.ts';

const RECORDED_MS = 30 * 86_400_000;

export const plan = defineCommand({
  name: 'plan',
  summary: 'show the plan and what it can cost; --resolved with every default filled in',
  configure: (command) =>
    command
      .option('--resolved', 'the whole document, defaults included')
      .option('--trace <file-or-name>', 'simulate a recorded or generated load for a typical cost')
      .option('--recorded', 'take the last 30 days for a typical cost, with your credentials'),

  async run({ options }, context) {
    const plans = await deployedPlan(options.plan);
    if (options['resolved'] === true && !options.json) {
      context.print(stringify(resolvedDocument(plans), { lineWidth: 100 }).trimEnd());
      return ExitCode.done;
    }
    const typicals = await typicalsOf(plans, options, context);
    const told = plans.map((each, index) => {
      const typical = typicals[index] ?? assumed(each);
      return { plan: each, typical, cost: planCost(each, typical.hours) };
    });
    const fits = budgetFits(plans);
    if (options.json) {
      const services = [...new Set([...neededServices(plans), ...billServices(plans)])];
      const costs = told.map(({ cost, typical }) => ({ ...cost, typicalIs: typical.said }));
      const ownCost = ownCostOf(plans);
      const shown = { document: resolvedDocument(plans), services, costs, budgets: fits, ownCost };
      context.print(JSON.stringify(shown, null, 2));
    } else {
      const own = ownCostLines(ownCostOf(plans));
      context.print([atAGlance(plans), '', ...planCostLines(told, fits), '', ...own].join('\n'));
    }
    return ExitCode.done;
  },
});

function atAGlance(plans: readonly ScalingPlan[]): string {
  return table(
    ['target', 'moves', 'capacity', 'every', 'policies', 'mode'],
    plans.map((each) => [
      each.id,
      each.target.type,
      `${each.capacity.min} to ${each.capacity.max}`,
      formatDuration(each.evaluateEvery),
      each.policies.map(({ type }) => type).join(', '),
      each.mode,
    ]),
  );
}

async function typicalsOf(
  plans: readonly ScalingPlan[],
  options: CommandOptions,
  { open }: CommandContext,
): Promise<readonly Typical[]> {
  const { trace } = options;
  if (options['recorded'] === true) {
    if (trace !== undefined) {
      throw new UsageError('Take --trace or --recorded, not both.');
    }
    const { ports } = await open(options.plan);
    const to = ports.clock.now();
    const span = { from: instant(to - RECORDED_MS), to };
    const histories = await capacityHistories(plans, span, ports);
    return plans.map((each, index) => recorded(each, histories[index] ?? []));
  }
  return trace === undefined
    ? plans.map(assumed)
    : Promise.all(plans.map((each) => simulatedOrAssumed(each, String(trace))));
}
