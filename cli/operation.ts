/** @module How the verbs that operate on targets run: the same operations as the Lambda's. */
import type { Command } from 'commander';
import {
  LONGEST_NOTE,
  LONGEST_OVERRIDE_SECONDS,
  requestedOperation,
} from '../shared/adapters/events/operation-event.ts';
import type { Evaluation } from '../shared/app/evaluation.ts';
import { type OperationResult, operate } from '../shared/app/operate.ts';
import type { Application } from '../shared/composition.ts';
import { formatDuration } from '../shared/core/quantity.ts';
import { type CommandContext, type CommandOptions, ExitCode, UsageError } from './command.ts';
import { requiredDuration } from './options.ts';
import { overrideLine } from './override-line.ts';

/** The targets a verb is for: those named, or all. */
export function withTargets(command: Command): Command {
  return command.argument('[targets...]', 'ids of targets; all when none is named');
}

/** The options of a verb whose word ends by itself. */
export function withExpiry(command: Command): Command {
  return command
    .requiredOption('--for <duration>', `how long, like 30m or 2h; at most ${LONGEST}`)
    .option('--note <text>', 'who and why, for those who wonder');
}

const LONGEST = formatDuration(LONGEST_OVERRIDE_SECONDS);

/** What those options say, as an operation has it. Throws a UsageError. */
export function expiryIn(options: CommandOptions): { readonly for: string; readonly note: string } {
  const { note = '' } = options;
  if (requiredDuration(options, 'for') > LONGEST_OVERRIDE_SECONDS) {
    throw new UsageError(
      `--for needs a duration of at most ${LONGEST}: a forgotten word is an outage.`,
    );
  }
  if (typeof note !== 'string' || note.length > LONGEST_NOTE) {
    throw new UsageError(`--note needs a text of at most ${LONGEST_NOTE} characters.`);
  }
  return { for: String(options['for']), note };
}

/** What a verb tells beside each target's answer. */
export interface Addition {
  readonly lines: readonly string[];
  /** The same in JSON, by name. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Carries out an operation and prints each target's answer. */
export async function runOperation(
  event: Readonly<Record<string, unknown>>,
  { args, options }: { readonly args: readonly string[]; readonly options: CommandOptions },
  { open, print }: CommandContext,
  show: (result: OperationResult) => readonly string[] = sentences,
  addition?: (application: Application) => Promise<Addition>,
): Promise<ExitCode> {
  const operation = requestedOperation({
    ...event,
    ...(args.length === 0 ? {} : { targets: args }),
  });
  const application = await open(options.plan);
  const results = await operate(operation, application.plans, application.ports);
  const added = await addition?.(application);
  if (options.json) {
    print(JSON.stringify({ results, ...added?.values }, null, 2));
  } else {
    print(results.map((result) => show(result).join('\n')).join('\n\n'));
    if (added !== undefined) {
      print(['', ...added.lines].join('\n'));
    }
  }
  return results.some(hasFailed) ? ExitCode.failed : ExitCode.done;
}

/** A target's answer as its sentences, the first one flush, the others below it. */
function sentences(result: OperationResult): readonly string[] {
  if (!('sentences' in result)) {
    const { target, override } = result;
    return [
      `${target}: ${override === null ? 'neither paused nor held any more' : overrideLine(override)}`,
    ];
  }
  const [first = '', ...others] = result.sentences;
  const outcome = 'evaluation' in result ? outcomeLines(result.evaluation) : [];
  return [first, ...[...others, ...outcome].map((line) => `  ${line}`)];
}

/** What came of it, where there was something to do. */
function outcomeLines({ decision, outcome, isDryRun }: Evaluation): readonly string[] {
  switch (outcome.status) {
    case 'refused':
    case 'failed':
      return [
        `the change ${outcome.status === 'failed' ? 'failed' : 'was refused'} (${outcome.code}): ${outcome.because}`,
      ];
    case 'applied':
      return ['the change was made'];
    case 'superseded':
      return ['somebody else is evaluating it just now: nothing was done here'];
    case 'unchanged':
      return decision.action === 'hold'
        ? []
        : [isDryRun ? 'a dry run: nothing was changed' : 'shadow mode: nothing was changed'];
  }
}

/** Whether a target could not be looked at, or did not take its change. */
function hasFailed(result: OperationResult): boolean {
  if ('evaluation' in result) {
    const { decision, outcome } = result.evaluation;
    return decision.from === null || outcome.status === 'failed' || outcome.status === 'refused';
  }
  return 'status' in result && result.status.decision.from === null;
}
