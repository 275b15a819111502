/** @module `tidegate replay --download`: real history becomes a file. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { parseDuration } from '../../shared/core/quantity.ts';
import { instant } from '../../shared/core/units.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import { type CommandContext, type CommandOptions, ExitCode, UsageError } from '../command.ts';
import { requiredDuration } from '../options.ts';
import { download } from './download.ts';
import { UNKNOWN_PAST } from './observe.ts';
import { writeRecording } from './recording-file.ts';

/** Downloads the past of the plan's targets and says what is in it, and what is not. */
export async function downloadTo(
  file: string,
  options: CommandOptions,
  { open, print }: CommandContext,
  historiesOf: (plans: readonly ScalingPlan[]) => Promise<MetricHistories>,
): Promise<ExitCode> {
  const ago = { from: requiredDuration(options, 'from'), to: parseDuration(String(options['to'])) };
  if (ago.to === undefined || ago.to >= ago.from) {
    throw new UsageError('--to needs a duration shorter than --from, like 0h or 12h.');
  }
  const { plans, ports } = await open(options.plan);
  const wanted = options['target'];
  const asked = wanted === undefined ? plans : plans.filter(({ id }) => id === wanted);
  if (asked.length === 0) {
    const known = plans.map(({ id }) => id).join(', ');
    throw new UsageError(`The plan has no target "${wanted}". It has: ${known}.`);
  }
  const now = ports.clock.now();
  const span = { from: instant(now - ago.from * 1000), to: instant(now - ago.to * 1000) };
  const histories = await historiesOf(asked);
  const { lines, targets } = await download(asked, { ports, histories }, span);
  await writeRecording(file, lines);
  if (options.json) {
    print(JSON.stringify({ file, targets, unknown: UNKNOWN_PAST }, null, 2));
  } else {
    for (const { target, observations, lacking } of targets) {
      print(`${target}: ${observations} observations in ${file}`);
      lacking.forEach((what) => {
        print(`  lacks ${what}`);
      });
    }
    print(['nobody knows any more:', ...UNKNOWN_PAST.map((what) => `  - ${what}`)].join('\n'));
  }
  return targets.every(({ observations }) => observations > 0) ? ExitCode.done : ExitCode.failed;
}
