import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parsePlan, resolvedDocument } from '../../shared/config/plan-schema.ts';
import { readPlan } from '../../shared/config/read-plan.ts';

/** A plan of two targets at 1 USD an hour that spend from `shop`. */
function document(shop: string, given: { readonly web?: string; readonly perHour?: string } = {}) {
  const target = (name: string, more: string) => `
  ${name}:
    target: { type: auto-scaling-group, name: ${name} }
    capacity: { min: 2, max: 20 }
    unit: { warmUp: 1m${given.perHour ?? ', perHour: 1'} }
    budget: shop
    ${more}
    sources:
      jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/${name}' }
    policies: [{ type: queue-latency, source: jobs, objective: 60s, serviceTime: 2s }]`;
  return parse(`
version: 1
budgets: { shop: ${shop} }
targets:${target('web', given.web ?? '')}${target('jobs', '')}
`);
}

function plansOf(shop: string, given: Parameters<typeof document>[1] = {}) {
  const result = readPlan(document(shop, given));
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.plans;
}

function problemsOf(shop: string, given: Parameters<typeof document>[1] = {}): readonly string[] {
  const result = readPlan(document(shop, given));
  const problems = result.status === 'valid' ? result.warnings : result.problems;
  return problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a budget of a plan', () => {
  it('knows everybody who spends from it, and is one and the same for all', () => {
    const [web, jobs] = plansOf('{ limits: { hourly: 10 } }', { web: 'priority: 1' });

    expect(web?.budget).toBe(jobs?.budget);
    expect(web?.budget?.members).toMatchObject([
      { id: 'web', priority: 1, min: 2, max: 20, unit: { perHour: 1 } },
      { id: 'jobs', priority: 2 },
    ]);
  });

  it('has every default', () => {
    expect(plansOf('{ limits: { daily: 200 } }')[0]?.budget).toMatchObject({
      name: 'shop',
      limits: { daily: 200 },
      soft: [],
      keepMinimums: false,
      alerts: [0.5, 0.8, 0.9, 1],
    });
  });

  it('tells its alerts in order, each once', () => {
    const [web] = plansOf('{ limits: { hourly: 10 }, alerts: [1, 0.7, 1, 0.2] }');

    expect(web?.budget?.alerts).toEqual([0.2, 0.7, 1]);
  });

  it('is written out as it was read', () => {
    const shop =
      '{ limits: { hourly: 10, monthly: 5000 }, soft: [monthly], awsBudget: everything, ' +
      'emergency: { shed: [jobs] } }';

    const resolved = resolvedDocument(plansOf(shop));

    expect(resolved).toMatchObject({
      budgets: {
        shop: {
          limits: { hourly: 10, monthly: 5000 },
          awsBudget: 'everything',
          currency: 'USD',
          emergency: { at: 1.5, of: 'hourly', shed: ['jobs'] },
        },
      },
      targets: { web: { budget: 'shop', priority: 2 } },
    });
    const again = parsePlan(resolved);
    expect(again?.plans[0]?.budget).toEqual(plansOf(shop)[0]?.budget);
  });

  it.each([
    { name: 'with services', services: ', services: [AWS Lambda, Amazon SageMaker]' },
    { name: 'without services', services: '' },
  ])('that asks Cost Explorer is written out as it was read, $name', ({ services }) => {
    const shop =
      '{ limits: { monthly: 5000 }, costExplorer: { tag: { key: app, values: [shop, blue] }, ' +
      `metric: net-amortized${services} } }`;
    const [web] = parsePlan(document(shop))?.plans ?? [];

    const again = parsePlan(resolvedDocument(web === undefined ? [] : [web]));

    expect(web?.budget?.costExplorer).toMatchObject({
      tag: { key: 'app', values: ['shop', 'blue'] },
      metric: 'net-amortized',
    });
    expect(again?.plans[0]?.budget?.costExplorer).toEqual(web?.budget?.costExplorer);
  });

  it('compares what days were billed for, unless told', () => {
    const shop =
      '{ limits: { monthly: 5000 }, costExplorer: { tag: { key: app, values: [shop] } } }';

    expect(parsePlan(document(shop))?.plans[0]?.budget?.costExplorer?.metric).toBe('unblended');
  });

  it('is not written out by a plan without one', () => {
    const plain = document('{ limits: { hourly: 10 } }');
    delete plain.budgets;
    delete plain.targets.web.budget;
    delete plain.targets.jobs.budget;

    const result = readPlan(plain);

    expect(result.status === 'valid' ? resolvedDocument(result.plans) : {}).not.toHaveProperty(
      'budgets',
    );
  });
});

