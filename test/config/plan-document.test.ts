import { describe, expect, test } from 'vitest';
import { problemLine, readPlanDocument } from '../../shared/config/plan-document.ts';
import { policies } from '../../shared/core/policies/index.ts';

/** A plan with one right target; a test replaces a line or adds some. */
const RIGHT = `
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 10 }
    sources:
      load: { type: cloudwatch-metric, namespace: Shop, metric: Orders }
    policies:
      - { type: target-tracking, source: load, target: 100 }
`.trimStart();

/** The lines that a person reads. */
function problemsOf(text: string): readonly string[] {
  const result = readPlanDocument(text);
  const problems = result.status === 'valid' ? result.warnings : result.problems;
  return problems.map((problem) => problemLine('plan.yml', problem));
}

describe('a plan document', () => {
  test('that is right has no problems', () => {
    const result = readPlanDocument(RIGHT);

    expect(result).toMatchObject({ status: 'valid', plans: [{ id: 'web' }], warnings: [] });
  });

  test('is reported on once, with every problem, its path and its line', () => {
    const text = `
version: 1
defaults: { mode: alive }
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 12, max: 10 }
    evaluateEvery: 60
    tolerence: 5
    sources:
      load: { type: cloudwatch-metric, namespace: Shop, metric: Orders }
    policies:
      - type: target-tracking
        source: load
        target: -1
  jobs:
    target: { type: auto-scaling-group, name: jobs }
    capacity: { min: 0, max: 10 }
    sources: {}
    policies:
      - { type: queue-length, source: jobs }
  batch:
    target: { type: auto-scaling-group, name: batch }
    capacity: { min: 1, max: 10 }
    sources:
      cpu: { type: cloudwatch-metric, namespace: Shop, metric: Busy }
      idle: { type: cloudwatch-metric, namespace: Shop, metric: Idle }
    policies:
      - type: threshold
        conditions: [{ source: cpu, above: 40, below: 60 }]
      - { type: target-tracking, source: cpus, target: 60 }
  twin:
    target: { type: auto-scaling-group, name: twin }
    capacity: { min: 1, max: 10 }
    sources:
      cpu: { type: cloudwatch-metric, namespace: Shop, metric: Busy }
    policies:
      - { type: target-tracking, source: cpu, target: 60 }
  twin:
    target: { type: auto-scaling-group, name: twin }
    capacity: { min: 1, max: 10 }
    sources:
      cpu: { type: cloudwatch-metric, namespace: Shop, metric: Busy }
    policies:
      - { type: target-tracking, source: cpu, target: 60 }
`.trimStart();

    const problems = problemsOf(text);

    expect(problems).toEqual([
      'plan.yml:2:13 error invalid-value defaults.mode: "alive" does not fit: one of live, shadow',
      'plan.yml:6:5 error minimum-over-maximum targets.web.capacity: min is more than max',
      'plan.yml:7:5 error invalid-value targets.web.evaluateEvery: ' +
        '60 does not fit: a duration with its unit, like "30s", "5m" or "2h"',
      'plan.yml:8:5 error unknown-key targets.web.tolerence: unknown key "tolerence"',
      'plan.yml:14:9 error invalid-value targets.web.policies.0.target: ' +
        '-1 does not fit: a number larger than 0',
      'plan.yml:18:5 error invalid-value targets.jobs.sources: a target needs a source',
      'plan.yml:20:11 error unknown-type targets.jobs.policies.0.type: unknown type; one of ' +
        policies.members.map(({ type }) => type).join(', '),
      'plan.yml:26:7 warning unused-source targets.batch.sources.idle: nothing uses the source "idle"',
      'plan.yml:29:48 error inverted-thresholds targets.batch.policies.0.conditions.0.below: ' +
        'the condition on cpu is inverted: below 60 must be under above 40',
      'plan.yml:30:34 error unknown-source targets.batch.policies.1.source: ' +
        'there is no source "cpus"; there is "cpu", "idle"',
      'plan.yml:38:3 error duplicate-key the same key, twin, stands here twice',
    ]);
  });

  test.each([
    {
      name: 'an unknown key',
      from: 'name: web',
      to: 'name: web, colour: red',
      problem: 'plan.yml:4:52 error unknown-key targets.web.target.colour: unknown key "colour"',
    },
    {
      name: 'a missing key',
      from: ', name: web',
      to: '',
      problem:
        'plan.yml:4:5 error missing-key targets.web.target.name: ' + '"name" is missing: a text',
    },
    {
      name: 'a capacity with a unit',
      from: 'min: 1',
      to: 'min: 1s',
      problem:
        'plan.yml:5:17 error invalid-value targets.web.capacity.min: ' +
        '"1s" does not fit: a whole number of units',
    },
    {
      name: 'half a unit',
      from: 'min: 1',
      to: 'min: 1.5',
      problem:
        'plan.yml:5:17 error invalid-value targets.web.capacity.min: ' +
        '1.5 does not fit: a whole number of units',
    },
    {
      name: 'less than nothing',
      from: 'min: 1',
      to: 'min: -1',
      problem:
        'plan.yml:5:17 error invalid-value targets.web.capacity.min: ' +
        '-1 does not fit: a capacity of 0 or more',
    },
    {
      name: 'a target that could never run',
      from: 'min: 1, max: 10',
      to: 'min: 0, max: 0',
      problem:
        'plan.yml:5:5 error maximum-of-zero targets.web.capacity: ' +
        'max is 0: the target could never run',
    },
    {
      name: 'a target that could never leave zero',
      from: 'min: 1',
      to: 'min: 0',
      problem:
        'plan.yml:5:17 error stuck-at-zero targets.web.capacity.min: it could never leave 0: ' +
        'every policy measures running units',
    },
    {
      name: 'a cadence that nobody can keep',
      from: 'capacity:',
      to: 'evaluateEvery: 5s\n    capacity:',
      problem:
        'plan.yml:5:5 error invalid-value targets.web.evaluateEvery: ' +
        '"5s" does not fit: a cadence of 10s or more',
    },
    {
      name: 'no policy',
      from: '    policies:\n      - { type: target-tracking, source: load, target: 100 }\n',
      to: '    policies: []\n',
      problem:
        'plan.yml:8:5 error invalid-value targets.web.policies: [] does not fit: at least one policy',
    },
    {
      name: 'another version',
      from: 'version: 1',
      to: 'version: 2',
      problem:
        'plan.yml:1:1 error invalid-value version: 2 does not fit: 1, the version of this format',
    },
    {
      name: 'an id with a space',
      from: '  web:\n',
      to: '  my web:\n',
      problem:
        'plan.yml:3:3 error invalid-value targets.my web: ' +
        '"my web" does not fit: an id of letters, digits, ".", "_" and "-"',
    },
    {
      name: 'a target without a plan',
      from: 'policies:',
      to: 'polices:',
      problem: 'plan.yml:8:5 error unknown-key targets.web.polices: unknown key "polices"',
    },
  ])('names $name with its place', ({ from, to, problem }) => {
    const text = RIGHT.replace(from, to);

    const problems = problemsOf(text);

    expect(text).not.toBe(RIGHT);
    expect(problems).toContain(problem);
  });

  test('names two plans that would move the same thing', () => {
    const text = `${RIGHT}${RIGHT.split('\n').slice(2).join('\n').replace('  web:', '  other:')}`;

    const problems = problemsOf(text);

    expect(problems).toEqual([
      'plan.yml:11:5 error two-owners targets.other.target: ' +
        'auto-scaling-group web is moved by "web" already: two plans would fight',
    ]);
  });

  test.each([
    { name: 'an empty file', text: '' },
    { name: 'a list', text: '- web\n' },
    { name: 'text', text: 'hello\n' },
    { name: 'broken YAML', text: 'version: 1\ntargets: { web: [ }\n' },
    { name: 'an unresolved alias', text: 'version: 1\ntargets: *nobody\n' },
  ])('that is $name is invalid, with a line', ({ text }) => {
    const result = readPlanDocument(text);

    expect(result.status).toBe('invalid');
    expect(problemsOf(text)[0]).toMatch(/^plan\.yml:\d+:\d+ error [a-z-]+ /);
  });

  test.each(['', '# nothing yet\n'])('that says nothing is told so: %j', (text) => {
    expect(problemsOf(text)).toEqual(['plan.yml:1:1 error invalid-value the plan is empty']);
  });

  test('says once what is wrong with the defaults, and not once for each target', () => {
    const text = `${RIGHT}defaults: { evaluateEvery: 60, colour: red }\n`;

    const problems = problemsOf(text);

    expect(problems).toEqual([
      'plan.yml:10:13 error invalid-value defaults.evaluateEvery: ' +
        '60 does not fit: a duration with its unit, like "30s", "5m" or "2h"',
      'plan.yml:10:32 error unknown-key defaults.colour: unknown key "colour"',
    ]);
  });
});

