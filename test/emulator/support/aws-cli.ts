/** @module The AWS command line, as an operator uses it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandCommand } from './command.ts';
import { given, miniStackEnvironment } from './given.ts';

const CLI_DEADLINE_MS = 60_000;

/** What `aws …` prints, parsed. Version 1 sees AWS_ENDPOINT_URL for most services; SQS is told. */
export async function aws(...args: readonly string[]): Promise<unknown> {
  const all = ['--endpoint-url', given.miniStack, '--output', 'json', ...args];
  const printed = await demandCommand(given.awsCli, all, {
    directory: given.workDirectory,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: given.workDirectory,
      ...miniStackEnvironment,
    },
    deadlineMs: CLI_DEADLINE_MS,
  });
  return printed.trim() === '' ? undefined : JSON.parse(printed);
}

/** What a function answered, or how it failed. */
export interface Invocation {
  /** Absent where the function ended well. */
  readonly functionError: string | undefined;
  readonly answer: unknown;
}

/** `aws lambda invoke` of one of our functions, with a payload of JSON. */
export async function invoke(name: string, payload: string): Promise<Invocation> {
  const file = join(given.workDirectory, `${crypto.randomUUID()}.json`);
  const functionName = `tidegate-${given.stage}-${name}`;
  const told = await aws(
    ...['lambda', 'invoke', '--function-name', functionName, '--payload', payload, file],
  );
  return {
    functionError: functionErrorIn(told),
    answer: JSON.parse(await readFile(file, 'utf8')),
  };
}

function functionErrorIn(told: unknown): string | undefined {
  return typeof told === 'object' && told !== null && 'FunctionError' in told
    ? String(told.FunctionError)
    : undefined;
}
