/** @module Everything that is wrong with a plan, at once. */
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { checkedDocument } from '../../shared/config/checked-document.ts';
import {
  type DocumentResult,
  problemLine,
  remedyLines,
} from '../../shared/config/plan-document.ts';
import { docsOf } from '../../shared/config/plan-problem.ts';
import { pricingFor } from '../../shared/config/price-file.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { accountLimits } from '../account-limits.ts';
import { defineCommand, ExitCode } from '../command.ts';
import { readText } from '../text-file.ts';

export const lint = defineCommand({
  name: 'lint',
  summary: 'check a plan; every problem at once, with its place and what to write instead',
  configure: (command) =>
    command
      .argument('[file]', 'the plan to check, instead of --plan')
      .option('--quotas', 'ask AWS too whether the account allows each maximum'),

  async run({ args, options }, { print }) {
    const file = args[0] ?? options.plan;
    const text = await readText(file, { what: 'plan', remedy: 'Start from one in examples/.' });
    const given = { now: systemClock.now(), pricing: await pricingFor(file) };
    const own = await checkedDocument(text, given);
    const result =
      options['quotas'] === true && own.status === 'valid'
        ? await checkedDocument(text, { ...given, accountLimits: await limitsOf(own.plans) })
        : own;
    const found = result.status === 'valid' ? result.warnings : result.problems;
    if (options.json) {
      const problems = found.map((problem) => ({ ...problem, docs: docsOf(problem.code) }));
      print(JSON.stringify({ file, status: result.status, problems }, null, 2));
    } else {
      found.forEach((problem) => {
        print(problemLine(file, problem));
        remedyLines(problem).forEach(print);
      });
      print(`${file}: ${summaryOf(result)}`);
    }
    return result.status === 'valid' ? ExitCode.done : ExitCode.invalid;
  },
});

/** What the account allows. The client is loaded by who asks for it. */
async function limitsOf(plans: readonly ScalingPlan[]) {
  const { serviceQuotas } = await import('../../shared/adapters/aws/service-quotas.ts');
  return accountLimits(plans, serviceQuotas());
}

function summaryOf(result: DocumentResult): string {
  if (result.status === 'invalid') {
    const count = (severity: string) =>
      result.problems.filter((problem) => problem.severity === severity).length;
    const warnings = count('warning');
    return [
      counted(count('error'), 'error'),
      ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ].join(', ');
  }
  const { plans, warnings } = result;
  const found = warnings.length === 0 ? 'no problems' : counted(warnings.length, 'warning');
  return `${counted(plans.length, 'target')}, ${found}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
