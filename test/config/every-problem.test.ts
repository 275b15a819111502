import { describe, expect, test } from 'vitest';
import { readPlanDocument } from '../../shared/config/plan-document.ts';

/** A source, but for its last bracket. */
const CPU =
  '{ type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization, ' +
  'dimensions: { AutoScalingGroupName: web }';

/** What is said of a plan: line, code and place. */
function told(text: string): readonly string[] {
  const result = readPlanDocument(text.trimStart());
  const problems = result.status === 'valid' ? result.warnings : result.problems;
  return problems.map(({ line, code, path }) => `${line} ${code} ${path.slice(1).join('.')}`);
}

/** Three mistakes that only rules and other targets can tell, and a place for one of the schema. */
const document = ({
  capacity = '{ min: 2, max: 20 }',
  policies = '[]',
  extra = 'priority: 5',
}: {
  readonly capacity?: string;
  readonly policies?: string;
  readonly extra?: string;
}) => `
version: 1
budgets:
  shop: { limits: { hourly: 10 } }
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: ${capacity}
    ${extra}
    budget: shp
    unit: { perHour: 1 }
    sources:
      cpu: ${CPU} }
    policies:
      - { type: target-tracking, source: cpu, target: 0.6 }
      - { type: step, source: latency, steps: [{ above: 1, change: 2 }] }
      ${policies === '[]' ? '' : `- ${policies}`}
  twin:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 10 }
    budget: shop
    unit: { perHour: 1 }
    sources:
      cpu: ${CPU} }
    policies:
      - { type: target-tracking, source: cpu, target: 60 }
`;

/** What is told of that plan whatever else is wrong in it. */
const ALWAYS = [
  '9 unknown-budget web.budget',
  '14 fraction-for-percent web.policies.0.target',
  '15 unknown-source web.policies.1.source',
];

describe('every problem comes at once', () => {
  test.each([
    { name: 'nothing else', given: {}, also: [] },
    {
      name: 'a minimum over the maximum',
      given: { capacity: '{ min: 10, max: 5 }' },
      also: ['7 minimum-over-maximum web.capacity'],
    },
    {
      name: 'a maximum of zero',
      given: { capacity: '{ min: 0, max: 0 }' },
      also: ['7 maximum-of-zero web.capacity'],
    },
    {
      name: 'a capacity that is a text',
      given: { capacity: '{ min: "two", max: 5 }' },
      also: ['7 invalid-value web.capacity.min'],
    },
    {
      name: 'no capacity',
      given: { capacity: '' },
      also: ['7 invalid-value web.capacity'],
    },
    {
      name: 'a duration without its unit',
      given: { extra: 'evaluateEvery: 60' },
      also: ['8 invalid-value web.evaluateEvery'],
    },
    {
      name: 'a key with a slip',
      given: { extra: 'evaluateEvry: 60s' },
      also: ['8 unknown-key web.evaluateEvry'],
    },
    {
      name: 'a key that nobody knows',
      given: { extra: 'colour: red' },
      also: ['8 unknown-key web.colour'],
    },
    {
      name: 'a limit that cannot be read',
      given: { extra: 'limits: { scale-in: { cooldown: 60 } }' },
      also: ['8 invalid-value web.limits.scale-in.cooldown'],
    },
    {
      name: 'a limit that names sources, one with a value that cannot be read',
      given: { extra: 'limits: { activation: { above: { cpu: many } } }' },
      also: [
        '8 setting-without-effect web.limits.activation',
        '8 invalid-value web.limits.activation.above.cpu',
      ],
    },
    {
      name: 'a policy of no type',
      given: { policies: '{ source: cpu }' },
      also: ['16 unknown-type web.policies.2.type'],
    },
    {
      name: 'a policy that is a text',
      given: { policies: 'target-tracking' },
      also: ['16 invalid-value web.policies.2'],
    },
    {
      name: 'a policy that cannot be read and names no source',
      given: { policies: '{ type: target-tracking, source: cpus, target: "60" }' },
      also: ['16 unknown-source web.policies.2.source', '16 invalid-value web.policies.2.target'],
    },
    {
      name: 'a slip in a type, and one below it',
      given: { policies: '{ type: target-traking, source: cpu, target: -1 }' },
      also: ['16 unknown-type web.policies.2.type', '16 invalid-value web.policies.2.target'],
    },
    {
      name: 'a time zone that there is not, and a window without an end',
      given: { policies: '{ type: schedule, timeZone: Berlin, windows: [{ name: a, min: 3 }] }' },
      also: [
        '16 invalid-value web.policies.2.timeZone',
        '16 invalid-value web.policies.2.windows.0',
      ],
    },
  ])('with $name', ({ given, also }) => {
    const problems = told(document(given));

    const line = (problem: string) => Number.parseInt(problem, 10);
    const own = problems.filter((problem) => line(problem) <= 16);
    expect(own).toEqual([...ALWAYS, ...also].toSorted((one, other) => line(one) - line(other)));
    expect(
      problems.filter((problem) => line(problem) > 16).map((each) => each.split(' ')[1]),
    ).toEqual(['two-owners']);
  });
});

describe('a text that is no YAML from some place on', () => {
  test('is not told what only its brackets make wrong, and all else', () => {
    const text = `
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 5, max: 2 }
    sources:
      cpu: ${CPU}
    policies:
      - { type: target-tracking, source: cpu, target: 0.6 }
`;

    expect(told(text)).toEqual([
      '5 minimum-over-maximum web.capacity',
      '8 invalid-yaml ',
      '9 fraction-for-percent web.policies.0.target',
    ]);
  });

  test('with a key that stands twice is told what is wrong with both', () => {
    const text = `
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 5, max: 2 }
    sources: {}
    policies: []
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 0, max: 0 }
    sources: {}
    policies: []
`;

    expect(told(text)).toEqual([
      '5 minimum-over-maximum web.capacity',
      '6 invalid-value web.sources',
      '7 invalid-value web.policies',
      '8 duplicate-key ',
      '10 maximum-of-zero web.capacity',
      '11 invalid-value web.sources',
      '12 invalid-value web.policies',
    ]);
  });
});

describe('one slip', () => {
  const NAMES = `
version: 1
budgets: { shop: { limits: { hourly: 100 } } }
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 20 }
    unit: { perHour: 1 }
    budget: shop
    sources:
      cpu: ${CPU} }
    policies:
      - { type: target-tracking, source: cpu, target: 60 }
`;

  test.each([
    { from: 'budget: shop', to: 'budget: shpo', problems: ['8 unknown-budget web.budget'] },
    { from: 'budget: shop', to: 'bugdet: shop', problems: ['8 unknown-key web.bugdet'] },
    { from: 'budget: shop', to: 'budget: 5', problems: ['8 invalid-value web.budget'] },
    { from: 'targets:', to: 'target:', problems: ['3 unknown-key '] },
    {
      from: 'source: cpu',
      to: 'source: cpuu',
      problems: ['12 unknown-source web.policies.0.source'],
    },
    { from: 'policies:', to: 'polices:', problems: ['11 unknown-key web.polices'] },
    { from: '  web:\n', to: '  my web:\n', problems: ['4 invalid-value my web'] },
    {
      from: 'cpu: {',
      to: 'cpu: { period: 60,',
      problems: ['10 invalid-value web.sources.cpu.period'],
    },
  ])('is one problem: $to', ({ from, to, problems }) => {
    const text = NAMES.replace(from, to);

    expect(text).not.toBe(NAMES);
    expect(told(text)).toEqual(problems);
  });
});