describe('bad input', () => {
  it.each([
    {
      name: 'a negative limit',
      shop: '{ limits: { hourly: -1 } }',
      says: 'a limit larger than 0 USD',
    },
    {
      name: 'a limit of zero',
      shop: '{ limits: { daily: 0 } }',
      says: 'a limit larger than 0 USD',
    },
    {
      name: 'a limit as a text',
      shop: '{ limits: { daily: "10 EUR" } }',
      says: 'USD, as a number',
    },
    { name: 'no limit', shop: '{ limits: {} }', says: 'a budget needs a limit' },
    {
      name: 'another currency',
      shop: '{ limits: { daily: 200 }, currency: EUR }',
      says: 'budgets are in USD',
    },
    {
      name: 'a bill of no tag',
      shop: '{ limits: { monthly: 5000 }, costExplorer: { services: [AWS Lambda] } }',
      says: 'tag',
    },
    {
      name: 'a bill of no value of a tag',
      shop:
        '{ limits: { monthly: 5000 }, ' +
        'costExplorer: { tag: { key: app, values: [] }, services: [AWS Lambda] } }',
      says: 'at least one value',
    },
    {
      name: 'a cost that AWS does not know',
      shop:
        '{ limits: { monthly: 5000 }, costExplorer: ' +
        '{ tag: { key: app, values: [a] }, metric: list, services: [AWS Lambda] } }',
      says: 'unblended',
    },
    {
      name: 'an alert in percent',
      shop: '{ limits: { daily: 200 }, alerts: [80] }',
      says: 'like 0.8 for 80 %',
    },
    {
      name: 'an emergency below the limit',
      shop: '{ limits: { hourly: 9 }, emergency: { at: 0.9, shed: [jobs] } }',
      says: '1 or more',
    },
    { name: 'an unknown key', shop: '{ limits: { weekly: 9, daily: 200 } }', says: 'weekly' },
  ])('is told in words: $name', ({ shop, says }) => {
    const problems = problemsOf(shop);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^budgets\.shop\./);
    expect(problems[0]).toContain(says);
  });

  it('has no price: an error for every target of the budget', () => {
    const result = readPlan(document('{ limits: { hourly: 10 } }', { perHour: '' }));

    expect(result).toMatchObject({
      status: 'invalid',
      problems: [{ code: 'price-missing' }, { code: 'price-missing' }],
    });
  });

  it('says what the minimums cost, in the period of the limit', () => {
    expect(problemsOf('{ limits: { hourly: 3 } }')).toEqual([
      'budgets.shop.limits.hourly: the minimums of its targets cost 4.00 USD in an hour, and the ' +
        'limit is 3.00 USD: they would be cut below their minimum',
    ]);
    expect(problemsOf('{ limits: { monthly: 2900 }, keepMinimums: true }')).toEqual([
      'budgets.shop.limits.monthly: the minimums of its targets cost 2976.00 USD in a month of 31 ' +
        'days, and the limit is 2900.00 USD: minimums stand above it, so it cannot hold',
    ]);
  });

  it('is a budget of more targets than a ledger holds', () => {
    const { budgets, targets, version } = document('{ limits: { hourly: 9000 } }');
    const many = Object.fromEntries(
      Array.from({ length: 701 }, (_, index) => [
        `web-${index}`,
        { ...targets.web, target: { ...targets.web.target, name: `web-${index}` } },
      ]),
    );

    const result = readPlan({ version, budgets, targets: many });

    const found = result.status === 'valid' ? [] : result.problems;
    expect(found.filter(({ path }) => path[0] === 'budgets')).toMatchObject([
      { message: '701 targets spend from it, and its ledger holds 700' },
    ]);
  });
});
