/** @module How the verbs that operate on targets run: the same operations as the Lambda's. */
import type { Command } from 'commander';
import { requestedOperation } from '../shared/adapters/events/operation-event.ts';
import { type OperationResult, operate } from '../shared/app/operate.ts';
import { type CommandContext, type CommandOptions, ExitCode } from './command.ts';

/** The targets a verb is for: those named, or all. */
export function withTargets(command: Command): Command {
  return command.argument('[targets...]', 'ids of targets; all when none is named');
}

/** Carries out an operation and prints each target's answer. */
export async function runOperation(
  event: Readonly<Record<string, unknown>>,
  { args, options }: { readonly args: readonly string[]; readonly options: CommandOptions },
  { open, print }: CommandContext,
  show: (result: OperationResult) => readonly string[] = sentences,
): Promise<ExitCode> {
  const operation = requestedOperation({
    ...event,
    ...(args.length === 0 ? {} : { targets: args }),
  });
  const { plans, ports } = await open(options.plan);
  const results = await operate(operation, plans, ports);
  if (options.json) {
    print(JSON.stringify({ results }, null, 2));
  } else {
    print(results.map((result) => show(result).join('\n')).join('\n\n'));
  }
  return results.some(hasFailed) ? ExitCode.failed : ExitCode.done;
}

/** A target's answer as its sentences, the first one flush, the others below it. */
function sentences(result: OperationResult): readonly string[] {
  if (!('sentences' in result)) {
    const { target, override } = result;
    return [
      override === null
        ? `${target} is no longer overridden`
        : `${target}: ${override.kind}${override.capacity === undefined ? '' : ` ${override.capacity}`} ` +
          `until ${new Date(override.until).toISOString()}`,
    ];
  }
  const [first = '', ...others] = result.sentences;
  return [first, ...others.map((line) => `  ${line}`)];
}

/** Whether a target could not be looked at, or did not take its change. */
function hasFailed(result: OperationResult): boolean {
  if ('evaluation' in result) {
    const { decision, outcome } = result.evaluation;
    return decision.from === null || outcome.status === 'failed' || outcome.status === 'refused';
  }
  return 'status' in result && result.status.decision.from === null;
}
