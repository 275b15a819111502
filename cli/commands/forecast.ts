/** @module What was foretold for the next hours, and how right such forecasts were lately. */
import { selectedPlans } from '../../shared/app/operate.ts';
import { forecastRequests } from '../../shared/core/forecast/requests.ts';
import { defineCommand, ExitCode } from '../command.ts';
import { forecastLines } from '../forecast/forecast-lines.ts';
import { toldForecast } from '../forecast/told-forecast.ts';
import { withTargets } from '../operation.ts';

export const forecast = defineCommand({
  name: 'forecast',
  summary: 'show what is foretold for the next hours, and how right that was lately',
  configure: withTargets,

  async run({ args, options }, { open, print }) {
    const { plans, ports } = await open(options.plan);
    const chosen = selectedPlans({ targets: args.length === 0 ? undefined : args }, plans);
    const stored = await ports.forecasts.load(chosen.map(({ id }) => id));
    const now = ports.clock.now();
    const targets = chosen.map((plan, index) => ({
      target: plan.id,
      policies: forecastRequests(plan).map(({ key, request }) => ({
        policy: key,
        ...toldForecast(request, stored[index]?.[key], now),
      })),
    }));
    print(
      options.json
        ? JSON.stringify({ targets }, null, 2)
        : targets.map((each) => forecastLines(each, now).join('\n')).join('\n\n'),
    );
    return ExitCode.done;
  },
});
