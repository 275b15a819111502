import { describe, expect, test } from 'vitest';
import { runCommand } from '../../cli/commands/run.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { trustIn } from '../../shared/core/forecast/trust.ts';
import { round } from '../../shared/core/quantity.ts';
import { capacity, instant, seconds } from '../../shared/core/units.ts';
import type { HistorySpan, MetricHistory } from '../../shared/ports/metric-history.ts';
import {
  type InMemoryApplication,
  inMemoryApplication,
  scalingPlan,
} from '../support/application.ts';
import { forecast } from '../support/forecasts.ts';
import { terminal } from '../support/terminal.ts';

const SERVICE_LEVEL = { type: 'service-level', source: 'load', limit: 10, measure: 'total' };
const KEY = 'service-level#1';

/** A target that wants a forecast, and one that wants none. */
function application(): InMemoryApplication {
  return inMemoryApplication([
    scalingPlan({ policies: [SERVICE_LEVEL], warmUp: 180 }),
    scalingPlan({ id: 'jobs' }),
  ]);
}

/** Two weeks, each day like the other. */
function past({ from, to }: HistorySpan): MetricHistory {
  return {
    ...{ status: 'kept', unit: 'requests', period: seconds(300), delay: seconds(60) },
    values: Array.from({ length: (to - from) / 300_000 }, (_, slot) => ({
      at: instant(from + (slot + 1) * 300_000),
      value: 200 - 100 * Math.cos((slot / 288) * 2 * Math.PI),
    })),
  };
}

describe('tidegate forecast', () => {
  test('says how right it was lately, how far it is followed, and draws the next hours', async () => {
    const app = application();
    await app.ports.forecasts.save('web', { [KEY]: forecast({ skill: 0.19 }) });
    app.pass(720);
    const { tidegate, printed } = terminal({ application: app });

    const code = await tidegate('forecast');

    expect(code).toBe(0);
    const lines = printed.join('\n').split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'web service-level#1: load of all units together, foretold 12m ago',
      '  19 % better than the best simple rule over the last week (1000 forecasts 4m ahead)',
      `  a predictive policy follows it with weight ${round(trustIn({ skill: 0.19 }).weight)}`,
      '  UTC    usual  80 % below  95 % below  99 % below',
      expect.stringMatching(/^ {2}09:15 {4}100 {9}105 {9}115 {9}130 {2}█{26}░{4}$/),
      expect.stringMatching(/^ {2}09:30 {4}100 /),
    ]);
    expect(lines.at(-3)).toMatch(/^ {2}12:45 {4}100 /);
    expect(lines.at(-1)).toBe('jobs: no policy asks for a forecast');
  });

  test.each([
    { skill: 0, told: 'no better than the best simple rule', weight: '0' },
    { skill: -0.3, told: '30 % worse than the best simple rule', weight: '0' },
    { skill: 0.5, told: '50 % better than the best simple rule', weight: '1' },
  ])('a skill of $skill is $told', async ({ skill, told, weight }) => {
    const app = application();
    await app.ports.forecasts.save('web', { [KEY]: forecast({ skill }) });
    const { tidegate, printed } = terminal({ application: app });

    await tidegate('forecast', 'web');

    expect(printed.join('\n')).toContain(`  ${told} over the last week`);
    expect(printed.join('\n')).toContain(`follows it with weight ${weight}\n`);
  });

  test.each([
    { name: 'none was made yet', made: undefined, told: 'there is no forecast of load' },
    {
      name: 'it is of another source',
      made: forecast({ source: 'cpu' }),
      told: 'there is no forecast of load',
    },
    { name: 'it is over', made: forecast({ usual: [1, 1] }), told: 'it is over' },
  ])('says so where $name', async ({ made, told }) => {
    const app = application();
    await app.ports.forecasts.save('web', made === undefined ? {} : { [KEY]: made });
    const { tidegate, printed } = terminal({ application: app });

    expect(await tidegate('forecast', 'web')).toBe(0);
    expect(printed.join('\n')).toContain(told);
  });

  test('gives all of it to scripts', async () => {
    const app = application();
    await app.ports.forecasts.save('web', { [KEY]: forecast({ skill: 0.1 }) });
    const { tidegate, json } = terminal({ application: app });

    await tidegate('forecast', '--json');

    expect(json()).toMatchObject({
      targets: [
        {
          target: 'web',
          policies: [
            {
              ...{
                policy: KEY,
                source: 'load',
                horizon: 240,
                weight: trustIn({ skill: 0.1 }).weight,
              },
              forecast: { skill: 0.1 },
              next: [
                { usual: 100, below: { 50: 100, 80: 105, 90: 110, 95: 115, 99: 130 } },
                ...Array.from({ length: 14 }, () => ({ usual: 100 })),
              ],
            },
          ],
        },
        { target: 'jobs', policies: [] },
      ],
    });
  });

  test('refuses a target that the plan does not have', async () => {
    const { tidegate, complained } = terminal({ application: application() });

    expect(await tidegate('forecast', 'sea')).toBe(2);
    expect(complained.join('\n')).toContain('no target "sea"');
  });
});

describe('tidegate run', () => {
  test('does not wait for forecasts in a single round', async () => {
    const app = application();
    app.read('web', 'load', 40);
    const { tidegate } = terminal({ application: app });

    expect(await tidegate('run', '--once')).toBe(0);
    expect(app.capacityOf('web')).toBeGreaterThan(capacity(2));
  });

  test('makes forecasts at once, beside the evaluations, and ends with both', async () => {
    const app = application();
    const stop = new AbortController();
    const asked: string[] = [];
    const command = runCommand(async (plans) => {
      asked.push(...plans.map(({ id }) => id));
      stop.abort();
      return { wholeOf: (spec) => spec, read: async (specs, span) => specs.map(() => past(span)) };
    });

    const code = await command.run(
      { args: [], options: { json: false, plan: 'tidegate.yml' } },
      {
        environment: readEnvironment({}),
        print: () => undefined,
        complain: () => undefined,
        open: async () => app,
        signal: stop.signal,
      },
    );

    expect(code).toBe(0);
    expect(asked).toEqual(['web']);
    expect(app.evaluations).toHaveLength(2);
    expect(await app.ports.forecasts.load(['web'])).toMatchObject([{ [KEY]: { source: 'load' } }]);
  });
});
