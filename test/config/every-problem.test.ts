import { describe, expect, test } from 'vitest';
import { readPlanDocument } from '../../shared/config/plan-document.ts';

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
      cpu: { type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization, dimensions: { AutoScalingGroupName: web } }
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
      cpu: { type: cloudwatch-metric, namespace: AWS/EC2, metric: CPUUtilization, dimensions: { AutoScalingGroupName: web } }
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
