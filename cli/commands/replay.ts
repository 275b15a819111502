/** @module What was recorded, decided again: by the same plan as a proof, by another to ask. */
import { isDeepStrictEqual } from 'node:util';
import { loadInterpreters } from '../../shared/adapters/interpreters.ts';
import { composeHistories } from '../../shared/composition.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import {
  type CliCommand,
  type CommandContext,
  type CommandOptions,
  defineCommand,
  ExitCode,
  UsageError,
} from '../command.ts';
import { optionalNumber, POSITIVE, requiredNumber, WHOLE } from '../options.ts';
import { closedLoop } from '../replay/closed-loop.ts';
import { closedLoopLines, openLoopLines } from '../replay/comparison-lines.ts';
import { downloadTo } from '../replay/download-to-file.ts';
import { openLoop } from '../replay/open-loop.ts';
import { proofLines } from '../replay/proof-lines.ts';
import { type Proof, prove } from '../replay/prove.ts';
import type { RecordedTarget } from '../replay/read-recording.ts';
import { readRecording } from '../replay/recording-file.ts';

/** The command, with the way to the past of a plan's sources; a test gives its own. */
export function replayCommand(
  historiesOf: (plans: readonly ScalingPlan[]) => Promise<MetricHistories>,
): CliCommand {
  return defineCommand({
    name: 'replay',
    summary: 'prove a recording, or ask what another --plan would have done',
    configure: (command) =>
      command
        .argument('[recording]', 'what `run --record` or `--download` wrote', 'recording.jsonl')
        .option('--target <id>', 'only this target')
        .option('--unit-capacity <load>', 'load that one unit serves, as its source counts', Number)
        .option('--seed <number>', 'of the simulations', Number, 1)
        .option('--download', 'make the recording from real history, with your credentials')
        .option('--from <duration>', 'with --download: begin so long ago', '24h')
        .option('--to <duration>', 'with --download: end so long ago', '0h'),

    async run({ args, options }, context) {
      const file = args[0] ?? 'recording.jsonl';
      return options['download'] === true
        ? downloadTo(file, options, context, historiesOf)
        : replayFile(file, options, context);
    },
  });
}

export const replay = replayCommand(composeHistories);

async function replayFile(
  file: string,
  options: CommandOptions,
  { print }: CommandContext,
): Promise<ExitCode> {
  const targets = selected(await readRecording(file), options['target']);
  const others = options.isPlanGiven === true ? await deployedPlan(options.plan) : undefined;
  const recorded = targets.flatMap(({ moments }) => moments.map(({ plan }) => plan));
  const interpreters = await loadInterpreters([...new Set(recorded), ...(others ?? [])]);
  const settings = {
    seed: requiredNumber(options, 'seed', WHOLE),
    capacityPerUnit: optionalNumber(options, 'unitCapacity', POSITIVE),
    interpreters,
  };
  const replayed = targets.map((target) => {
    const other = others === undefined ? undefined : otherPlan(target, others, options.plan);
    const proof = prove(target, interpreters);
    return other === undefined
      ? { target: target.id, proof }
      : {
          target: target.id,
          proof,
          openLoop: openLoop(target, other, interpreters),
          closedLoop: closedLoop(target, other, settings),
        };
  });
  if (options.json) {
    print(JSON.stringify({ file, targets: replayed }, withoutMemories, 2));
  } else {
    for (const [index, each] of replayed.entries()) {
      print(`${index === 0 ? '' : '\n'}${headlineOf(targets[index])}`);
      const lines = [
        ...proofLines(each.proof),
        ...('openLoop' in each ? openLoopLines(each.openLoop) : []),
        ...('closedLoop' in each ? closedLoopLines(each.closedLoop) : []),
      ];
      print(lines.join('\n'));
    }
  }
  return replayed.every(({ proof }) => isProved(proof)) ? ExitCode.done : ExitCode.failed;
}

function isProved({ decisions, identical }: Proof): boolean {
  return decisions === identical;
}

function headlineOf(target: RecordedTarget | undefined): string {
  const [first, last] = [target?.moments[0], target?.moments.at(-1)];
  const time = (at: number | undefined) => new Date(at ?? 0).toISOString();
  const count = target?.moments.length ?? 0;
  return `${target?.id}: ${count} evaluations, ${time(first?.at)} to ${time(last?.at)}`;
}

/** What decisions remember is many times what they say. */
function withoutMemories(key: string, value: unknown): unknown {
  return key === 'next' ? undefined : value;
}

function selected(targets: readonly RecordedTarget[], id: unknown): readonly RecordedTarget[] {
  const found = id === undefined ? targets : targets.filter((target) => target.id === id);
  if (found.length === 0) {
    throw new UsageError(
      `The recording has no target "${id}". It has: ${targets.map((each) => each.id).join(', ')}.`,
    );
  }
  return found;
}

/** The plan to compare with; undefined where it is the one that was recorded. */
function otherPlan(
  { id, plan }: RecordedTarget,
  others: readonly ScalingPlan[],
  file: string,
): ScalingPlan | undefined {
  const other = others.find((each) => each.id === id);
  if (other === undefined) {
    throw new UsageError(
      `"${file}" has no target "${id}", which was recorded. Name one that it has with --target.`,
    );
  }
  return isDeepStrictEqual(other, plan) ? undefined : other;
}
