/** @module What was recorded, decided again: by the same plan as a proof, by another as a question. */
import { readFile, stat } from 'node:fs/promises';
import { composeHistories } from '../../shared/composition.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { parseDuration } from '../../shared/core/quantity.ts';
import { instant } from '../../shared/core/units.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import {
  type CliCommand,
  type CommandContext,
  type CommandOptions,
  defineCommand,
  ExitCode,
  UsageError,
} from '../command.ts';
import { optionalNumber, POSITIVE, requiredDuration, requiredNumber, WHOLE } from '../options.ts';
import { closedLoop } from '../replay/closed-loop.ts';
import { closedLoopLines, openLoopLines } from '../replay/comparison-lines.ts';
import { download, writeRecording } from '../replay/download.ts';
import { UNKNOWN_PAST } from '../replay/observe.ts';
import { openLoop } from '../replay/open-loop.ts';
import { proofLines } from '../replay/proof-lines.ts';
import { type Proof, prove } from '../replay/prove.ts';
import { parseRecording, type RecordedTarget } from '../replay/read-recording.ts';

/** A recording is read as a whole: about a month of one target, a decision every 30 s. */
const LARGEST_BYTES = 400_000_000;

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
        .option('--download', 'make the recording from real history, with your credentials', false)
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
  const settings = {
    seed: requiredNumber(options, 'seed', WHOLE),
    capacityPerUnit: optionalNumber(options, 'unitCapacity', POSITIVE),
  };
  const targets = selected(recordingIn(file, await textOf(file)), options['target']);
  const others = options.isPlanGiven === true ? await deployedPlan(options.plan) : undefined;
  const replayed = targets.map((target) => {
    const other = others === undefined ? undefined : otherPlan(target, others, options.plan);
    const proof = prove(target);
    return other === undefined
      ? { target: target.id, proof }
      : {
          target: target.id,
          proof,
          openLoop: openLoop(target, other),
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

function recordingIn(file: string, text: string): readonly RecordedTarget[] {
  const parsed = parseRecording(text);
  if (parsed.status === 'invalid') {
    throw new UsageError(
      parsed.problems.map(({ line, message }) => `${file}:${line} ${message}`).join('\n'),
    );
  }
  return parsed.targets;
}

async function textOf(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    (cause: unknown) => {
      throw new UsageError(
        `There is no recording at "${file}". \`tidegate run --record\` makes one.`,
        {
          cause,
        },
      );
    },
  );
  if (size > LARGEST_BYTES) {
    throw new UsageError(`"${file}" is larger than ${LARGEST_BYTES / 1e6} MB: split it by lines.`);
  }
  return readFile(file, 'utf8');
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
  return JSON.stringify(other) === JSON.stringify(plan) ? undefined : other;
}

async function downloadTo(
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
