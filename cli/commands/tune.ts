/** @module The cheapest setting that keeps an objective on recorded load, proved on the rest. */
import { loadInterpreters } from '../../shared/adapters/interpreters.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { round } from '../../shared/core/quantity.ts';
import { later, seconds } from '../../shared/core/units.ts';
import { peakFor } from '../../shared/simulator/plan-world.ts';
import { sharedForecasts } from '../../shared/simulator/shared-forecasts.ts';
import { tune as search, type Trial } from '../../shared/simulator/tuning.ts';
import { defineCommand, ExitCode } from '../command.ts';
import {
  NOT_NEGATIVE,
  optionalNumber,
  POSITIVE,
  requiredDuration,
  requiredNumber,
  WHOLE,
} from '../options.ts';
import { planDifference } from '../plan-difference.ts';
import { progressBar } from '../progress.ts';
import { chosenTarget } from '../simulation/chosen-target.ts';
import { loadNamed, type NamedLoad } from '../simulation/load-trace.ts';
import { simulation } from '../simulation/simulation.ts';

/** The share of the trace on which settings are searched; the rest judges them. */
const TRAINING_SHARE = 0.6;

export const tune = defineCommand({
  name: 'tune',
  summary: 'search the cheapest setting that keeps an objective',
  configure: (command) =>
    command
      .argument('[plan]', 'the plan, instead of --plan')
      .requiredOption('--trace <file-or-name>', 'a CSV or JSON file, or the name of a generator')
      .option('--target <id>', 'the target; needed where the plan has several')
      .option(
        '--miss <percent>',
        'of the time, or of the messages, that may miss the objective',
        Number,
        0.5,
      )
      .option('--length <duration>', 'of a generated load', '14d')
      .option(
        '--unit-capacity <load>',
        'load that one unit serves, in the unit of the trace',
        Number,
      )
      .option('--jitter <spread>', 'spread of the start-up time', Number, 0.1)
      .option('--seed <number>', 'the same seed gives the same search', Number, 1),

  async run({ args, options }, { print }) {
    const plan = chosenTarget(await deployedPlan(args[0] ?? options.plan), options['target']);
    const seed = requiredNumber(options, 'seed', WHOLE);
    const named = await loadNamed(String(options['trace']), {
      seed,
      length: requiredDuration(options, 'length'),
      peak: peakFor(plan),
    });
    const mostMissed = requiredNumber(options, 'miss', NOT_NEGATIVE);
    const settings = {
      worldOf: plan,
      seed,
      interpreters: await loadInterpreters([plan]),
      forecast: sharedForecasts(),
      startUpJitter: requiredNumber(options, 'jitter', NOT_NEGATIVE),
      capacityPerUnit: optionalNumber(options, 'unitCapacity', POSITIVE),
    };
    const { training, splitAt } = split(named);
    const attempt = (load: NamedLoad, scored: object) => (candidate: ScalingPlan) => {
      const { kind, score } = simulation(candidate, load, { ...settings, ...scored });
      return {
        cost: score.billedHours,
        miss: kind === 'service' ? score.underTimeshare : 100 - score.withinObjective,
      };
    };
    const progress = progressBar(process.stderr, () => performance.now());
    const found = search(plan, mostMissed, attempt(training, {}), (tried) =>
      progress.show(Math.min(0.99, tried / EXPECTED_TRIALS), `${tried} plans tried`),
    );
    progress.end();
    const judge = attempt(named, { scoreFrom: splitAt });
    const proof = { before: judge(found.before.plan), best: judge(found.best.plan) };
    const changes = planDifference(
      resolvedDocument([found.before.plan]),
      resolvedDocument([found.best.plan]),
    );
    if (options.json) {
      const { before, best, tried } = found;
      print(
        JSON.stringify(
          {
            target: plan.id,
            tried,
            training: { before: figures(before), best: figures(best) },
            proof,
            changes,
            document: resolvedDocument([best.plan]),
          },
          null,
          2,
        ),
      );
    } else {
      print(
        [
          `${plan.id} over ${named.name}: ${found.tried} plans tried on the first ` +
            `${TRAINING_SHARE * 100} %, judged on the rest; at most ${mostMissed} % may miss`,
          line('as it is, searched part', found.before),
          line('as found, searched part', found.best),
          line('as it is, the rest', proof.before),
          line('as found, the rest', proof.best),
          ...(proof.best.miss > mostMissed
            ? [`  The rest misses more than ${mostMissed} %: it is not like what was searched.`]
            : []),
          ...(changes.length === 0
            ? ['No change found is better.']
            : ['Change in the plan:', ...changes]),
        ].join('\n'),
      );
    }
    return ExitCode.done;
  },
});

/** About how many plans a search tries: only the bar depends on it. */
const EXPECTED_TRIALS = 80;

function split(named: NamedLoad) {
  const { load, poison } = named;
  const steps = Math.floor(load.values.length * TRAINING_SHARE);
  const cut = <Of extends typeof load>(trace: Of): Of => ({
    ...trace,
    values: trace.values.slice(0, steps),
  });
  return {
    training: {
      ...named,
      load: cut(load),
      ...(poison === undefined ? {} : { poison: cut(poison) }),
    },
    splitAt: later(load.start, seconds(steps * load.step)),
  };
}

function figures({ cost, miss }: Trial) {
  return { cost, miss };
}

function line(
  what: string,
  { cost, miss }: { readonly cost: number; readonly miss: number },
): string {
  return `  ${what.padEnd(24)} ${round(cost)} unit-hours, ${round(miss)} % missed`;
}
