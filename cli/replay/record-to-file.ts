/** @module Evaluations appended to a file as they happen. */
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { recordEvaluations } from '../../shared/app/record-evaluations.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { UsageError } from '../command.ts';
import { evaluationLine, plansLine } from './recording-format.ts';

/** A journal that records, until it is closed. */
export interface RecordingJournal {
  readonly journal: Journal;
  close(): void;
}

/**
 * Appends every evaluation to the file, or only passes it on where there is none. A file that
 * cannot be written to later on ends the recording with a note, and no evaluation. Throws a
 * UsageError where the file cannot be opened.
 */
export function recordTo(
  file: unknown,
  plans: readonly ScalingPlan[],
  within: Journal,
): RecordingJournal {
  if (typeof file !== 'string') {
    return { journal: within, close: () => undefined };
  }
  let descriptor: number | undefined = opened(file);

  function append(line: string): void {
    if (descriptor === undefined) {
      return;
    }
    try {
      writeSync(descriptor, `${line}\n`);
    } catch (error) {
      close();
      const message = error instanceof Error ? error.message : String(error);
      within.noted('error', `the recording ends here: "${file}" cannot be written to: ${message}`);
    }
  }

  function close(): void {
    if (descriptor !== undefined) {
      closeSync(descriptor);
      descriptor = undefined;
    }
  }

  // A run that was killed may have left half a line: what follows must not be lost with it.
  append(`${fstatSync(descriptor).size > 0 ? '\n' : ''}${plansLine(plans)}`);
  return {
    journal: recordEvaluations(within, (evaluation) => append(evaluationLine(evaluation))),
    close,
  };
}

function opened(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (cause) {
    throw new UsageError(`The recording "${file}" cannot be opened for writing.`, { cause });
  }
}
