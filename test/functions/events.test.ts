import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { onRequests } from '../../functions/evaluate.ts';
import { onForecast } from '../../functions/forecast.ts';
import { onAlarm } from '../../functions/on-alarm.ts';
import { onBudgetNotice } from '../../functions/on-budget-notice.ts';
import { onOperation } from '../../functions/operate.ts';
import { onReconcile } from '../../functions/reconcile.ts';
import { onSchedule } from '../../functions/tick.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { instant } from '../../shared/core/units.ts';
import type { UseCase } from '../../shared/lambda.ts';
import type { Bills } from '../../shared/ports/bills.ts';
import type { MetricHistories } from '../../shared/ports/metric-history.ts';
import { type InMemoryApplication, inMemoryApplication } from '../support/application.ts';
import { queueReading } from '../support/builders.ts';
import { billedPlans } from '../support/spending-plans.ts';

const EVENTS = new URL('../../events/', import.meta.url);
const plans = await deployedPlan(new URL('../../tidegate.yml', import.meta.url).pathname);

/** The use case of every function, by its file's name. */
const functions = {
  evaluate: onRequests,
  forecast: (event, { plans: all, ports }) =>
    onForecast(event, {
      plans: all,
      ports: { ...ports, histories: NO_PAST },
      journal: ports.journal,
    }),
  'on-alarm': onAlarm,
  'on-budget-notice': onBudgetNotice,
  operate: onOperation,
  reconcile: (event, { ports, journal }) =>
    onReconcile(event, { plans: billedPlans(), ports: { ...ports, bills: NO_BILL }, journal }),
  tick: onSchedule,
} satisfies Readonly<Record<string, UseCase<unknown>>>;

/** A bill that has nothing of any day yet; the deployed plan has no budget that asks for one. */
const NO_BILL: Bills = { daily: async () => ({ status: 'billed', days: [] }) };

/** A past that the deployed plan does not ask for: none of its policies wants a forecast. */
const NO_PAST: MetricHistories = {
  wholeOf: () => undefined,
  read: () => Promise.reject(new Error('nobody asks for a forecast')),
};

function isFunction(name: string): name is keyof typeof functions {
  return Object.hasOwn(functions, name);
}

/** The deployed plan after the events: traffic for 4 web units, and 600 jobs waiting. */
function application(): InMemoryApplication {
  const app = inMemoryApplication(plans, { start: instant(Date.parse('2026-11-23T09:00:06Z')) });
  app.read('checkout-web', 'requests', 2000);
  app.read('checkout-web', 'latency', 0.4);
  app.read('thumbnails', 'jobs', queueReading(600, 0, app.ports.clock.now()));
  return app;
}

/** Runs a file of events/ through its function. */
async function run(file: string, app = application()): Promise<unknown> {
  const [name = ''] = file.split('.');
  if (!isFunction(name)) {
    throw new Error(`events/${file} is for a function "${name}" that does not exist.`);
  }
  const event: unknown = JSON.parse(readFileSync(new URL(file, EVENTS), 'utf8'));
  return functions[name](event, app);
}

const files = readdirSync(EVENTS).filter((file) => file.endsWith('.json'));

/** The deployed plan has no budget; on-budget-notice.test.ts tries the samples on one that has. */
const unknownBudget = {
  answer: { notices: [{ budget: 'shop-monthly', code: 'unknown-budget' }], evaluated: 0 },
  applied: [],
};

