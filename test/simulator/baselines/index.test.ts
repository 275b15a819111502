import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity } from '../../../shared/core/units.ts';
import type { Variant } from '../../../shared/simulator/baseline.ts';
import { baselines } from '../../../shared/simulator/baselines/index.ts';
import { perMinute, units, webWorld, workerWorld } from '../worlds.ts';
import { queueTask, steered, task } from './steered.ts';

const bounds = { min: capacity(1), max: capacity(7) };
const onServices = baselines.filter(({ worksOn }) => worksOn.includes('service'));
const onQueues = baselines.filter(({ worksOn }) => worksOn.includes('queue'));
const loads = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 30, maxLength: 60 });

function onService(variant: Variant, values: readonly number[], within = bounds) {
  const load = perMinute(...values);
  const world = webWorld({ load, fleet: { initial: units(3) } });
  return steered(variant, world, { task: task({ load, bounds: within }), times: values.length });
}

function onQueue(variant: Variant, values: readonly number[]) {
  const arrivals = perMinute(...values.map((value) => value / 100));
  const world = workerWorld({ arrivals, fleet: { initial: units(3) } });
  const given = { ...queueTask({}, bounds), load: arrivals };
  return steered(variant, world, { task: given, times: values.length });
}

describe('the baselines', () => {
  it('are one file each, in alphabetical order', () => {
    const folder = new URL('../../../shared/simulator/baselines/', import.meta.url);
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
      .map((file) => file.slice(0, -'.ts'.length));

    expect(baselines.map(({ name }) => name)).toEqual(files.toSorted());
  });

  it.each(baselines)('$name tells its settings apart', ({ ordinary, searched }) => {
    const labels = searched.map(({ label }) => label);

    expect(ordinary.label).toBe('as published');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each(onServices)('$name stays inside the bounds and does the same again', (baseline) => {
    fc.assert(
      fc.property(loads, fc.constantFrom(baseline.ordinary, ...baseline.searched), (load, rule) => {
        const asked = onService(rule, load);

        expect(Math.min(...asked)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...asked)).toBeLessThanOrEqual(7);
        expect(onService(rule, load)).toEqual(asked);
      }),
      { numRuns: 15 },
    );
  });

  it.each(onQueues)('$name does so on queues', (baseline) => {
    fc.assert(
      fc.property(loads, fc.constantFrom(baseline.ordinary, ...baseline.searched), (load, rule) => {
        const asked = onQueue(rule, load);

        expect(Math.min(...asked)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...asked)).toBeLessThanOrEqual(7);
        expect(onQueue(rule, load)).toEqual(asked);
      }),
      { numRuns: 8 },
    );
  });

  it.each(baselines.filter(({ worksOn }) => worksOn.length === 1))(
    '$name refuses the other kind of task',
    ({ name, ordinary, worksOn: [kind] }) => {
      const other = kind === 'queue' ? task() : queueTask();

      expect(() => ordinary.controller(other)).toThrow(`The baseline ${name} does not work on a`);
    },
  );

  it('look at the load to come only where they say so, or are sized in hindsight', () => {
    const wide = { min: capacity(1), max: capacity(99) };
    const past = Array.from({ length: 40 }, (_, index) => 20 + (index % 7) * 10);
    const seen = onServices
      .filter((baseline) => {
        const [low, high] = [0, 150].map((future) =>
          onService(baseline.ordinary, [...past, ...past.map(() => future)], wide).slice(0, 40),
        );
        return JSON.stringify(low) !== JSON.stringify(high);
      })
      .map(({ name }) => name);

    expect(seen).toEqual(['oracle', 'static-max', 'static-p95']);
  });
});
