/** @module A trace from its CSV text, with every problem and its line. */
import { instant, type Seconds, seconds } from '../core/units.ts';
import { resampled, type Sample, type Trace } from './trace.ts';

/** One thing wrong with a file. */
export interface TraceProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What a file of samples says. */
export interface RecordedTrace {
  readonly samples: readonly Sample[];
  /** Of the comment line: "requests per minute"; empty where it is not told. */
  readonly unit: string;
  /** The time a sample stands for. */
  readonly resolution: Seconds;
  /** The time in which a value counts: 300 for "requests per 5 minutes", 1 for a mean rate. */
  readonly per: Seconds;
}

export type ParsedTrace =
  | { readonly status: 'parsed'; readonly trace: RecordedTrace }
  | { readonly status: 'invalid'; readonly problems: readonly TraceProblem[] };

/** Two years of minutes; a longer file is a mistake, or wants resampling first. */
const MOST_ROWS = 1_060_000;
/** Beyond these, more lines say nothing new. */
const MOST_PROBLEMS = 20;
const HEADER = 'timestamp,value';

/**
 * Reads `# key=value; …` comments, the header `timestamp,value`, and rows of epoch seconds (start
 * of the bin, strictly increasing) and values ≥ 0. A jump in time is a gap, not a problem.
 */
export function parseTrace(text: string): ParsedTrace {
  const problems: TraceProblem[] = [];
  const samples: Sample[] = [];
  let comment = '';
  let isHeaderSeen = false;
  let line = 0;
  for (const row of linesOf(text)) {
    line += 1;
    if (problems.length >= MOST_PROBLEMS || samples.length > MOST_ROWS) {
      break;
    }
    if (row.startsWith('#')) {
      comment += `;${row.slice(1)}`;
    } else if (!isHeaderSeen && row !== '') {
      isHeaderSeen = true;
      if (row !== HEADER) {
        problems.push({ line, message: `the header must be "${HEADER}", not "${row}"` });
        break;
      }
    } else if (row !== '') {
      const sample = sampleOf(row, samples.at(-1));
      if (typeof sample === 'string') {
        problems.push({ line, message: sample });
      } else {
        samples.push(sample);
      }
    }
  }
  if (problems.length === 0) {
    if (samples.length > MOST_ROWS) {
      problems.push({ line, message: `more than ${MOST_ROWS} rows: resample the file first` });
    } else if (samples.length < 2) {
      problems.push({ line, message: 'a trace needs two rows or more' });
    }
  }
  return problems.length > 0
    ? { status: 'invalid', problems }
    : { status: 'parsed', trace: { samples, ...told(comment, samples) } };
}

/** Recorded samples as load in steps of one length, from the time of the first sample on. */
export function traceOf(recorded: RecordedTrace, step: Seconds): Trace {
  return {
    start: instant((recorded.samples[0]?.at ?? 0) * 1000),
    ...resampled(recorded.samples, { ...recorded, step }),
    after: 'stay',
  };
}

/** The lines of a text, one at a time: a huge file is not copied whole. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, end).trim();
    start = end + 1;
  }
}

/** A row as a sample, or what is wrong with it. */
function sampleOf(row: string, before: Sample | undefined): Sample | string {
  const [first = '', second = '', ...rest] = row.split(',');
  const at = first.trim() === '' ? Number.NaN : Number(first);
  const value = second.trim() === '' ? Number.NaN : Number(second);
  if (rest.length > 0) {
    return `two columns are expected, not ${rest.length + 2}`;
  }
  if (!Number.isFinite(at)) {
    return `"${first}" is not a time in epoch seconds`;
  }
  if (!Number.isFinite(value)) {
    return `"${second}" is not a number`;
  }
  if (value < 0) {
    return `the load ${value} is negative`;
  }
  if (before !== undefined && at <= before.at) {
    return at === before.at
      ? `the time ${at} comes twice`
      : `the time ${at} is before ${before.at} of the row above`;
  }
  return { at, value };
}

const SECONDS_IN = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/** What the comment tells of unit and resolution; the commonest distance where it does not. */
function told(comment: string, samples: readonly Sample[]): Omit<RecordedTrace, 'samples'> {
  const told = new Map(
    comment.split(';').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()];
    }),
  );
  const resolution = Number.parseFloat(told.get('resolution') ?? '');
  const unit = told.get('unit') ?? '';
  const [, count = '1', word] = /per (?:(\d+) )?(second|minute|hour|day)s?\b/.exec(unit) ?? [];
  const length = Object.entries(SECONDS_IN).find(([name]) => name === word)?.[1];
  return {
    unit,
    resolution: seconds(resolution > 0 ? resolution : commonestDistance(samples)),
    per: seconds(length === undefined ? 1 : Number(count) * length),
  };
}

export function commonestDistance(samples: readonly Sample[]): number {
  const counts = new Map<number, number>();
  let commonest = 60;
  samples.forEach(({ at }, index) => {
    const next = samples[index + 1];
    if (next !== undefined) {
      const count = (counts.get(next.at - at) ?? 0) + 1;
      counts.set(next.at - at, count);
      commonest = count > (counts.get(commonest) ?? 0) ? next.at - at : commonest;
    }
  });
  return commonest;
}
