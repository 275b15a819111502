import { beforeAll, describe, expect, it } from 'vitest';
import { deriveLoad } from '../../../cli/replay/derive-load.ts';
import { observationLine, plansLine } from '../../../cli/replay/recording-format.ts';
import { localTarget } from '../../../cli/start/worlds.ts';
import type { Reading } from '../../../shared/core/model.ts';
import { endOf, loadAt, type Trace } from '../../../shared/simulator/trace.ts';
import { at, reading, START, snapshot, target } from '../../support/builders.ts';
import { plansOf, recordedLines, targetIn } from './recordings.ts';

const MINUTES = 360;
let lines: readonly string[] = [];

beforeAll(async () => {
  lines = await recordedLines(plansOf(), { minutes: MINUTES });
});

/** Requests or messages in a span of a load. */
function totalOf(load: Trace, from: number, to: number): number {
  let total = 0;
  for (let minute = from; minute < to; minute += 1) {
    total += (loadAt(load, at(minute * 60)) * 60) / load.per;
  }
  return total;
}

/** What really came: the load of the target's world. */
function worldLoad(id: string, from: number, to: number): number {
  const index = plansOf().findIndex((plan) => plan.id === id);
  const plan = plansOf()[index];
  if (plan === undefined) {
    throw new Error(`The test's plan has no target "${id}".`);
  }
  const { world } = localTarget(plan, { start: START, seed: 7 + index });
  let total = 0;
  for (let minute = 0; minute < to; minute += 1) {
    world.advance(at((minute + 1) * 60));
    const { load = 0 } = world.takeInterval();
    total += minute >= from ? load * 60 : 0;
  }
  return total;
}

/** A recording of values of one source, a minute apart, each of the minute that is just over. */
function observedLines(
  text: string,
  values: readonly (number | undefined)[],
  readingOf: (value: number, minute: number) => Reading,
) {
  const observed = values.map((value, minute) =>
    observationLine({
      target: 'web',
      at: at(minute * 60),
      snapshot: snapshot(target(3), value === undefined ? {} : { seen: readingOf(value, minute) }),
    }),
  );
  return [plansLine(plansOf(text)), ...observed];
}

function webPlan(source: string, policy: string) {
  return `
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 40 }
    sources: { seen: { ${source} } }
    policies: [{ source: seen, ${policy} }]
`;
}

const TRACKING = 'type: target-tracking, target: 60';
const ALB = 'type: alb-target-group, loadBalancer: app/shop/1, targetGroup: targetgroup/web/2';
const CPU =
  'type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization, dimensions: { A: b }';
const justOver = (value: number, minute: number) => reading(value, { at: at(minute * 60) });

function derivedOf(source: string, values: readonly (number | undefined)[]) {
  const text = webPlan(source, TRACKING);
  return deriveLoad(targetIn(observedLines(text, values, justOver), 'web'));
}

describe('deriveLoad', () => {
  it.each([
    { id: 'web', within: 0.02 },
    { id: 'jobs', within: 0.05 },
  ])('finds the load that the world of $id had', ({ id, within }) => {
    const derived = deriveLoad(targetIn(lines, id));

    if (derived.status !== 'derived') {
      throw new Error(derived.because);
    }
    const [from, to] = [30, MINUTES - 30];
    const real = worldLoad(id, from, to);
    expect(totalOf(derived.load, from, to) / real).toBeGreaterThan(1 - within);
    expect(totalOf(derived.load, from, to) / real).toBeLessThan(1 + within);
  });

  it.each([
    { name: 'requests of all', source: `${ALB}, metric: RequestCount`, value: 600, per: 60 },
    {
      name: 'requests of a unit × 3 units',
      source: `${ALB}, metric: RequestCountPerTarget`,
      value: 1800,
      per: 60,
    },
    { name: 'percents of a unit × 3 units', source: CPU, value: 1800, per: 1 },
  ])('counts $name', ({ source, value, per }) => {
    const derived = derivedOf(source, [600, 600, 600, 600]);

    expect(derived).toMatchObject({ status: 'derived', source: 'seen', load: { per } });
    expect(derived.status === 'derived' ? new Set(derived.load.values) : derived).toEqual(
      new Set([value]),
    );
  });

  it('says of CPU that more load than it shows is possible', () => {
    const derived = derivedOf(CPU, [50, 99, 100, 50]);

    expect(derived).toMatchObject({ capacityPerUnit: 100 });
    expect(derived.status === 'derived' ? derived.assumptions : []).toContainEqual(
      expect.stringMatching(/^2 of 4 values of seen are above 95 %/),
    );
  });

  it('counts a value once, however often it is read', () => {
    const lines = observedLines(
      webPlan(`${ALB}, metric: RequestCount`, TRACKING),
      [600, 600, 600, 600],
      (value, minute) => reading(value, { at: at(Math.floor(minute / 2) * 120) }),
    );

    const derived = deriveLoad(targetIn(lines, 'web'));

    expect(derived.status === 'derived' ? endOf(derived.load) : derived).toBe(at(120));
  });

  it('says what it filled in', () => {
    const values = [600, 600, undefined, undefined, undefined, 600, 600];

    const derived = derivedOf(`${ALB}, metric: RequestCount`, values);

    expect(derived.status === 'derived' ? derived.assumptions : []).toContainEqual(
      '1 gaps, together 3m, are filled from the values around them',
    );
  });

  it.each([
    { name: 'tells of no load', source: `${ALB}, metric: TargetResponseTime`, values: [1, 1, 1] },
    { name: 'was hardly read', source: `${ALB}, metric: RequestCount`, values: [1] },
    { name: 'was never read', source: `${ALB}, metric: RequestCount`, values: [undefined] },
  ])('derives nothing from a source that $name', ({ source, values }) => {
    expect(derivedOf(source, values)).toMatchObject({
      status: 'underivable',
      because: expect.stringMatching(/web|seen/),
    });
  });
});
