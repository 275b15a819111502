/** @module Running a program to its end, with a deadline. */
import { spawn } from 'node:child_process';

/** How a program ended. */
export interface CommandResult {
  /** Null where a signal ended it: a missed deadline does. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly directory?: string;
  /** The whole environment; this process's unless told. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

/** Runs a program without standard input. Rejects only where it cannot be started. */
export function runCommand(
  program: string,
  args: readonly string[],
  { directory, environment, deadlineMs }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: directory,
      env: environment === undefined ? process.env : { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Not the option of `spawn`: its timer outlives a program that cannot be started.
    const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    const stdout: string[] = [];
    const stderr: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.once('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    child.once('close', (exitCode) => {
      clearTimeout(deadline);
      resolve({ exitCode, stdout: stdout.join(''), stderr: stderr.join('') });
    });
  });
}

/** The program did not end well. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a program that must end well; its output. Throws a CommandError with all it said. */
export async function demandCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(program, args, options);
  if (exitCode !== 0) {
    const end = exitCode === null ? `was stopped after ${options.deadlineMs} ms` : `= ${exitCode}`;
    throw new CommandError(`${program} ${args.join(' ')} ${end}\n${stdout}\n${stderr}`);
  }
  return stdout;
}
