/** @module What a command is: its words and options, and what it does with them. */
import type { Command } from 'commander';
import type { Application } from '../shared/composition.ts';
import type { Environment } from '../shared/config/environment.ts';

/** How a command ends; scripts can rely on these. */
export const ExitCode = {
  done: 0,
  /** AWS or the store could not be reached, or a change was refused or failed. */
  failed: 1,
  /** The plan, the environment or the command line is not right; nothing was done. */
  invalid: 2,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What a command works with; a test passes its own. */
export interface CommandContext {
  readonly environment: Environment;
  /** Prints a line on standard output. */
  readonly print: (line: string) => void;
  /** Prints a line on standard error. */
  readonly complain: (line: string) => void;
  /** Builds the application for the plan in a file. Throws an InvalidPlanError. */
  readonly open: (planFile: string) => Promise<Application>;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
}

/** One verb of `tidegate`. */
export interface CliCommand {
  /** The verb: the file's name. */
  readonly name: string;
  readonly summary: string;
  /** Declares arguments and options. */
  configure(command: Command): Command;
  run(
    input: { readonly args: readonly string[]; readonly options: CommandOptions },
    context: CommandContext,
  ): Promise<ExitCode>;
}

/** What was said on the command line: every command has these, and its own. */
export interface CommandOptions {
  readonly json: boolean;
  readonly plan: string;
  /** The plan was named on the command line: it is not just the one that is deployed. */
  readonly isPlanGiven?: boolean;
  readonly [option: string]: unknown;
}

/** Infers nothing, checks everything: a command is plain data. */
export function defineCommand(command: CliCommand): CliCommand {
  return command;
}

/** The command line is not right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
