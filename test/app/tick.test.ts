import { describe, expect, test } from 'vitest';
import { LARGEST_BATCH, tick } from '../../shared/app/tick.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { budget } from '../support/budgets.ts';
import { at, FREE_LIMITS, START } from '../support/builders.ts';

const fleet = (size: number, given: { evaluateEvery?: number } = {}) =>
  inMemoryApplication(
    Array.from({ length: size }, (_, index) =>
      scalingPlan({ id: `web-${index}`, limits: FREE_LIMITS, ...given }),
    ),
  );

describe('a tick', () => {
  test('evaluates a fleet that fits one batch itself', async () => {
    const app = fleet(LARGEST_BATCH);

    const report = await tick(START, app.plans, app.ports);

    expect(report.evaluations).toHaveLength(LARGEST_BATCH);
    expect(report.handedOn).toBe(0);
    expect(app.sent).toEqual([]);
  });

  test('hands a larger fleet on in batches: 250 targets are 3 requests', async () => {
    const app = fleet(250);

    const report = await tick(START, app.plans, app.ports);

    expect(report).toEqual({ evaluations: [], handedOn: 3 });
    expect(app.sent.map(({ request }) => request.targets.length)).toEqual([100, 100, 50]);
    expect(app.sent.map(({ delay }) => delay)).toEqual([0, 0, 0]);
    expect(app.sent.flatMap(({ request }) => request.targets)).toEqual(
      app.plans.map(({ id }) => id),
    );
    expect(app.evaluations).toEqual([]);
  });

  test.each([
    { evaluateEvery: 10, delays: [10, 20, 30, 40, 50] },
    { evaluateEvery: 15, delays: [15, 30, 45] },
    { evaluateEvery: 20, delays: [20, 40] },
    { evaluateEvery: 30, delays: [30] },
    { evaluateEvery: 60, delays: [] },
  ])(
    'requests the evaluations within the minute of a target with a cadence of $evaluateEvery s',
    async ({ evaluateEvery, delays }) => {
      const app = fleet(1, { evaluateEvery });

      const report = await tick(START, app.plans, app.ports);

      expect(app.sent).toEqual(
        delays.map((delay) => ({ delay, request: { targets: ['web-0'], requestedAt: START } })),
      );
      expect(report.evaluations).toHaveLength(1);
    },
  );

  test('asks nothing of a calm target that rests, and looks at it again in time', async () => {
    const app = inMemoryApplication([
      scalingPlan({ id: 'calm', min: 2, calmEvery: 300 }),
      scalingPlan({ id: 'busy', min: 2 }),
    ]);
    const looks = new Map([
      ['calm', 0],
      ['busy', 0],
    ]);

    for (let minute = 0; minute < 30; minute += 1) {
      app.read('calm', 'load', 1);
      app.read('busy', 'load', 1);
      // biome-ignore lint/performance/noAwaitInLoops: one tick follows another.
      const report = await tick(at(60 * minute), app.plans, app.ports);
      for (const { decision } of report.evaluations) {
        looks.set(decision.target, (looks.get(decision.target) ?? 0) + 1);
      }
      app.pass(60);
    }

    // Ten minutes until it is sure, and then each fifth.
    expect(Object.fromEntries(looks)).toEqual({ calm: 14, busy: 30 });
  });

  test('puts the targets of one moment into one request', async () => {
    const app = inMemoryApplication([
      scalingPlan({ id: 'every-10', evaluateEvery: 10 }),
      scalingPlan({ id: 'every-30', evaluateEvery: 30 }),
      scalingPlan({ id: 'every-60', evaluateEvery: 60 }),
    ]);

    await tick(START, app.plans, app.ports);

    const byDelay = Object.fromEntries(
      app.sent.map(({ delay, request }) => [delay, request.targets]),
    );
    expect(byDelay).toEqual({
      10: ['every-10'],
      20: ['every-10'],
      30: ['every-10', 'every-30'],
      40: ['every-10'],
      50: ['every-10'],
    });
  });

  test('puts targets that share a budget into one batch, wherever they stand in the plan', async () => {
    const budgets = ['shop', 'lab'].map((name) => budget({ name }));
    const app = inMemoryApplication(
      Array.from({ length: 300 }, (_, index) => ({
        ...scalingPlan({ id: `web-${index}`, limits: FREE_LIMITS }),
        budget: budgets[index % 3],
      })),
    );

    await tick(START, app.plans, app.ports);

    const sent = app.sent.map(({ request: { targets } }) => targets);
    expect(sent.flat().toSorted()).toEqual(app.plans.map(({ id }) => id).toSorted());
    const budgetsOf = app.sent.map(
      ({ request: { targets } }) =>
        new Set(targets.map((id) => app.plans.find((each) => each.id === id)?.budget?.name)),
    );
    expect(budgetsOf).toEqual([new Set(['shop']), new Set(['lab']), new Set([undefined])]);
  });

  test('spreads targets that are evaluated every 5 minutes over the ticks, each once', async () => {
    const app = fleet(100, { evaluateEvery: 300 });

    const ticks = await Promise.all(
      [0, 60, 120, 180, 240].map((after) => tick(at(after), app.plans, app.ports)),
    );

    const perTick = ticks.map(({ evaluations }) => evaluations.length);
    const targets = ticks.flatMap(({ evaluations }) =>
      evaluations.map(({ decision }) => decision.target),
    );
    expect(targets.toSorted()).toEqual(app.plans.map(({ id }) => id).toSorted());
    expect(Math.max(...perTick)).toBeLessThan(50);
    expect(Math.min(...perTick)).toBeGreaterThan(0);
  });

  test('that cannot hand on still evaluates what is its own, and then fails', async () => {
    const app = fleet(2, { evaluateEvery: 30 });
    const queue = { send: () => Promise.reject(new Error('the queue is gone')) };

    const ticking = tick(START, app.plans, { ...app.ports, queue });

    await expect(ticking).rejects.toThrow('the queue is gone');
    expect(app.evaluations).toHaveLength(2);
  });

  test('that cannot load states has handed on what it had to, and then fails', async () => {
    const app = fleet(2, { evaluateEvery: 30 });
    const states = { ...app.ports.states, load: () => Promise.reject(new Error('down')) };

    const ticking = tick(START, app.plans, { ...app.ports, states });

    await expect(ticking).rejects.toThrow('down');
    expect(app.sent).toHaveLength(1);
  });
});
