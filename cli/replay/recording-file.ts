/** @module Recordings as files: read whole, and written where there is none yet. */
import { stat } from 'node:fs/promises';
import { UsageError } from '../command.ts';
import { readText, writeText } from '../text-file.ts';
import { parseRecording, type RecordedTarget } from './read-recording.ts';

/** A recording is read as a whole: about a month of one target, a decision every 30 s. */
const LARGEST_BYTES = 400_000_000;

/** The recording in a file. Throws a UsageError with every problem and its line. */
export async function readRecording(file: string): Promise<readonly RecordedTarget[]> {
  const parsed = parseRecording(await textOf(file));
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
    // Who reads it says why that is impossible.
    () => 0,
  );
  if (size > LARGEST_BYTES) {
    throw new UsageError(`"${file}" is larger than ${LARGEST_BYTES / 1e6} MB: split it by lines.`);
  }
  return readText(file, {
    what: 'recording',
    remedy: '`tidegate run --record` makes one.',
  });
}

/** Writes a recording where there is no file yet. Throws a UsageError where there is one. */
export async function writeRecording(file: string, lines: readonly string[]): Promise<void> {
  await writeText(file, `${lines.join('\n')}\n`, { isNew: true });
}
