/** @module The command line: `tidegate <verb>`. */
import { Command } from 'commander';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { compose } from '../shared/composition.ts';
import { deployedPlan } from '../shared/config/deployed-plan.ts';
import { readEnvironment } from '../shared/config/environment.ts';
import { jsonLog } from '../shared/observability/log.ts';
import { type CliCommand, type CommandContext, type CommandOptions, ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import { environmentHint } from './environment-hint.ts';
import { logJournal } from './log-journal.ts';

/** The plan, the environment or the command line is not right. */
const INVALID = new Set([
  'InvalidPlanError',
  'InvalidPricesError',
  'EnvironmentError',
  'UsageError',
  'RejectedEventError',
  'UnknownTargetError',
  'NotSimulatedError',
]);
/** Expected failures: their message says all there is to say. */
const FAILED = new Set([
  'AwsCallError',
  'StoreUnavailableError',
  'UnevaluatedTargetsError',
  'ContentionError',
]);

const EXIT_CODES = `
Exit codes:
  0  done
  1  AWS or the store did not answer, or a change was refused or failed
  2  the plan, the environment or the command line is not right; nothing was done

AWS is found as the AWS CLI finds it: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL …
The table of states is named by TIDEGATE_TABLE; without it, it is tidegate-dev.`;

/** Runs one command line; returns the exit code. */
export async function main(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.done;
  const program = new Command('tidegate')
    .description('Decides capacity on AWS: from the objective, inside limits, with reasons.')
    .showHelpAfterError('Try `tidegate --help`.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
    });
  for (const command of commands) {
    program.addCommand(
      commandOf(command, context, (code) => {
        exitCode = code;
      }),
    );
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, context);
  }
}

function commandOf(
  { name, summary, configure, run }: CliCommand,
  context: CommandContext,
  end: (code: ExitCode) => void,
): Command {
  const command = new Command(name)
    .description(summary)
    .option('--plan <file>', 'the plan', context.environment.planFile)
    .option('--json', 'print JSON, for scripts')
    .showHelpAfterError(`Try \`tidegate ${name} --help\`.`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
    });
  return configure(command).action(async () => {
    const isPlanGiven = command.getOptionValueSource('plan') === 'cli';
    const said = command.opts<CommandOptions>();
    const options: CommandOptions = { ...said, json: said.json === true, isPlanGiven };
    end(await run({ args: command.args, options }, context));
  });
}

function exitCodeOf(error: unknown, { complain, environment }: CommandContext): ExitCode {
  if (!(error instanceof Error)) {
    complain(String(error));
    return ExitCode.failed;
  }
  if ('exitCode' in error && error.name === 'CommanderError') {
    return error.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
  }
  const isInvalid = INVALID.has(error.name);
  const isExpected = isInvalid || FAILED.has(error.name);
  complain(isExpected ? error.message : `${error.name}: ${error.message}`);
  const hint = FAILED.has(error.name) ? environmentHint(error, environment) : undefined;
  if (hint !== undefined) {
    complain(hint.todo);
  }
  return isInvalid || hint?.isNothingDone === true ? ExitCode.invalid : ExitCode.failed;
}

/** The context of a real command line: this process, this clock, AWS as its environment says. */
export function terminalContext(): CommandContext {
  const environment = readEnvironment();
  let stop: AbortSignal | undefined;
  const complain = (line: string): void => console.error(line);
  return {
    environment,
    print: (line) => console.log(line),
    complain,
    // Who does not ask for it is ended by a signal, as every process is: a long computation would
    // never get to know of one.
    get signal() {
      stop ??= stopSignal();
      return stop;
    },
    open: async (planFile) =>
      compose({
        environment,
        plans: await deployedPlan(planFile),
        journal: logJournal(
          jsonLog({ level: 'warn', fields: {}, clock: systemClock, sink: complain }),
        ),
      }),
  };
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  return stop.signal;
}
