/** @module The plan as it will be used: targets at a glance, or every default filled in. */
import { stringify } from 'yaml';
import { neededServices } from '../../shared/adapters/needed-services.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';
import { formatDuration } from '../../shared/core/quantity.ts';
import { defineCommand, ExitCode } from '../command.ts';
import { table } from '../table.ts';

export const plan = defineCommand({
  name: 'plan',
  summary: 'show the plan; --resolved with every default filled in',
  configure: (command) => command.option('--resolved', 'the whole document, defaults included'),

  async run({ options }, { print }) {
    const plans = await deployedPlan(options.plan);
    if (options.json) {
      const services = [...neededServices(plans)];
      print(JSON.stringify({ document: resolvedDocument(plans), services }, null, 2));
    } else if (options['resolved'] === true) {
      print(stringify(resolvedDocument(plans), { lineWidth: 100 }).trimEnd());
    } else {
      print(
        table(
          ['target', 'moves', 'capacity', 'every', 'policies', 'mode'],
          plans.map((each) => [
            each.id,
            each.target.type,
            `${each.capacity.min} to ${each.capacity.max}`,
            formatDuration(each.evaluateEvery),
            each.policies.map(({ type }) => type).join(', '),
            each.mode,
          ]),
        ),
      );
    }
    return ExitCode.done;
  },
});
