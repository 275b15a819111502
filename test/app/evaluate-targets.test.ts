import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableItemError } from '../../shared/adapters/stores/stored-item.ts';
import { type EvaluationPorts, evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { inMemoryApplication, scalingPlan, unavailableTarget } from '../support/application.ts';
import { FREE_LIMITS, missing, START, target } from '../support/builders.ts';

/** `load` at 10 per unit, restrained by nothing but the bounds. */
const web = (given: { id?: string; mode?: 'live' | 'shadow' } = {}): ScalingPlan =>
  scalingPlan({ limits: FREE_LIMITS, ...given });

/** Two units and a load for four. */
function loaded(plan: ScalingPlan = web()) {
  const app = inMemoryApplication([plan]);
  app.read(plan.id, 'load', 40);
  return app;
}

describe('an evaluation', () => {
  test('writes the intent, acts, records the outcome and the activity', async () => {
    const app = loaded();

    const [evaluation] = await evaluateTargets(app.plans, app.ports);

    expect(evaluation).toMatchObject({
      decision: { action: 'scale-out', from: 2, to: 4 },
      outcome: { status: 'applied' },
      isDryRun: false,
    });
    expect(app.applied).toEqual([{ target: 'web', from: 2, to: 4, at: START }]);
    const [state] = await app.ports.states.load(['web']);
    expect(state).toMatchObject({ version: 2, applied: { capacity: 4 } });
    expect(state).not.toHaveProperty('intent');
    expect(await app.ports.activities.recent('web', 5)).toMatchObject([
      { id: 'web@1', decision: { to: 4 }, outcome: { status: 'applied' } },
    ]);
    expect(app.evaluations).toEqual([evaluation]);
  });

  test('asks each port once for a whole batch', async () => {
    const plans = Array.from({ length: 100 }, (_, index) => web({ id: `web-${index}` }));
    const app = inMemoryApplication(plans);
    const calls: string[] = [];
    const counted =
      <Asked extends readonly unknown[], Answer>(name: string, call: (...asked: Asked) => Answer) =>
      (...asked: Asked): Answer => {
        calls.push(name);
        return call(...asked);
      };
    const { sources, targets, states } = app.ports;
    const ports: EvaluationPorts = {
      ...app.ports,
      sources: { read: counted('read', sources.read) },
      targets: { ...targets, describe: counted('describe', targets.describe) },
      states: { ...states, load: counted('load', states.load) },
    };

    const evaluations = await evaluateTargets(plans, ports);

    expect(evaluations.map(({ decision }) => decision.target)).toEqual(plans.map(({ id }) => id));
    expect(calls.toSorted()).toEqual(['describe', 'load', 'read']);
  });

  test('of no targets asks nobody', async () => {
    const { ports } = inMemoryApplication([]);
    const states = { ...ports.states, load: () => Promise.reject(new Error('asked')) };

    const evaluations = await evaluateTargets([], { ...ports, states });

    expect(evaluations).toEqual([]);
  });

  test('that is a dry run decides, and writes and applies nothing', async () => {
    const app = loaded();

    const [evaluation] = await evaluateTargets(app.plans, app.ports, { isDryRun: true });

    expect(evaluation).toMatchObject({
      decision: { action: 'scale-out', to: 4 },
      outcome: { status: 'unchanged' },
      isDryRun: true,
    });
    expect(app.applied).toEqual([]);
    expect(app.saves).toEqual([]);
    expect(await app.ports.activities.recent('web', 5)).toEqual([]);
  });

  test('in shadow mode decides and remembers, and never acts', async () => {
    const app = loaded(web({ mode: 'shadow' }));

    const [evaluation] = await evaluateTargets(app.plans, app.ports);

    expect(evaluation).toMatchObject({
      decision: { action: 'scale-out', to: 4 },
      outcome: { status: 'unchanged' },
    });
    expect(app.applied).toEqual([]);
    expect(await app.ports.activities.recent('web', 5)).toMatchObject([
      { decision: { action: 'scale-out' }, outcome: { status: 'unchanged' } },
    ]);
  });

  test('writes nothing while nothing changes: an hour of minutes costs two writes at most', async () => {
    const app = inMemoryApplication([scalingPlan()]);
    app.read('web', 'load', 20);

    for (let minute = 0; minute < 60; minute += 1) {
      // biome-ignore lint/performance/noAwaitInLoops: one minute follows another.
      await evaluateTargets(app.plans, app.ports);
      app.pass(60);
    }

    expect(app.saves.length).toBeLessThanOrEqual(2);
    expect(app.evaluations).toHaveLength(60);
  });

  test('records a change of reason once, also when nothing is done', async () => {
    const app = inMemoryApplication([web()]);
    app.read('web', 'load', 20);
    await evaluateTargets(app.plans, app.ports);

    app.read('web', 'load', missing('throttled'));
    for (let minute = 0; minute < 5; minute += 1) {
      app.pass(60);
      // biome-ignore lint/performance/noAwaitInLoops: one minute follows another.
      await evaluateTargets(app.plans, app.ports);
    }

    const recorded = await app.ports.activities.recent('web', 10);
    expect(recorded.map(({ decision }) => decision.reason)).toEqual(['no-opinion', 'steady']);
  });
});

describe('what goes wrong with readings and targets', () => {
  const faults = [
    {
      name: 'a reading is missing',
      arrange: (app: ReturnType<typeof loaded>) =>
        app.read('web', 'load', missing('access-denied')),
      reason: 'no-opinion',
    },
    {
      name: 'a reading is stale',
      arrange: (app: ReturnType<typeof loaded>) => app.read('web', 'load', missing('stale')),
      reason: 'no-opinion',
    },
    {
      name: 'a reading is no number',
      arrange: (app: ReturnType<typeof loaded>) => app.read('web', 'load', missing('not-a-number')),
      reason: 'no-opinion',
    },
    {
      name: 'the target does not exist',
      arrange: (app: ReturnType<typeof loaded>) =>
        app.describe('web', unavailableTarget('not-found')),
      reason: 'target-not-found',
    },
    {
      name: 'the target may not be described',
      arrange: (app: ReturnType<typeof loaded>) =>
        app.describe('web', unavailableTarget('access-denied')),
      reason: 'target-unavailable',
    },
    {
      name: 'describing is throttled',
      arrange: (app: ReturnType<typeof loaded>) =>
        app.describe('web', unavailableTarget('throttled')),
      reason: 'target-unavailable',
    },
    {
      name: 'the target is suspended',
      arrange: (app: ReturnType<typeof loaded>) =>
        app.describe(
          'web',
          target(2, { hold: { code: 'suspended', blocks: 'both', because: 'suspended' } }),
        ),
      reason: 'target-held',
    },
  ];

  test.each(faults)('holds with its reason when $name', async ({ arrange, reason }) => {
    const app = loaded();
    arrange(app);

    const [evaluation] = await evaluateTargets(app.plans, app.ports);

    expect(evaluation).toMatchObject({
      decision: { action: 'hold', reason },
      outcome: { status: 'unchanged' },
    });
    expect(app.applied).toEqual([]);
  });

  test.each(faults)('leaves the others of the batch alone when $name', async ({ arrange }) => {
    const others = [web({ id: 'one' }), web({ id: 'two' })];
    const app = inMemoryApplication([...others, web()]);
    app.read('one', 'load', 40);
    app.read('two', 'load', 60);
    app.read('web', 'load', 40);
    arrange(app);

    await evaluateTargets(app.plans, app.ports);

    expect(app.applied).toMatchObject([
      { target: 'one', to: 4 },
      { target: 'two', to: 6 },
    ]);
  });

  test('holds where a source gives fewer answers than asked', async () => {
    const app = loaded();
    const sources = { read: async () => [] };
    const targets = { ...app.ports.targets, describe: async () => [target(2)] };

    const [evaluation] = await evaluateTargets(app.plans, { ...app.ports, sources, targets });

    expect(evaluation?.decision).toMatchObject({ action: 'hold', reason: 'no-opinion' });
  });
});

describe('what goes wrong with a change', () => {
  test.each([
    { code: 'throttled', status: 'failed' },
    { code: 'access-denied', status: 'refused' },
    { code: 'not-found', status: 'refused' },
    { code: 'invalid', status: 'refused' },
  ] as const)('$code leaves no intent, and the next evaluation tries again', async (answer) => {
    const app = loaded();
    app.answer('web', { ...answer, because: 'the service said so' });

    const [first] = await evaluateTargets(app.plans, app.ports);
    const [afterwards] = await app.ports.states.load(['web']);
    app.answer('web', undefined);
    app.pass(60);
    const [second] = await evaluateTargets(app.plans, app.ports);

    expect(first?.outcome).toEqual({ ...answer, because: 'the service said so' });
    expect(afterwards).not.toHaveProperty('intent');
    expect(afterwards?.limits).not.toHaveProperty('cooldown');
    expect(second?.outcome).toEqual({ status: 'applied' });
    expect(app.capacityOf('web')).toBe(4);
  });

  test.each(['timeout', 'unavailable'] as const)(
    '%s leaves the intent, and the next evaluation looks whether it worked',
    async (code) => {
      const app = loaded();
      app.answer('web', { status: 'failed', code, because: 'no answer came' });
      await evaluateTargets(app.plans, app.ports);
      app.answer('web', undefined);

      app.describe('web', 4);
      app.pass(60);
      const [second] = await evaluateTargets(app.plans, app.ports);

      expect(second?.decision).toMatchObject({ action: 'hold', foreignChange: null });
      const [state] = await app.ports.states.load(['web']);
      expect(state).toMatchObject({ applied: { capacity: 4, at: START } });
      expect(state).not.toHaveProperty('intent');
    },
  );

  test('an intent that was written too late is not acted on', async () => {
    const app = loaded();
    const states = {
      ...app.ports.states,
      save: (...saved: Parameters<typeof app.ports.states.save>) => {
        app.pass(61);
        return app.ports.states.save(...saved);
      },
    };

    const [evaluation] = await evaluateTargets(app.plans, { ...app.ports, states });

    expect(evaluation?.outcome).toMatchObject({ status: 'failed', code: 'timeout' });
    expect(app.applied).toEqual([]);
  });
});

describe('what goes wrong with the store', () => {
  const unavailable = () => Promise.reject(new StoreUnavailableError('ask', new Error('down')));

  test('states that cannot be loaded: it throws, and nothing is applied', async () => {
    const app = loaded();
    const states = { ...app.ports.states, load: unavailable };

    const evaluating = evaluateTargets(app.plans, { ...app.ports, states });

    await expect(evaluating).rejects.toThrow(StoreUnavailableError);
    expect(app.applied).toEqual([]);
  });

  test('a state that cannot be saved: it says so, and nothing is applied', async () => {
    const app = loaded();
    const states = { ...app.ports.states, save: unavailable };

    const [evaluation] = await evaluateTargets(app.plans, { ...app.ports, states });

    expect(evaluation?.outcome).toMatchObject({ status: 'failed', code: 'store-unavailable' });
    expect(app.applied).toEqual([]);
    expect(app.notes).toMatchObject([{ level: 'error', details: { target: 'web' } }]);
  });

  test('a state that somebody else wrote first: superseded, and nothing is applied', async () => {
    const app = loaded();
    const states = { ...app.ports.states, save: async () => ({ status: 'conflict' }) as const };

    const [evaluation] = await evaluateTargets(app.plans, { ...app.ports, states });

    expect(evaluation?.outcome).toEqual({ status: 'superseded' });
    expect(app.applied).toEqual([]);
    expect(await app.ports.activities.recent('web', 5)).toEqual([]);
  });

  test('an activity that cannot be recorded does not make a change that worked a failed one', async () => {
    const app = loaded();
    const activities = { ...app.ports.activities, append: unavailable };

    const [evaluation] = await evaluateTargets(app.plans, { ...app.ports, activities });

    expect(evaluation?.outcome).toEqual({ status: 'applied' });
    expect(app.notes).toMatchObject([{ level: 'error', details: { target: 'web' } }]);
    const [state] = await app.ports.states.load(['web']);
    expect(state).toMatchObject({ applied: { capacity: 4 } });
    expect(state).not.toHaveProperty('intent');
  });

  test('one state that cannot be read: the others are evaluated, and then it throws', async () => {
    const app = inMemoryApplication([web({ id: 'bad' }), web()]);
    app.read('web', 'load', 40);
    const unreadable = new UnreadableItemError(
      { pk: 'target#bad', sk: 'state' },
      'version is missing',
    );
    const states = {
      ...app.ports.states,
      load: (ids: readonly string[]) =>
        ids.includes('bad') ? Promise.reject(unreadable) : app.ports.states.load(ids),
    };

    const evaluating = evaluateTargets(app.plans, { ...app.ports, states });

    await expect(evaluating).rejects.toThrow(/^bad could not be evaluated: .*target#bad/);
    expect(app.applied).toMatchObject([{ target: 'web', to: 4 }]);
  });

  test('a bug in one target: the others are finished, and then it throws', async () => {
    const app = inMemoryApplication([web({ id: 'bad' }), web()]);
    app.read('bad', 'load', 40);
    app.read('web', 'load', 40);
    const { apply, describe: look } = app.ports.targets;
    const targets = {
      describe: look,
      apply: (...asked: Parameters<typeof apply>) =>
        asked[0] === app.plans[0]?.target ? Promise.reject(new TypeError('oops')) : apply(...asked),
    };

    const evaluating = evaluateTargets(app.plans, { ...app.ports, targets });

    await expect(evaluating).rejects.toThrow('bad could not be evaluated: oops');
    expect(app.applied).toMatchObject([{ target: 'web', to: 4 }]);
    const [state] = await app.ports.states.load(['web']);
    expect(state).not.toHaveProperty('intent');
  });
});

describe('a crash', () => {
  /** Every call between reading and recording, in the order of a first evaluation that acts. */
  const STEPS = ['load', 'read', 'describe', 'save', 'apply', 'append', 'save again'] as const;

  /** The application's ports in a process that dies at its n-th call, before or after it works. */
  function mortal(ports: EvaluationPorts, death: { call: number; moment: 'before' | 'after' }) {
    let calls = 0;
    const crash = () => new Error('the process died');
    async function call<Answer>(made: () => Promise<Answer>): Promise<Answer> {
      const index = calls;
      calls += 1;
      if (index > death.call || (index === death.call && death.moment === 'before')) {
        throw crash();
      }
      const answer = await made();
      if (index === death.call) {
        throw crash();
      }
      return answer;
    }
    const { states, sources, targets, activities } = ports;
    return {
      ...ports,
      states: {
        load: (ids: readonly string[]) => call(() => states.load(ids)),
        save: (...saved: Parameters<typeof states.save>) => call(() => states.save(...saved)),
      },
      sources: {
        read: (...asked: Parameters<typeof sources.read>) => call(() => sources.read(...asked)),
      },
      targets: {
        describe: (...asked: Parameters<typeof targets.describe>) =>
          call(() => targets.describe(...asked)),
        apply: (...asked: Parameters<typeof targets.apply>) => call(() => targets.apply(...asked)),
      },
      activities: {
        ...activities,
        append: (...told: Parameters<typeof activities.append>) =>
          call(() => activities.append(...told)),
      },
      callsMade: () => calls,
    };
  }

  test('an evaluation that acts makes exactly the calls at which it is killed below', async () => {
    const app = loaded();
    const ports = mortal(app.ports, { call: 99, moment: 'after' });

    await evaluateTargets(app.plans, ports);

    expect(ports.callsMade()).toBe(STEPS.length);
  });

  test.each(
    STEPS.flatMap((step, call) =>
      (['before', 'after'] as const).map((moment) => ({ step, call, moment })),
    ),
  )('$moment "$step" is settled by the next evaluation: one change results', async (death) => {
    const app = loaded();

    await evaluateTargets(app.plans, mortal(app.ports, death)).catch(() => undefined);
    app.pass(60);
    await evaluateTargets(app.plans, app.ports);
    app.pass(60);
    const [third] = await evaluateTargets(app.plans, app.ports);

    expect(app.applied).toMatchObject([{ from: 2, to: 4 }]);
    expect(app.capacityOf('web')).toBe(4);
    expect(third?.decision).toMatchObject({ action: 'hold', foreignChange: null });
    const [state] = await app.ports.states.load(['web']);
    expect(state).toMatchObject({
      applied: { capacity: 4 },
      limits: { cooldown: { out: { to: 4 } } },
    });
    expect(state).not.toHaveProperty('intent');
  });

  test('between intent and action keeps everybody off until the deadline', async () => {
    const app = loaded();
    await evaluateTargets(app.plans, mortal(app.ports, { call: 4, moment: 'before' })).catch(
      () => undefined,
    );

    app.pass(59);
    const [early] = await evaluateTargets(app.plans, app.ports);
    app.pass(1);
    const [late] = await evaluateTargets(app.plans, app.ports);

    expect(early?.decision).toMatchObject({ action: 'hold', reason: 'operation-in-progress' });
    expect(late?.outcome).toEqual({ status: 'applied' });
  });

  test('a process that hangs at any step does no harm either', async () => {
    const app = loaded();
    const never = () => new Promise<never>(() => undefined);
    const targets = { ...app.ports.targets, apply: never };

    void evaluateTargets(app.plans, { ...app.ports, targets });
    await new Promise((resolve) => setImmediate(resolve));
    app.pass(60);
    await evaluateTargets(app.plans, app.ports);

    expect(app.applied).toMatchObject([{ to: 4 }]);
    expect(app.capacityOf('web')).toBe(4);
  });
});

describe('many evaluations of one target at once', () => {
  test('a hundred apply exactly one change', async () => {
    const app = loaded();

    await Promise.all(Array.from({ length: 100 }, () => evaluateTargets(app.plans, app.ports)));

    expect(app.applied).toMatchObject([{ from: 2, to: 4 }]);
    const outcomes = app.evaluations.map(({ outcome }) => outcome.status);
    expect(outcomes.filter((status) => status === 'applied')).toHaveLength(1);
  });

  test('however their calls interleave, exactly one change is applied', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const app = loaded();
        const { states, sources, targets, activities } = app.ports;
        const late =
          <Asked extends readonly unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
          async (...asked: Asked): Promise<Answer> => {
            await scheduler.schedule(Promise.resolve());
            return scheduler.schedule(call(...asked));
          };
        const ports: EvaluationPorts = {
          ...app.ports,
          states: { load: late(states.load), save: late(states.save) },
          sources: { read: late(sources.read) },
          targets: { describe: late(targets.describe), apply: late(targets.apply) },
          activities: { ...activities, append: late(activities.append) },
        };

        const evaluating = Promise.all(
          Array.from({ length: 4 }, () => evaluateTargets(app.plans, ports)),
        );
        await scheduler.waitFor(evaluating);

        expect(app.applied).toMatchObject([{ from: 2, to: 4 }]);
        expect(app.evaluations.map(({ decision }) => decision.foreignChange)).toEqual(
          app.evaluations.map(() => null),
        );
      }),
      { numRuns: 500 },
    );
  });
});