/** What each event comes to: the function's answer, and the changes that follow. */
const expected: Readonly<Record<string, { answer: unknown; applied: readonly object[] }>> = {
  'evaluate.batch.json': {
    answer: { batchItemFailures: [] },
    applied: [
      { target: 'checkout-web', from: 2, to: 4 },
      { target: 'thumbnails', from: 2, to: 6 },
    ],
  },
  'forecast.schedule.json': { answer: { forecasts: [] }, applied: [] },
  'forecast.targets.json': { answer: { forecasts: [] }, applied: [] },
  'on-alarm.direct.json': {
    answer: { evaluated: 1 },
    applied: [{ target: 'checkout-web', from: 2, to: 4 }],
  },
  'on-alarm.event-bridge.json': {
    answer: { evaluated: 1 },
    applied: [{ target: 'thumbnails', from: 2, to: 6 }],
  },
  'on-alarm.sns.json': {
    answer: { evaluated: 1 },
    applied: [{ target: 'thumbnails', from: 2, to: 6 }],
  },
  'on-budget-notice.direct.json': unknownBudget,
  'on-budget-notice.event-bridge-text.json': unknownBudget,
  'on-budget-notice.event-bridge.json': unknownBudget,
  'on-budget-notice.sns-forecast.json': {
    answer: { notices: [{ budget: 'shop-monthly', code: 'forecast' }], evaluated: 0 },
    applied: [],
  },
  'on-budget-notice.sns.json': unknownBudget,
  'operate.dry-run.json': {
    answer: {
      results: [
        {
          target: 'checkout-web',
          evaluation: { isDryRun: true, decision: { to: 4 }, outcome: { status: 'unchanged' } },
        },
        { target: 'thumbnails', evaluation: { isDryRun: true, decision: { to: 6 } } },
      ],
    },
    applied: [],
  },
  'operate.evaluate.json': {
    answer: { results: [{ target: 'thumbnails', evaluation: { outcome: { status: 'applied' } } }] },
    applied: [{ target: 'thumbnails', from: 2, to: 6 }],
  },
  'operate.explain.json': {
    answer: {
      results: [
        {
          target: 'checkout-web',
          sentences: expect.arrayContaining(['requests is 2000 count, measured 0s ago']),
        },
      ],
    },
    applied: [],
  },
  'operate.override.json': {
    answer: {
      results: [
        {
          target: 'thumbnails',
          override: {
            kind: 'capacity',
            capacity: 20,
            until: Date.parse('2026-11-23T09:45:06Z'),
            note: 'Ben: backfill of the 2025 pictures',
          },
        },
      ],
    },
    applied: [],
  },
  'operate.pause.json': {
    answer: {
      results: [
        {
          target: 'checkout-web',
          override: { kind: 'pause-scale-in', until: Date.parse('2026-11-23T11:00:06Z') },
        },
      ],
    },
    applied: [],
  },
  'operate.resume.json': {
    answer: { results: [{ target: 'checkout-web', override: null }] },
    applied: [],
  },
  'operate.status.json': {
    answer: {
      results: [
        { target: 'checkout-web', status: { decision: { to: 4 }, override: null } },
        { target: 'thumbnails', status: { decision: { to: 6 }, override: null } },
      ],
    },
    applied: [],
  },
  'reconcile.budgets.json': {
    answer: { bills: [{ budget: 'shop', code: 'confirmed' }] },
    applied: [],
  },
  'reconcile.schedule.json': {
    answer: { bills: [{ budget: 'shop', code: 'confirmed' }] },
    applied: [],
  },
  'tick.rule.json': {
    answer: { evaluated: 2, handedOn: 1 },
    applied: [
      { target: 'checkout-web', from: 2, to: 4 },
      { target: 'thumbnails', from: 2, to: 6 },
    ],
  },
  'tick.scheduler.json': {
    answer: { evaluated: 2, handedOn: 1 },
    applied: [
      { target: 'checkout-web', from: 2, to: 4 },
      { target: 'thumbnails', from: 2, to: 6 },
    ],
  },
};

describe('the sample events', () => {
  test('every file says here what it comes to, and every function has a file', () => {
    const named = new Set(files.map((file) => file.split('.')[0]));

    expect(files.toSorted()).toEqual(Object.keys(expected).toSorted());
    expect([...named].toSorted()).toEqual(Object.keys(functions).toSorted());
  });

  test.each(files)('%s does what it is for', async (file) => {
    const app = application();

    const answer = await run(file, app);

    expect(answer).toMatchObject(Object(expected[file]?.answer));
    expect(app.applied).toMatchObject(expected[file]?.applied ?? ['nothing is expected of it']);
  });

  test('a file of a function that does not exist is a mistake', async () => {
    await expect(run('on-tide.high.json')).rejects.toThrow('"on-tide" that does not exist');
  });

  test.each(files)('%s is delivered twice without doing anything twice', async (file) => {
    const app = application();

    await run(file, app);
    const once = app.applied.length;
    app.read('checkout-web', 'requests', 1000);
    await run(file, app);

    expect(app.applied).toHaveLength(once);
  });
});
