import { describe, expect, test } from 'vitest';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import {
  inMemoryApplication,
  loadedApplication,
  scalingPlan,
  unavailableTarget,
} from '../support/application.ts';
import { at, FREE_LIMITS, missing } from '../support/builders.ts';
import { terminal } from '../support/terminal.ts';

describe('tidegate evaluate', () => {
  test('says what was decided, why, and that it was done', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('evaluate');

    expect(code).toBe(0);
    expect(printed.join('\n')).toBe(
      [
        'web scales out 2 → 4: load is 40 for a target of 10',
        '  load is 40 count, measured 0s ago',
        '  target-tracking recommends 4: load is 40 for a target of 10',
        '  the answer changes when load is below 20',
        '  the change was made',
        '',
        'jobs holds at 2: load is 20 for a target of 10',
        '  load is 20 count, measured 0s ago',
        '  target-tracking recommends 2: load is 20 for a target of 10',
        '  the answer changes when load is above 20',
      ].join('\n'),
    );
    expect(application.capacityOf('web')).toBe(4);
  });

  test('--dry-run changes nothing, and says so', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('evaluate', 'web', '--dry-run');

    expect(code).toBe(0);
    expect(printed.join('\n')).toContain('\n  a dry run: nothing was changed');
    expect(application.applied).toEqual([]);
    expect(application.saves).toEqual([]);
  });

  test('--json gives decisions and outcomes', async () => {
    const { tidegate, json } = terminal({ application: loadedApplication() });

    await tidegate('evaluate', 'web', '--json');

    expect(json()).toMatchObject({
      results: [
        { target: 'web', evaluation: { decision: { to: 4 }, outcome: { status: 'applied' } } },
      ],
    });
  });

  test.each([
    { status: 'refused', code: 'access-denied', said: 'the change was refused (access-denied)' },
    { status: 'failed', code: 'throttled', said: 'the change failed (throttled)' },
  ] as const)('a change that is $status: exit code 1, and why', async (given) => {
    const application = loadedApplication();
    const { status, code: fault } = given;
    application.answer('web', { status, code: fault, because: 'AWS said so' });
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('evaluate');

    expect(code).toBe(1);
    expect(printed.join('\n')).toContain(`\n  ${given.said}: AWS said so`);
  });

  test('a target that is not there: exit code 1', async () => {
    const application = loadedApplication();
    application.describe('web', unavailableTarget('not-found'));
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('evaluate', 'web');

    expect(code).toBe(1);
    expect(printed[0]).toContain('web holds: not-found: it answered not-found');
  });

  test('a store that does not answer: exit code 1, in one sentence', async () => {
    const application = loadedApplication();
    const load = () => Promise.reject(new StoreUnavailableError('load states', new Error('down')));
    const states = { ...application.ports.states, load };
    const { tidegate, complained } = terminal({
      application: { ...application, ports: { ...application.ports, states } },
    });

    const code = await tidegate('evaluate');

    expect(code).toBe(1);
    expect(complained).toEqual([
      'The state store did not answer to load states: down. Nothing was changed.',
    ]);
  });

  test('a bug: exit code 1, with the name of the error', async () => {
    const application = loadedApplication();
    const sources = { read: () => Promise.reject(new TypeError('oops')) };
    const { tidegate, complained } = terminal({
      application: { ...application, ports: { ...application.ports, sources } },
    });

    const code = await tidegate('evaluate');

    expect(code).toBe(1);
    expect(complained).toEqual(['TypeError: oops']);
  });
});

describe('tidegate explain', () => {
  test('says what would be decided, and does not', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('explain', 'web');

    expect(code).toBe(0);
    expect(printed.join('\n')).toContain('web scales out 2 → 4');
    expect(application.applied).toEqual([]);
  });

  test('names what is missing', async () => {
    const application = loadedApplication();
    application.read('web', 'load', missing('access-denied'));
    const { tidegate, printed } = terminal({ application });

    await tidegate('explain', 'web');

    expect(printed.join('\n')).toContain('load is missing (access-denied)');
  });

  test('--json gives the sentences too', async () => {
    const { tidegate, json } = terminal({ application: loadedApplication() });

    await tidegate('explain', '--json');

    expect(json()).toMatchObject({
      results: [
        { sentences: expect.arrayContaining(['load is 40 count, measured 0s ago']) },
        { target: 'jobs' },
      ],
    });
  });
});

describe('tidegate pause, resume and override', () => {
  test('pause says until when, and holds', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('pause', 'web', '--for', '30m', '--note', 'release');
    await tidegate('evaluate', 'web');

    expect(code).toBe(0);
    expect(printed[0]).toBe('web: paused until 2026-01-05 09:30 UTC (release)');
    expect(printed[1]).toContain('web holds at 2: paused by an operator (release)');
  });

  test('pause --direction holds that direction only', async () => {
    const application = loadedApplication();
    const { tidegate } = terminal({ application });

    await tidegate('pause', '--for', '30m', '--direction', 'scale-in');
    await tidegate('evaluate');

    expect(application.capacityOf('web')).toBe(4);
  });

  test('resume ends it', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });
    await tidegate('pause', 'web', '--for', '30m');

    const code = await tidegate('resume', 'web');
    await tidegate('evaluate', 'web');

    expect(code).toBe(0);
    expect(printed[1]).toBe('web: neither paused nor held any more');
    expect(application.capacityOf('web')).toBe(4);
  });

  test('override holds a capacity until it expires', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('override', 'web', '--capacity', '9', '--for', '1h');
    await tidegate('evaluate', 'web');

    expect(code).toBe(0);
    expect(printed[0]).toBe('web: held at 9 until 2026-01-05 10:00 UTC');
    expect(application.capacityOf('web')).toBe(9);
  });

  test('--json tells what holds now', async () => {
    const { tidegate, json } = terminal({ application: loadedApplication() });

    await tidegate('pause', 'web', '--for', '30m', '--json');

    expect(json()).toEqual({
      results: [{ target: 'web', override: { kind: 'pause', until: at(1800), note: '' } }],
    });
  });
});

