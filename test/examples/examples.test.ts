import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, instant, later, seconds } from '../../shared/core/units.ts';
import { unboundSources } from '../../shared/simulator/binding.ts';
import { engine } from '../../shared/simulator/controller.ts';
import { peakFor, planWorld } from '../../shared/simulator/plan-world.ts';
import type { QueueTotals } from '../../shared/simulator/queue-settings.ts';
import { type Run, run } from '../../shared/simulator/simulate.ts';
import { workloads } from '../../shared/simulator/workloads/index.ts';
import { interpreters } from '../support/interpreters.ts';
import { type Day, days, ownLoad } from './days.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yml'));
const plans = files.flatMap((file) => plansOf(file).map((plan) => ({ file, id: plan.id, plan })));

function plansOf(file: string): readonly ScalingPlan[] {
  const result = readPlanDocument(readFileSync(new URL(file, FOLDER), 'utf8'), {
    now: instant(Date.UTC(2027, 0, 1)),
    interpreters,
  });
  expect(result.status === 'valid' ? result.warnings : result.problems).toEqual([]);
  return result.status === 'valid' ? result.plans : [];
}

describe('an example does what it says', () => {
  test.each(plans)('$file: $id', ({ id, plan }) => {
    const day = days[id] ?? {};

    const { ran, keeps } = tried(plan, day);

    const actions = new Set(ran.decisions.map(({ action }) => action));
    expect(actions).toContain('scale-out');
    expect(actions).toContain('scale-in');
    expect(Math.min(...ran.desired)).toBeGreaterThanOrEqual(plan.capacity.min);
    expect(Math.max(...ran.desired)).toBeLessThanOrEqual(plan.capacity.max);
    expect(keeps).toBeGreaterThanOrEqual(day.keeps ?? 99);
  });

  test('every day is that of an example', () => {
    expect(Object.keys(days).filter((id) => !plans.some((each) => each.id === id))).toEqual([]);
  });
});

describe('Black Friday', () => {
  const plan = plans.find(({ id }) => id === 'store-web')?.plan;
  const { policies = [] } = plan ?? {};

  test('without the calendar the doors open on far too few', () => {
    const unprepared = policies.filter(({ type }) => type !== 'schedule');

    const prepared = plan === undefined ? undefined : tried(plan, days['store-web'] ?? {});
    const surprised =
      plan === undefined
        ? undefined
        : tried({ ...plan, policies: unprepared }, days['store-web'] ?? {});

    expect(prepared?.unserved).toBeLessThan(0.1);
    expect(surprised?.unserved).toBeGreaterThan(5 * Math.max(0.1, prepared?.unserved ?? 0));
  });
});

/** A run with what it kept: percent, from the second hour on. */
function tried(plan: ScalingPlan, day: Day): { ran: Run; keeps: number; unserved: number } {
  const start: Instant = instant(Date.parse(day.start ?? '2027-03-01T00:00Z'));
  const length = seconds((day.hours ?? 24) * 3600);
  const shape = { seed: 1, start, length, step: seconds(60), peak: day.peak ?? peakFor(plan) };
  const workload = workloads.find(({ name }) => name === (day.load ?? 'diurnal'));
  const generated =
    day.loadAt === undefined ? workload?.generate(shape) : ownLoad(shape, day.loadAt);
  if (generated === undefined) {
    throw new RangeError('There is no such load.');
  }
  const unmeasured = unboundSources(plan.sources).filter((name) => !(name in (day.told ?? {})));
  expect(unmeasured).toEqual([]);
  const measured = Object.fromEntries(
    Object.entries(plan.sources).filter(([name]) => !(name in (day.told ?? {}))),
  );
  const built = planWorld(
    { ...plan, sources: measured },
    {
      ...generated,
      seed: 1,
      capacityPerUnit: day.unitServes,
      ...(day.fleet === undefined ? {} : { fleet: day.fleet }),
    },
  );
  const controller = engine({ ...plan, mode: 'live' }, { interpreters, told: day.told });
  const options = {
    every: plan.evaluateEvery,
    until: later(start, length),
    scoreFrom: later(start, seconds(3600)),
  };
  if (built.kind === 'queue') {
    const ran = run(controller, built.world, options);
    return { ran, keeps: percentInTime(ran.totals, day), unserved: 0 };
  }
  const ran = run(controller, built.world, options);
  const { violationSeconds, unserved, offered } = ran.totals;
  return {
    ran,
    keeps: 100 * (1 - violationSeconds / (length - 3600)),
    unserved: (100 * unserved) / offered,
  };
}

/** Of the objective that the plan states, or of the wait that the day allows. */
function percentInTime({ withinObjective, waitP99 }: QueueTotals, { waits }: Day): number {
  return waits === undefined ? 100 * withinObjective : waitP99 <= waits ? 99 : 0;
}
