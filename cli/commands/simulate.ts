/** @module A plan tried over a recorded or generated load, before anybody trusts it. */
import { loadInterpreters } from '../../shared/adapters/interpreters.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { peakFor } from '../../shared/simulator/plan-world.ts';
import { defineCommand, ExitCode } from '../command.ts';
import {
  NOT_NEGATIVE,
  optionalNumber,
  POSITIVE,
  requiredDuration,
  requiredNumber,
  WHOLE,
} from '../options.ts';
import { htmlReport } from '../report/html-report.ts';
import { chosenTarget } from '../simulation/chosen-target.ts';
import { loadNamed } from '../simulation/load-trace.ts';
import { scoreLines } from '../simulation/score-lines.ts';
import { simulation } from '../simulation/simulation.ts';
import { simulationReport } from '../simulation/simulation-report.ts';
import { writeText } from '../text-file.ts';

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'try a plan over recorded or generated load',
  configure: (command) =>
    command
      .argument('[plan]', 'the plan, instead of --plan')
      .requiredOption('--trace <file-or-name>', 'a CSV or JSON file, or the name of a generator')
      .option('--target <id>', 'the target; needed where the plan has several')
      .option('--length <duration>', 'of a generated load', '7d')
      .option('--peak <load>', 'of a generated load, per second', Number)
      .option(
        '--unit-capacity <load>',
        'load that one unit serves, in the unit of the trace',
        Number,
      )
      .option('--jitter <spread>', 'spread of the start-up time', Number, 0.1)
      .option('--seed <number>', 'the same seed gives the same run', Number, 1)
      .option('--out <file>', 'write a report (HTML) to look at'),

  async run({ args, options }, { print }) {
    const plan = chosenTarget(await deployedPlan(args[0] ?? options.plan), options['target']);
    const seed = requiredNumber(options, 'seed', WHOLE);
    const named = await loadNamed(String(options['trace']), {
      seed,
      length: requiredDuration(options, 'length'),
      peak: optionalNumber(options, 'peak', POSITIVE) ?? peakFor(plan),
    });
    const settings = {
      seed,
      interpreters: await loadInterpreters([plan]),
      startUpJitter: requiredNumber(options, 'jitter', NOT_NEGATIVE),
      capacityPerUnit: optionalNumber(options, 'unitCapacity', POSITIVE),
    };
    const simulated = simulation(plan, named, settings);
    const out = options['out'];
    if (typeof out === 'string') {
      await writeText(out, await htmlReport(simulationReport(plan, named, simulated, settings)));
    }
    if (options.json) {
      const { kind, score, run } = simulated;
      const { totals } = run;
      print(JSON.stringify({ target: plan.id, trace: named.name, kind, score, totals }, null, 2));
    } else {
      print(scoreLines(plan, named, simulated).join('\n'));
      if (typeof out === 'string') {
        print(`  report      ${out}`);
      }
    }
    return ExitCode.done;
  },
});
