/** @module What scaling saved, against capacity that never moves. */
import { UnknownTargetError } from '../../shared/app/operate.ts';
import { savingsReport } from '../../shared/app/savings.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { defineCommand, ExitCode } from '../command.ts';
import { savingsLines } from '../cost/savings-lines.ts';
import { spanIn } from '../cost/span.ts';
import { withTargets } from '../operation.ts';

export const savings = defineCommand({
  name: 'savings',
  summary: 'compare what ran with fixed capacity: USD and percent',
  configure: (command) =>
    withTargets(command)
      .option('--from <when>', 'a date, a time, or so long ago', '30d')
      .option('--to <when>', 'the same', '0s'),

  async run({ args, options }, { open, print }) {
    const { plans, ports } = await open(options.plan);
    const span = spanIn(options, ports.clock.now());
    const report = await savingsReport(chosen(plans, args), span, ports);
    print(options.json ? JSON.stringify(report, null, 2) : savingsLines(report).join('\n'));
    return ExitCode.done;
  },
});

function chosen(plans: readonly ScalingPlan[], ids: readonly string[]): readonly ScalingPlan[] {
  const known = plans.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UnknownTargetError(unknown, known);
  }
  return ids.length === 0 ? plans : plans.filter(({ id }) => ids.includes(id));
}
