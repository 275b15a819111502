/** @module A trace from what `aws cloudwatch get-metric-data` printed. */
import * as z from 'zod/mini';
import { jsonText } from '../../shared/adapters/events/json-text.ts';
import { seconds } from '../../shared/core/units.ts';
import { commonestDistance, type ParsedTrace } from '../../shared/simulator/parse-trace.ts';

/** The command line prints times in ISO 8601 with an offset, or in seconds since 1970. */
const time = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((at) => (typeof at === 'number' ? at : Date.parse(at) / 1000)),
);

const metricExport = z.pipe(
  jsonText,
  z.object({
    MetricDataResults: z
      .array(
        z.object({ Timestamps: z.array(time), Values: z.array(z.number().check(z.minimum(0))) }),
      )
      .check(z.length(1, 'exactly one metric: export one at a time')),
  }),
);

/**
 * Reads the JSON of GetMetricData with one result, points in any order. A value counts over the
 * distance of its points: export sums, with the period you evaluate at.
 */
export function parseMetricExport(text: string): ParsedTrace {
  const parsed = z.safeParse(metricExport, text);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      line: 1,
      message:
        path.length === 0
          ? 'the file is not what `aws cloudwatch get-metric-data` prints'
          : `${path.join('.')}: ${message}`,
    }));
    return { status: 'invalid', problems };
  }
  const { Timestamps: times = [], Values: values = [] } = parsed.data.MetricDataResults[0] ?? {};
  const samples = times
    .map((at, index) => ({ at, value: values[index] ?? Number.NaN }))
    .toSorted((one, other) => one.at - other.at);
  const problem = problemOf(samples, values.length);
  if (problem !== undefined) {
    return { status: 'invalid', problems: [{ line: 1, message: problem }] };
  }
  const distance = seconds(commonestDistance(samples));
  return { status: 'parsed', trace: { samples, unit: '', resolution: distance, per: distance } };
}

function problemOf(
  samples: readonly { readonly at: number; readonly value: number }[],
  values: number,
): string | undefined {
  if (samples.length !== values) {
    return `${samples.length} times for ${values} values`;
  }
  if (samples.some(({ at }) => Number.isNaN(at))) {
    return 'a time is not ISO 8601';
  }
  return samples.length < 2 ? 'a trace needs two points or more' : undefined;
}
