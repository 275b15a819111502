/** @module Load from wherever people have it: a CSV file, a CloudWatch export, or a generator. */
import { basename } from 'node:path';
import { nearest } from '../../shared/config/nearest.ts';
import { type Instant, instant, type Seconds, seconds } from '../../shared/core/units.ts';
import { parseTrace, type RecordedTrace, traceOf } from '../../shared/simulator/parse-trace.ts';
import type { GeneratedLoad } from '../../shared/simulator/workload.ts';
import { workloads } from '../../shared/simulator/workloads/index.ts';
import { UsageError } from '../command.ts';
import { readText } from '../text-file.ts';
import { parseMetricExport } from './metric-export.ts';

/** A load with the name it is known by. */
export interface NamedLoad extends GeneratedLoad {
  readonly name: string;
  /** What is counted, as the file says: "requests per minute"; empty where it does not. */
  readonly unit: string;
}

/** A Monday, so that weekends are where people expect them. */
const GENERATED_START: Instant = instant(Date.UTC(2026, 2, 2));
const STEP = seconds(60);

/** Reads a file, or generates the workload of that name. Throws a UsageError with every problem. */
export async function loadNamed(
  nameOrFile: string,
  synthetic: { readonly seed: number; readonly length: Seconds; readonly peak: number },
): Promise<NamedLoad> {
  const workload = workloads.find(({ name }) => name === nameOrFile);
  if (workload !== undefined) {
    const { seed, length, peak } = synthetic;
    const shape = { seed, start: GENERATED_START, length, step: STEP, peak };
    return { name: workload.name, unit: 'per second', ...workload.generate(shape) };
  }
  return loadFile(nameOrFile);
}

/** A recorded load, minute by minute. Throws a UsageError with every problem of the file. */
export async function loadFile(file: string): Promise<NamedLoad> {
  const name = basename(file).replace(/\.(csv|json)$/, '');
  const recorded = recordedIn(
    file,
    await readText(file, { what: 'trace', remedy: generatorsFor(file) }),
  );
  return { name, unit: recorded.unit, load: traceOf(recorded, STEP) };
}

function recordedIn(file: string, text: string): RecordedTrace {
  const parsed = file.endsWith('.json') ? parseMetricExport(text) : parseTrace(text);
  if (parsed.status === 'invalid') {
    throw new UsageError(
      parsed.problems
        .map(({ line, message }) => `${file}:${Math.max(1, line)} ${message}`)
        .join('\n'),
    );
  }
  return parsed.trace;
}

function generatorsFor(name: string): string {
  const names = workloads.map((each) => each.name);
  const meant = nearest(name, names);
  return `Generators: ${names.join(', ')}.${meant === undefined ? '' : ` Was ${meant} meant?`}`;
}