describe('tidegate status', () => {
  test('shows where targets stand, what holds them, and what happened', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });
    await tidegate('evaluate', 'web');
    await tidegate('pause', 'web', '--for', '30m', '--note', 'release');

    const code = await tidegate('status', 'web');

    expect(code).toBe(0);
    expect(printed[2]).toBe(
      [
        'web: 4 units; now it holds at 4: paused by an operator (release)',
        '  paused until 2026-01-05 09:30 UTC (release)',
        '  2026-01-05 09:00:00 UTC  scales out 2 → 4: load is 40 for a target of 10 (applied)',
      ].join('\n'),
    );
  });

  test('tells what was saved, and what Tidegate itself costs', async () => {
    const application = inMemoryApplication([
      scalingPlan({ id: 'web', limits: FREE_LIMITS, max: 20, perHour: 0.5 }),
      scalingPlan({ id: 'jobs', limits: FREE_LIMITS }),
    ]);
    application.read('web', 'load', 80);
    application.read('jobs', 'load', 20);
    const { tidegate, printed } = terminal({ application });
    await tidegate('evaluate');
    application.pass(36_000);

    const code = await tidegate('status');

    expect(code).toBe(0);
    expect(printed.at(-1)?.split('\n')).toEqual([
      '',
      'Saved in the last 30 days, as far as recorded (1 of 2 targets, 40.00 USD):',
      '  0.00 USD (0.0 %) less than fixed at each peak',
      '  60.00 USD (60.0 %) less than fixed at each maximum. More: tidegate savings',
      'Tidegate itself: 4.19 to 4.32 USD a month. More: tidegate plan',
    ]);
  });

  test('--no-costs leaves that out, and --json has it in numbers', async () => {
    const { tidegate, printed } = terminal({ application: loadedApplication() });

    await tidegate('status', '--no-costs');
    await tidegate('status', 'web', '--json');

    expect(printed).toHaveLength(2);
    expect(JSON.parse(printed[1] ?? '')).toMatchObject({
      results: [{ target: 'web' }],
      savings: { targets: [{ target: 'web', savings: null }] },
      ownCost: { quiet: { writes: 0 }, busy: { states: expect.any(Number) } },
    });
  });

  test('--activities 0 shows none', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });
    await tidegate('evaluate', 'web');

    await tidegate('status', 'web', '--activities', '0');

    expect(printed[1]?.split('\n')).toHaveLength(1);
  });

  test.each([
    { passed: 60, line: '  calm since 2026-01-05 09:00 UTC' },
    { passed: 600, line: '  calm since 2026-01-05 09:00 UTC, and looked at less often' },
  ])('says that a target is calm, and after 10 minutes that it rests', async ({ passed, line }) => {
    const application = inMemoryApplication([scalingPlan({ id: 'web', min: 2, calmEvery: 300 })]);
    const { tidegate, printed } = terminal({ application });
    application.read('web', 'load', 1);
    await evaluateTargets(application.plans, application.ports);
    application.pass(passed);

    await tidegate('status', '--no-costs');

    expect(printed.join('\n').split('\n')).toContain(line);
  });

  test('--json gives all of it', async () => {
    const { tidegate, json } = terminal({ application: loadedApplication() });

    await tidegate('status', '--json');

    expect(json()).toMatchObject({
      results: [
        { target: 'web', status: { decision: { to: 4 }, override: null, activities: [] } },
        { target: 'jobs' },
      ],
    });
  });

  test('of a target that cannot be described: exit code 1', async () => {
    const application = loadedApplication();
    application.describe('web', unavailableTarget('access-denied'));
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('status', 'web');

    expect(code).toBe(1);
    expect(printed[0]).toMatch(/^web: unknown units; now it holds: access-denied/);
  });
});

describe('tidegate run', () => {
  test('--once evaluates every target once, whatever its cadence', async () => {
    const application = loadedApplication();
    const { tidegate, printed } = terminal({ application });

    const code = await tidegate('run', '--once');

    expect(code).toBe(0);
    expect(printed).toEqual([
      '2026-01-05T09:00:00.000Z web scales out 2 → 4: load is 40 for a target of 10 (applied)',
      '2026-01-05T09:00:00.000Z jobs holds at 2: load is 20 for a target of 10',
    ]);
  });

  test('--once --json prints a line of JSON for each', async () => {
    const { tidegate, printed } = terminal({ application: loadedApplication() });

    await tidegate('run', '--once', '--json');

    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { decision: { target: 'web' }, outcome: { status: 'applied' } },
      { decision: { target: 'jobs' } },
    ]);
  });

  test('--once with a store that does not answer: exit code 1', async () => {
    const application = loadedApplication();
    const load = () => Promise.reject(new StoreUnavailableError('load states', new Error('down')));
    const states = { ...application.ports.states, load };
    const { tidegate, complained } = terminal({
      application: { ...application, ports: { ...application.ports, states } },
    });

    const code = await tidegate('run', '--once');

    expect(code).toBe(1);
    expect(complained).toEqual([
      'The state store did not answer to load states: down. Nothing was changed.',
    ]);
  });

  test('ends when it is asked to, without an error', async () => {
    const application = loadedApplication();
    const { tidegate, printed, stop } = terminal({ application });

    const running = tidegate('run');
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    const code = await running;

    expect(code).toBe(0);
    expect(printed).toHaveLength(2);
  });
});
