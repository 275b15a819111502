/** @module The tick loop outside Lambda: for a container, a server, or a look. */
import { setTimeout as wait } from 'node:timers/promises';
import { type EvaluationPorts, evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { forecastLoads } from '../../shared/app/forecast-loads.ts';
import { composeHistories } from '../../shared/composition.ts';
import { isDueWithin } from '../../shared/core/cadence.ts';
import { headline } from '../../shared/core/explain.ts';
import { forecastRequests } from '../../shared/core/forecast/requests.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, instant } from '../../shared/core/units.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import {
  type CliCommand,
  type CommandContext,
  type CommandOptions,
  defineCommand,
  ExitCode,
} from '../command.ts';
import { type HourlyForecasts, hourlyForecasts } from '../forecast/hourly-forecasts.ts';
import { recordTo } from '../replay/record-to-file.ts';

/** The shortest cadence that a plan can ask for. */
const STEP_MS = 10_000;

/** The command, with the way to the past of a plan's sources; a test gives its own. */
export function runCommand(
  historiesOf: (plans: readonly ScalingPlan[]) => Promise<MetricHistories>,
): CliCommand {
  return defineCommand({
    name: 'run',
    summary: 'evaluate again and again, each target at its cadence, until stopped',
    configure: (command) =>
      command
        .option('--once', 'one round, and stop')
        .option('--record <file>', 'append every evaluation, for `tidegate replay`'),

    async run({ options }, context) {
      const { plans, ports } = await context.open(options.plan);
      const recording = recordTo(options['record'], plans, ports.journal);
      const asking = plans.filter((plan) => forecastRequests(plan).length > 0);
      const forecasts = hourlyForecasts(async () => {
        if (asking.length > 0) {
          const histories = await historiesOf(asking);
          await forecastLoads(asking, { ...ports, histories });
        }
      }, context.complain);
      try {
        const recorded = { ...ports, journal: recording.journal };
        return await loop(plans, recorded, { options, context, forecasts });
      } finally {
        await forecasts.end();
        recording.close();
      }
    },
  });
}

export const run = runCommand(composeHistories);

async function loop(
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
  {
    options,
    context: { print, complain, signal },
    forecasts,
  }: {
    readonly options: CommandOptions;
    readonly context: CommandContext;
    readonly forecasts: HourlyForecasts;
  },
): Promise<ExitCode> {
  const isOnce = options['once'] === true;
  for await (const at of steps(ports.clock, signal)) {
    if (!isOnce) {
      forecasts.turn(at);
    }
    const due = isOnce ? plans : plans.filter((plan) => isDueWithin(plan, at));
    const turn = isOnce ? {} : { tick: at };
    try {
      for (const { decision, outcome } of await evaluateTargets(due, ports, turn)) {
        const acted = outcome.status === 'unchanged' ? '' : ` (${outcome.status})`;
        print(
          options.json
            ? JSON.stringify({ decision, outcome })
            : `${new Date(decision.at).toISOString()} ${decision.target} ` +
                `${headline(decision)}${acted}`,
        );
      }
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
      if (isOnce) {
        return ExitCode.failed;
      }
    }
    if (isOnce) {
      break;
    }
  }
  return ExitCode.done;
}

/** Every ten-second step of the clock, the present one first, until stopped; late ones drop. */
async function* steps(clock: Clock, signal: AbortSignal): AsyncGenerator<Instant> {
  const present = (): number => Math.floor(clock.now() / STEP_MS) * STEP_MS;
  let step = present();
  while (!signal.aborted) {
    yield instant(step);
    step = Math.max(step + STEP_MS, present());
    // biome-ignore lint/performance/noAwaitInLoops: one step follows another.
    await wait(Math.max(0, step - clock.now()), undefined, { signal }).catch(() => undefined);
  }
}
