/** @module The command line: `tidegate <verb>`. */
import { Command } from 'commander';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { compose } from '../shared/composition.ts';
import { deployedPlan, InvalidPlanError } from '../shared/config/deployed-plan.ts';
import { EnvironmentError, readEnvironment } from '../shared/config/environment.ts';
import { jsonLog } from '../shared/observability/log.ts';
import {
  type CliCommand,
  type CommandContext,
  type CommandOptions,
  ExitCode,
  UsageError,
} from './command.ts';
import { commands } from './commands/index.ts';
import { logJournal } from './log-journal.ts';

/** Errors that say all there is to say in their message: no stack. */
const EXPECTED = new Set([
  'InvalidPlanError',
  'EnvironmentError',
  'UsageError',
  'RejectedEventError',
  'UnknownTargetError',
  'NotSimulatedError',
]);

/** Runs one command line; returns the exit code. */
export async function main(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.done;
  const program = new Command('tidegate')
    .description('Decides capacity on AWS: from the objective, inside limits, with reasons.')
    .showHelpAfterError('Try `tidegate --help`.')
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
    .option('--json', 'print JSON, for scripts', false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.complain(text.trimEnd()),
    });
  return configure(command).action(async () => {
    const isPlanGiven = command.getOptionValueSource('plan') === 'cli';
    const options: CommandOptions = { ...command.opts<CommandOptions>(), isPlanGiven };
    end(await run({ args: command.args, options }, context));
  });
}

function exitCodeOf(error: unknown, { complain }: CommandContext): ExitCode {
  if (!(error instanceof Error)) {
    complain(String(error));
    return ExitCode.failed;
  }
  if ('exitCode' in error && error.name === 'CommanderError') {
    return error.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
  }
  complain(EXPECTED.has(error.name) ? error.message : `${error.name}: ${error.message}`);
  return error instanceof InvalidPlanError ||
    error instanceof EnvironmentError ||
    error instanceof UsageError ||
    EXPECTED.has(error.name)
    ? ExitCode.invalid
    : ExitCode.failed;
}

/** The context of a real command line: this process, this clock, AWS as its environment says. */
export function terminalContext(): CommandContext {
  const environment = readEnvironment();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const complain = (line: string): void => console.error(line);
  return {
    environment,
    print: (line) => console.log(line),
    complain,
    signal: stop.signal,
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
