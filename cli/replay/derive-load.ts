/** @module The load behind recorded readings, as far as they tell of it. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration, round } from '../../shared/core/quantity.ts';
import { type Seconds, seconds } from '../../shared/core/units.ts';
import { measureOf } from '../../shared/simulator/binding.ts';
import type { Measure } from '../../shared/simulator/measure.ts';
import { commonestDistance, traceOf } from '../../shared/simulator/parse-trace.ts';
import type { Sample, Trace } from '../../shared/simulator/trace.ts';
import { countedArrivals, workOf } from './derive-arrivals.ts';
import type { RecordedTarget } from './read-recording.ts';
import { type SeenValue, seenValues } from './seen-values.ts';

/** A load, with what had to be assumed for it. */
export type DerivedLoad =
  | {
      readonly status: 'derived';
      readonly load: Trace;
      /** The source whose readings it is made from. */
      readonly source: string;
      /** What one unit serves, where the readings say so themselves. */
      readonly capacityPerUnit: number | undefined;
      /** Sentences for people. */
      readonly assumptions: readonly string[];
    }
  | { readonly status: 'underivable'; readonly because: string };

/** Samples of a load, with what they count. */
interface Sampled {
  readonly samples: readonly Sample[];
  /** The time over which a sample was measured. */
  readonly resolution: Seconds;
  /** The time in which its value counts. */
  readonly per: Seconds;
  readonly assumptions: readonly string[];
  readonly capacityPerUnit?: number;
}

const STEP = seconds(60);
/** CPU, in percent, above which more load shows no more. */
const SATURATED_CPU = 95;
/** CPU is a load of its own: percents of a unit, of which one unit has a hundred. */
const WHOLE_UNIT_CPU = 100;
const GAP_IN_DISTANCES = 1.5;

/** What tells of the load of a service, and of a queue, best first. */
const OF_A_SERVICE: readonly Measure[] = ['requests', 'requests-per-unit', 'cpu'];
const OF_A_QUEUE: readonly Measure[] = ['arrivals', 'visible'];

/** The load of a recorded target, from the source that tells most of it. */
export function deriveLoad({ plan, moments }: RecordedTarget): DerivedLoad {
  const work = workOf(plan);
  const wanted = work === undefined ? OF_A_SERVICE : OF_A_QUEUE;
  const named = wanted.flatMap((measure) => sourcesOf(plan, measure));
  for (const { name, measure, period } of named) {
    const seen = seenValues(moments, name, period);
    const sampled =
      measure === 'visible' && work !== undefined
        ? countedArrivals(seen, name, work)
        : SAMPLERS[measure]?.(seen, name, period);
    if (sampled !== undefined && sampled.samples.length >= 2) {
      return derived(sampled, name);
    }
  }
  return {
    status: 'underivable',
    because:
      named.length === 0
        ? `no source of "${plan.id}" tells of its load: ${wanted.join(', ')} would`
        : `${named.map(({ name }) => name).join(', ')} was read fewer than two times`,
  };
}

type Sampler = (seen: readonly SeenValue[], name: string, period: Seconds) => Sampled;

const SAMPLERS: Readonly<Partial<Record<Measure, Sampler>>> = {
  arrivals: (seen, name, period) => ({
    ...sampledOver(period, seen, ({ reading }) => reading.value),
    assumptions: [`${name} counts everything that arrived`],
  }),
  requests: (seen, name, period) => ({
    ...sampledOver(period, seen, ({ reading }) => reading.value),
    assumptions: [`${name} counts all requests, and they would have come whatever served them`],
  }),
  'requests-per-unit': (seen, name, period) => ({
    ...sampledOver(period, seen, ({ reading, inService }) => reading.value * inService),
    assumptions: [
      `the load is ${name} × the units in service in the middle of its period; ` +
        'it would have come whatever served it',
    ],
  }),
  cpu: (seen, name, period) => {
    const saturated = seen.filter(({ reading }) => reading.value >= SATURATED_CPU).length;
    return {
      ...sampledOver(period, seen, ({ reading, inService }) => reading.value * inService),
      per: seconds(1),
      capacityPerUnit: WHOLE_UNIT_CPU,
      assumptions: [
        `the load is ${name} × the units in service, in percent of a unit: ` +
          'an idle unit is taken to use none',
        ...(saturated === 0
          ? []
          : [
              `${saturated} of ${seen.length} values of ${name} are above ${SATURATED_CPU} %: ` +
                'the load was at least so much, and nobody knows how much more',
            ]),
      ],
    };
  },
};

function sampledOver(
  period: Seconds,
  seen: readonly SeenValue[],
  loadOf: (value: SeenValue) => number,
): Pick<Sampled, 'samples' | 'resolution' | 'per'> {
  const samples = seen.map((value) => ({
    at: value.reading.at / 1000 - period,
    value: loadOf(value),
  }));
  const distance = samples.length < 2 ? period : commonestDistance(samples);
  return { samples, resolution: seconds(Math.max(period, distance)), per: period };
}

function derived({ capacityPerUnit, ...sampled }: Sampled, source: string): DerivedLoad {
  const { samples, resolution, assumptions } = sampled;
  return {
    status: 'derived',
    load: traceOf({ ...sampled, unit: '' }, STEP),
    source,
    capacityPerUnit,
    assumptions: [...assumptions, ...gapsIn(samples, resolution)],
  };
}

/** What was filled in where nothing was measured. */
function gapsIn(samples: readonly Sample[], resolution: Seconds): readonly string[] {
  const missed = samples.flatMap(({ at }, index) => {
    const distance = (samples[index + 1]?.at ?? at) - at;
    return distance > GAP_IN_DISTANCES * resolution ? [distance - resolution] : [];
  });
  const total = missed.reduce((sum, length) => sum + length, 0);
  return missed.length === 0
    ? []
    : [
        `${missed.length} gaps, together ${formatDuration(round(total))}, ` +
          'are filled from the values around them',
      ];
}

function sourcesOf({ sources }: ScalingPlan, wanted: Measure) {
  return Object.entries(sources).flatMap(([name, spec]) => {
    const told = measureOf(spec);
    return told?.measure === wanted ? [{ name, ...told }] : [];
  });
}