describe('defaults', () => {
  const plansOf = (text: string) => {
    const result = readPlanDocument(text);
    if (result.status === 'invalid') {
      throw new Error(problemsOf(text).join('\n'));
    }
    return result.plans;
  };

  test('are taken by targets that do not say otherwise', () => {
    const defaults = 'defaults: { mode: shadow, evaluateEvery: 5m, onForeignChange: hold }\n';

    const plans = plansOf(RIGHT + defaults);

    expect(plans).toMatchObject([{ mode: 'shadow', evaluateEvery: 300, onForeignChange: 'hold' }]);
  });

  test('give way to what a target says', () => {
    const text = RIGHT.replace('capacity:', 'mode: live\n    capacity:');

    const plans = plansOf(`${text}defaults: { mode: shadow }\n`);

    expect(plans).toMatchObject([{ mode: 'live' }]);
  });

  test('of the schema apply where nobody says anything', () => {
    const plans = plansOf(RIGHT);

    expect(plans).toMatchObject([
      {
        mode: 'live',
        evaluateEvery: 60,
        onForeignChange: 'adopt',
        unit: { warmUp: 0 },
        wakeOn: [],
        sources: { load: { statistic: 'Average', period: 60, maxAge: 300 } },
        policies: [{ measure: 'per-unit' }],
        limits: {
          tolerance: 10,
          missing: { after: 180, do: 'hold' },
          'scale-out': { stabilization: 0, cooldown: 0, select: 'max' },
          'scale-in': { stabilization: 'auto', cooldown: 60, select: 'max' },
        },
      },
    ]);
  });
});
