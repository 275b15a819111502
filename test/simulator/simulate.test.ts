import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { inMemoryStateStore } from '../../shared/adapters/stores/in-memory-state-store.ts';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import type { Decision } from '../../shared/core/decision.ts';
import type { ScalingPlan, SourceSpec } from '../../shared/core/plan.ts';
import { type Instant, seconds } from '../../shared/core/units.ts';
import { bindSource, unboundSource } from '../../shared/simulator/binding.ts';
import { simulate } from '../../shared/simulator/simulate.ts';
import { diurnal } from '../../shared/simulator/workloads/diurnal.ts';
import { spikeTrain } from '../../shared/simulator/workloads/spike-train.ts';
import type { World } from '../../shared/simulator/world.ts';
import { type PlanParts, plan, START } from '../support/builders.ts';
import { minute, perMinute, units, webWorld, workerWorld } from './worlds.ts';

const PER_UNIT = { type: 'target-tracking', source: 'perUnit', target: 420 };

function planOf(parts: PlanParts, sources: Readonly<Record<string, object>>): ScalingPlan {
  return {
    ...plan(parts),
    target: { type: 'auto-scaling-group' },
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, spec]): [string, SourceSpec] => [
        name,
        { type: 'alb-target-group', maxAge: seconds(300), ...spec },
      ]),
    ),
    wakeOn: [],
  };
}

const WEB = planOf(
  { policies: [PER_UNIT], warmUp: 120 },
  { perUnit: { metric: 'RequestCountPerTarget', delay: seconds(0) } },
);

function busyWeb(seed = 1) {
  const shape = { seed, start: START, length: seconds(86_400), step: seconds(60), peak: 200 };
  return webWorld({ load: spikeTrain.generate(shape).load, seed, fleet: { startUpJitter: 0.3 } });
}

describe('simulate', () => {
  it('makes byte-identical decisions for the same seed, and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) =>
      JSON.stringify(simulate(WEB, busyWeb(seed), { until: minute(1440) }).decisions),
    );

    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it('reaches the capacity that the load needs, after the metric and the start-up', () => {
    const world = webWorld({ load: perMinute(14, 14, 14, 49), fleet: { initial: units(2) } });

    const { desired, columns } = simulate(WEB, world, { until: minute(12) });

    // 49 requests per second come from minute 3; its metric is whole at minute 4.
    expect([...desired].slice(0, 6)).toEqual([2, 2, 2, 2, 6, 7]);
    expect([...(columns['inService'] ?? [])].slice(3, 8)).toEqual([2, 2, 2, 6, 7]);
  });

  it('keeps only decisions that change something or have a new reason', () => {
    const world = webWorld({ load: perMinute(14) });

    const { decisions } = simulate(WEB, world, { until: minute(100) });

    expect(decisions.map(({ reason }) => reason)).toEqual(['no-opinion', 'steady']);
  });

  it('hands decisions over instead of keeping them where somebody takes them', () => {
    const told: Decision[] = [];

    const { decisions } = simulate(WEB, busyWeb(), {
      until: minute(300),
      onDecision: (decision) => told.push(decision),
    });

    expect(decisions).toEqual([]);
    expect(told.length).toBeGreaterThan(2);
  });

  it('counts totals from where scoring starts', () => {
    const options = { until: minute(120), scoreFrom: minute(60) };

    const { totals, scoredFrom, rows } = simulate(WEB, webWorld({ load: perMinute(14) }), options);

    expect({ scoredFrom, rows }).toEqual({ scoredFrom: 60, rows: 120 });
    expect(totals.inServiceSeconds).toBe(2 * 3600);
  });

  it('tells how far it is', () => {
    const shares: number[] = [];

    simulate(WEB, webWorld(), { until: minute(200), onProgress: (share) => shares.push(share) });

    expect(shares).toHaveLength(100);
    expect(shares.at(-1)).toBe(1);
  });

  it('never scales in while a source cannot be simulated', () => {
    const blind = planOf({ policies: [PER_UNIT] }, { perUnit: { type: 'kafka-lag' } });
    const world = webWorld({ load: perMinute(1), fleet: { initial: units(9) } });

    const { desired } = simulate(blind, world, { until: minute(60) });

    expect(new Set(desired)).toEqual(new Set([9]));
  });

  it('does not move the world in shadow mode', () => {
    const world = webWorld({ load: perMinute(200) });

    const run = simulate({ ...WEB, mode: 'shadow' }, world, { until: minute(30) });

    expect(new Set(run.desired)).toEqual(new Set([2]));
    expect(run.decisions.some(({ action }) => action === 'scale-out')).toBe(true);
  });

  it('stays inside the bounds, with no time lost or found, for any world', () => {
    const any = fc.record({
      seed: fc.nat(),
      peak: fc.double({ min: 0, max: 500, noNaN: true }),
      min: fc.integer({ min: 0, max: 5 }),
      startUp: fc.integer({ min: 0, max: 900 }),
      delay: fc.integer({ min: 0, max: 200 }),
      gaps: fc.constantFrom(0, 0.3),
      launchFailure: fc.constantFrom(0, 0.4),
    });

    fc.assert(
      fc.property(any, ({ seed, peak, min, startUp, delay, gaps, launchFailure }) => {
        const shape = { seed, start: START, length: seconds(28_800), step: seconds(60), peak };
        const world = webWorld({
          seed,
          load: diurnal.generate(shape).load,
          metrics: {
            period: seconds(60),
            delay: seconds(delay),
            gaps,
            late: gaps,
            lateBy: seconds(200),
            retention: seconds(3600),
          },
          fleet: { startUp: seconds(startUp), launchFailure, initial: units(Math.max(1, min)) },
        });
        const bounded = { ...WEB, ...planOf({ policies: [PER_UNIT], min, max: 30 }, WEB.sources) };

        const { desired, columns, totals, rows } = simulate(bounded, world, { until: minute(480) });

        expect(Math.min(...desired)).toBeGreaterThanOrEqual(min);
        expect(Math.max(...desired)).toBeLessThanOrEqual(30);
        const served = columns['inService']?.reduce((sum, units) => sum + units * 60, 0);
        expect(totals.inServiceSeconds).toBeCloseTo(served ?? Number.NaN, 3);
        expect(totals.billedSeconds).toBeGreaterThanOrEqual(totals.runningSeconds);
        expect(totals.runningSeconds).toBeGreaterThanOrEqual(totals.inServiceSeconds - 1e-6);
        expect(rows).toBe(480);
      }),
      { numRuns: 25 },
    );
  });
});

