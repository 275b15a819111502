/** @module Where a plan names its sources. */
import type { NamedSource } from '../core/limit.ts';
import { limits } from '../core/limits/index.ts';
import type { ScalingPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';

/** Every place at which policies and limits name a source, the paths from the target on. */
export function namedSources(plan: ScalingPlan): readonly NamedSource[] {
  return [
    ...plan.policies.flatMap((spec, index) =>
      policies
        .memberOf(spec)
        .sources(spec)
        .map((source) => ({ source, path: ['policies', index, ...placeOf(source, spec)] })),
    ),
    ...sourcesOfLimits(plan),
  ];
}

/** Where a name stands in settings: the keys down to it; none where it is inside a text. */
function placeOf(name: string, settings: unknown): readonly (string | number)[] {
  if (typeof settings !== 'object' || settings === null) {
    return [];
  }
  for (const [key, value] of Object.entries(settings)) {
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
export function sourcesOfLimits({ limits: settings }: ScalingPlan): readonly NamedSource[] {
  return limits.members.flatMap((limit) =>
    (limit.sources?.(settings) ?? []).map((named) => ({
      ...named,
      path: ['limits', ...named.path],
    })),
  );
}
