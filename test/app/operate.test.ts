import { describe, expect, test } from 'vitest';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import {
  ContentionError,
  type Operation,
  operate,
  UnknownTargetError,
} from '../../shared/app/operate.ts';
import { capacity, seconds } from '../../shared/core/units.ts';
import { loadedApplication, scalingPlan } from '../support/application.ts';
import { at } from '../support/builders.ts';

const pauseWeb = (direction: 'both' | 'scale-in' | 'scale-out' = 'both'): Operation => ({
  operation: 'pause',
  direction,
  for: seconds(1800),
  note: 'deploying',
  targets: ['web'],
});

describe('evaluate and explain', () => {
  test('evaluate acts, and answers with the decision in sentences', async () => {
    const app = loadedApplication();

    const results = await operate(
      { operation: 'evaluate', dryRun: false, targets: ['web'] },
      app.plans,
      app.ports,
    );

    expect(results).toMatchObject([
      {
        target: 'web',
        evaluation: { decision: { to: 4 }, outcome: { status: 'applied' }, isDryRun: false },
      },
    ]);
    expect(results[0]).toHaveProperty(
      'sentences.0',
      'web scales out 2 → 4: load is 40 for a target of 10',
    );
    expect(app.capacityOf('web')).toBe(4);
  });

  test.each([{ operation: 'evaluate', dryRun: true }, { operation: 'explain' }] as const)(
    '$operation as a dry run writes and applies nothing',
    async (operation) => {
      const app = loadedApplication();

      const results = await operate(operation, app.plans, app.ports);

      expect(results.map(({ target }) => target)).toEqual(['web', 'jobs']);
      expect(app.saves).toEqual([]);
      expect(app.applied).toEqual([]);
    },
  );

  test('an unknown target is an error that names those there are, and nothing is done', async () => {
    const app = loadedApplication();

    const operating = operate(
      { operation: 'evaluate', dryRun: false, targets: ['web', 'wbe'] },
      app.plans,
      app.ports,
    );

    await expect(operating).rejects.toThrow(UnknownTargetError);
    await expect(operating).rejects.toThrow('no target "wbe". It has: web, jobs.');
    expect(app.applied).toEqual([]);
  });
});

describe('pause and resume', () => {
  test('a paused target does not move until the pause is over', async () => {
    const app = loadedApplication();

    const results = await operate(pauseWeb(), app.plans, app.ports);
    const [paused] = await evaluateTargets(app.plans, app.ports);
    app.pass(1800);
    const [resumed] = await evaluateTargets(app.plans, app.ports);

    expect(results).toEqual([
      { target: 'web', override: { kind: 'pause', until: at(1800), note: 'deploying' } },
    ]);
    expect(paused?.decision).toMatchObject({
      action: 'hold',
      reason: 'override',
      because: 'paused by an operator (deploying)',
    });
    expect(resumed?.decision).toMatchObject({ action: 'scale-out', to: 4 });
  });

  test.each([
    { direction: 'scale-out', load: 40, action: 'hold' },
    { direction: 'scale-out', load: 10, action: 'scale-in' },
    { direction: 'scale-in', load: 40, action: 'scale-out' },
    { direction: 'scale-in', load: 10, action: 'hold' },
  ] as const)('with $direction paused and a load of $load it answers $action', async (given) => {
    const app = loadedApplication();
    app.read('web', 'load', given.load);

    await operate(pauseWeb(given.direction), app.plans, app.ports);
    const [evaluation] = await evaluateTargets(app.plans, app.ports);

    expect(evaluation?.decision.action).toBe(given.action);
  });

  test('resume ends a pause at once', async () => {
    const app = loadedApplication();
    await operate(pauseWeb(), app.plans, app.ports);

    const results = await operate({ operation: 'resume', targets: ['web'] }, app.plans, app.ports);
    const [evaluation] = await evaluateTargets(app.plans, app.ports);

    expect(results).toEqual([{ target: 'web', override: null }]);
    expect(evaluation?.decision.action).toBe('scale-out');
  });

  test('resume of what is not paused writes nothing', async () => {
    const app = loadedApplication();

    await operate({ operation: 'resume' }, app.plans, app.ports);

    expect(app.saves).toEqual([]);
  });
});