/** Every decision that the application makes over a world, minute by minute. */
async function applicationDecisions(scaling: ScalingPlan, world: World, minutes: number) {
  const decisions: Decision[] = [];
  const states = inMemoryStateStore();
  const read = (spec: SourceSpec) => (bindSource(spec) ?? unboundSource(spec))(world);
  const ports = {
    sources: { read: async (specs: readonly SourceSpec[]) => specs.map(read) },
    targets: {
      describe: async () => [world.describe()],
      apply: async (_: object, { to }: { to: Parameters<World['setDesired']>[0] }) => {
        world.setDesired(to);
        return { status: 'applied' } as const;
      },
    },
    states,
    ledgers: inMemoryLedgerStore(),
    activities: {
      append: async () => undefined,
      recent: async () => [],
      sightings: async () => [],
    },
    journal: {
      evaluated: ({ decision }: { decision: Decision }) => decisions.push(decision),
      noted: () => undefined,
    },
    clock: { now: (): Instant => world.now() },
  };
  for (let passed = 1; passed <= minutes; passed += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: one minute comes after the other.
    await evaluateTargets([scaling], ports);
    world.advance(minute(passed));
  }
  return decisions;
}

describe('the engine in the simulator', () => {
  const jobs = planOf(
    {
      min: 0,
      policies: [{ type: 'queue-latency', source: 'jobs', objective: '60s', serviceTime: '10s' }],
    },
    { jobs: { type: 'sqs-queue' } },
  );

  it.each([
    { name: 'a service', scaling: WEB, world: (): World => busyWeb() },
    {
      name: 'a queue',
      scaling: jobs,
      world: (): World =>
        workerWorld({ arrivals: perMinute(0.1, 0.1, 2, 2, 0.3, 0, 0, 0, 1, 0.1) }),
    },
  ])('decides for $name byte for byte as the application does', async ({ scaling, world }) => {
    const recorded = await applicationDecisions(scaling, world(), 240);

    const { decisions } = simulate(scaling, world(), { until: minute(240) });

    const moves = (all: readonly Decision[]) =>
      all.filter(({ action }) => action !== 'hold').map((each) => JSON.stringify(each));
    expect(moves(decisions).length).toBeGreaterThan(3);
    expect(moves(decisions)).toEqual(moves(recorded));
  });
});
