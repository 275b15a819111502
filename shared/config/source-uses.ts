/** @module Where a plan names its sources, and what is known of them. */
import type { Measurement } from '../adapters/source.ts';
import { sources } from '../adapters/sources/index.ts';
import type { NamedSource } from '../core/limit.ts';
import { limits } from '../core/limits/index.ts';
import type { ScalingPlan, SourceSpec } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import type { SourceUse } from '../core/policy.ts';
import { type KnownMetric, knownMetric, type MetricUnit } from './known-metrics.ts';
import { ifReadable, readableEntries, readableItems, withParts } from './unreadable.ts';

/** Every place at which policies and limits name a source, the paths from the target on. */
export function namedSources(plan: ScalingPlan): readonly NamedSource[] {
  return [
    ...(ifReadable(() => readableItems(plan.policies)) ?? []).flatMap(({ item, index }) =>
      (ifReadable(() => policies.memberOf(item).sources(item)) ?? []).map((source) => ({
        source,
        path: ['policies', index, ...placeOf(source, item)],
      })),
    ),
    ...sourcesOfLimits(plan),
  ];
}

/** Where a name stands in settings: the keys down to it; none where it is inside a text. */
function placeOf(name: string, settings: unknown): readonly (string | number)[] {
  if (typeof settings !== 'object' || settings === null) {
    return [];
  }
  for (const [key, value] of readableEntries<unknown>(Object(settings))) {
    const at = Array.isArray(settings) ? Number(key) : key;
    const further = placeOf(name, value);
    if (value === name && key !== 'type') {
      return [at];
    }
    if (further.length > 0) {
      return [at, ...further];
    }
  }
  return [];
}

/** The sources that limits read. */
export function sourcesOfLimits(plan: ScalingPlan): readonly NamedSource[] {
  return limits.members.flatMap((limit) =>
    (ifReadable(() => limit.sources?.(plan.limits)) ?? []).map((named) => ({
      ...named,
      path: ['limits', ...named.path],
    })),
  );
}

/** What is known of a source: what it measures, and what AWS says of that. */
export interface SourceFacts {
  readonly name: string;
  readonly spec: SourceSpec;
  readonly measurement: Measurement | undefined;
  /** The metric that its value is, as far as that is one and is known. */
  readonly known: Partial<KnownMetric>;
}

/** A source as a policy of the plan takes it. */
export interface UsedSource extends SourceUse {
  readonly facts: SourceFacts;
  /** The policy's place among the policies. */
  readonly index: number;
}

/** What is known of every source, by name. */
export function factsOf({ sources: specs }: ScalingPlan): ReadonlyMap<string, SourceFacts> {
  return new Map(
    readableEntries(specs).flatMap(([name, spec]) => {
      const measures = (of: SourceSpec) =>
        ifReadable(() => ({ measurement: sources.memberOf(spec).measures?.(of) }));
      // Where the period alone cannot be read, what is measured is known all the same.
      const found = measures(spec) ?? measures(withParts(spec, { period: undefined }));
      return found === undefined
        ? []
        : [[name, { name, spec, ...found, known: knownOf(found.measurement) }] as const];
    }),
  );
}

/** Every use of a source by a policy that tells how it takes it. */
export function usesOf(plan: ScalingPlan): readonly UsedSource[] {
  const facts = factsOf(plan);
  return readableItems(plan.policies).flatMap(({ item, index }) =>
    (ifReadable(() => policies.memberOf(item).uses?.(item)) ?? []).flatMap((use) => {
      const known = facts.get(use.source);
      return known === undefined ? [] : [{ ...use, facts: known, index }];
    }),
  );
}

/** A path from the target on, for one below a policy. */
export function inPolicy(
  { index }: Pick<UsedSource, 'index'>,
  path: readonly (string | number)[] = [],
): readonly (string | number)[] {
  return ['policies', index, ...path];
}

/** A unit as plans write it, for metrics that nobody else knows. */
const UNITS: Readonly<Record<string, MetricUnit>> = {
  percent: 'percent',
  '%': 'percent',
  seconds: 'seconds',
  s: 'seconds',
  milliseconds: 'milliseconds',
  ms: 'milliseconds',
  share: 'fraction',
  fraction: 'fraction',
  ratio: 'fraction',
  bytes: 'bytes',
};

function knownOf(measurement: Measurement | undefined): Partial<KnownMetric> {
  const { metrics, isDerived, unit = '' } = measurement ?? { metrics: [] };
  const [only] = metrics;
  const known =
    only === undefined || isDerived === true ? undefined : knownMetric(only.namespace, only.metric);
  const written = UNITS[unit.toLowerCase()];
  return known ?? (written === undefined ? {} : { unit: written });
}