describe('override', () => {
  test.each([
    { asked: 7, held: 7, why: 'as asked' },
    { asked: 500, held: 20, why: 'within the bounds' },
  ])('holds a capacity $why until it expires', async ({ asked, held }) => {
    const app = loadedApplication();

    await operate(
      {
        operation: 'override',
        capacity: capacity(asked),
        for: seconds(600),
        note: '',
        targets: ['web'],
      },
      app.plans,
      app.ports,
    );
    await evaluateTargets(app.plans, app.ports);
    const during = app.capacityOf('web');
    app.pass(600);
    await evaluateTargets(app.plans, app.ports);

    expect(during).toBe(held);
    expect(app.capacityOf('web')).toBe(4);
  });

  test('is forgotten once it has expired', async () => {
    const app = loadedApplication();
    await operate(pauseWeb(), app.plans, app.ports);

    app.pass(1800);
    await evaluateTargets(app.plans, app.ports);

    const [state] = await app.ports.states.load(['web']);
    expect(state?.limits).not.toHaveProperty('override');
  });

  test('written by two at once: both tries are made, the last word counts', async () => {
    const app = loadedApplication();

    await Promise.all([
      operate(pauseWeb('scale-in'), app.plans, app.ports),
      operate(pauseWeb('scale-out'), app.plans, app.ports),
    ]);

    const [state] = await app.ports.states.load(['web']);
    expect(state?.version).toBe(2);
    expect(state?.limits.override?.kind).toMatch(/^pause-scale-/);
  });

  test('is tried anew when somebody else writes first, and keeps what they wrote', async () => {
    const app = loadedApplication();
    let isFirst = true;
    const states = {
      ...app.ports.states,
      save: async (...saved: Parameters<typeof app.ports.states.save>) => {
        if (isFirst) {
          isFirst = false;
          await evaluateTargets([app.plans[0] ?? scalingPlan()], app.ports);
        }
        return app.ports.states.save(...saved);
      },
    };

    await operate(pauseWeb(), app.plans, { ...app.ports, states });

    const [state] = await app.ports.states.load(['web']);
    expect(state).toMatchObject({
      applied: { capacity: 4 },
      limits: { override: { kind: 'pause' } },
    });
  });

  test('that never wins gives up with an error, after 5 tries', async () => {
    const app = loadedApplication();
    let tries = 0;
    const states = {
      ...app.ports.states,
      save: async () => {
        tries += 1;
        return { status: 'conflict' } as const;
      },
    };

    const pausing = operate(pauseWeb(), app.plans, { ...app.ports, states });

    await expect(pausing).rejects.toThrow(ContentionError);
    expect(tries).toBe(5);
  });

  test('that fails for one target is written for the others before it says so', async () => {
    const app = loadedApplication();
    const { save } = app.ports.states;
    const states = {
      ...app.ports.states,
      save: async (...saved: Parameters<typeof save>) => {
        if (saved[0] === 'web') {
          return { status: 'conflict' } as const;
        }
        await new Promise((resolve) => setImmediate(resolve));
        return save(...saved);
      },
    };

    const resuming = operate(
      { operation: 'pause', direction: 'both', for: seconds(60), note: '' },
      app.plans,
      { ...app.ports, states },
    );

    await expect(resuming).rejects.toThrow(ContentionError);
    const [jobs] = await app.ports.states.load(['jobs']);
    expect(jobs?.limits.override).toMatchObject({ kind: 'pause' });
  });
});

describe('status', () => {
  test('tells what would be decided, the override, and the latest activities', async () => {
    const app = loadedApplication();
    await evaluateTargets(app.plans, app.ports);
    await operate(pauseWeb(), app.plans, app.ports);
    const saves = app.saves.length;

    const results = await operate(
      { operation: 'status', activities: 5, targets: ['web'] },
      app.plans,
      app.ports,
    );

    expect(results).toMatchObject([
      {
        target: 'web',
        status: {
          decision: { from: 4, to: 4, reason: 'override' },
          override: { kind: 'pause', until: at(1800) },
          activities: [{ decision: { from: 2, to: 4 }, outcome: { status: 'applied' } }],
        },
      },
    ]);
    expect(app.saves).toHaveLength(saves);
  });

  test('does not tell an override that is over', async () => {
    const app = loadedApplication();
    await operate(pauseWeb(), app.plans, app.ports);
    app.pass(1800);

    const results = await operate({ operation: 'status', activities: 0 }, app.plans, app.ports);

    expect(results).toMatchObject([
      { target: 'web', status: { override: null, activities: [] } },
      { target: 'jobs', status: { override: null, activities: [] } },
    ]);
  });
});
