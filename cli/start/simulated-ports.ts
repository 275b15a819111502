/** @module The simulated worlds behind the ports of the real engine. */
import type { Missing, Reading, TargetStatus } from '../../shared/core/model.ts';
import type { SourceSpec, TargetSpec } from '../../shared/core/plan.ts';
import type { ForecastStore } from '../../shared/ports/forecast-store.ts';
import type { Sources } from '../../shared/ports/sources.ts';
import type { Targets } from '../../shared/ports/targets.ts';
import { forecaster } from '../../shared/simulator/forecaster.ts';
import { type LocalTarget, readersOf } from './worlds.ts';

/** Sources, targets and forecasts that come from the worlds. */
export function simulatedPorts(locals: readonly LocalTarget[]): {
  readonly sources: Sources;
  readonly targets: Targets;
  readonly forecasts: Pick<ForecastStore, 'load'>;
} {
  const readers = new Map<SourceSpec, () => Reading | Missing>(
    locals.flatMap(readersOf).map(({ spec, read }) => [spec, read]),
  );
  const worlds = new Map<TargetSpec, LocalTarget['world']>(
    locals.map(({ plan, world }) => [plan.target, world]),
  );
  const foretold = new Map(
    locals.map(({ plan, world }) => [plan.id, { world, forecastsOf: forecaster(plan) }]),
  );
  return {
    forecasts: {
      load: async (targets) =>
        targets.map((target) => {
          const { world, forecastsOf } = foretold.get(target) ?? {};
          return world === undefined ? {} : (forecastsOf?.(world) ?? {});
        }),
    },
    sources: {
      read: async (specs) => specs.map((spec) => readers.get(spec)?.() ?? NO_SOURCE),
    },
    targets: {
      describe: async (specs) => specs.map((spec) => worlds.get(spec)?.describe() ?? NO_TARGET),
      async apply(spec, { to }) {
        const world = worlds.get(spec);
        if (world === undefined) {
          return { status: 'refused', code: 'not-found', because: 'there is no such world' };
        }
        world.setDesired(to);
        return { status: 'applied' };
      },
    },
  };
}

const NO_SOURCE: Missing = {
  status: 'missing',
  because: 'not-found',
  detail: 'no world has this source',
};
const NO_TARGET: TargetStatus = {
  status: 'unavailable',
  because: 'not-found',
  detail: 'no world has this target',
};
