import { describe, expect, test } from 'vitest';
import { readPlan } from '../../shared/config/read-plan.ts';

const plan = (target: object) => ({ version: 1, targets: { web: { ...RIGHT, ...target } } });

const RIGHT = {
  target: { type: 'auto-scaling-group', name: 'web' },
  capacity: { min: 1, max: 10 },
  sources: { load: { type: 'cloudwatch-metric', namespace: 'Shop', metric: 'Orders' } },
  policies: [{ type: 'target-tracking', source: 'load', target: 100 }],
};

/** What lint says of a target, as "code path: fix". */
function fixesOf(target: object): readonly string[] {
  const result = readPlan(plan(target));
  const problems = result.status === 'valid' ? result.warnings : result.problems;
  return problems.map(({ code, path, fix }) => `${code} ${path.slice(2).join('.')}: ${fix}`);
}

describe('what does not fit the schema', () => {
  test.each([
    {
      name: 'a slip in a key',
      target: { evaluateEvry: '60s' },
      fix: 'unknown-key evaluateEvry: write evaluateEvery',
    },
    {
      name: 'a slip in a key of a member of a family',
      target: { policies: [{ ...RIGHT.policies[0], mesure: 'total' }] },
      fix: 'unknown-key policies.0.mesure: write measure',
    },
    {
      name: 'a slip in a key of the limits',
      target: { limits: { 'scale-in': { stabilisation: '5m' } } },
      fix: 'unknown-key limits.scale-in.stabilisation: write stabilization',
    },
    {
      name: 'a key that is like none',
      target: { target: { ...RIGHT.target, colour: 'red' } },
      fix: 'unknown-key target.colour: take it away; the keys here are type, name',
    },
    {
      name: 'a slip in a type',
      target: { policies: [{ type: 'target-traking', source: 'load', target: 1 }] },
      fix: 'unknown-type policies.0.type: write target-tracking',
    },
    {
      name: 'a word that is not offered',
      target: { mode: 'dry' },
      fix: 'invalid-value mode: write live or shadow',
    },
    {
      name: 'a duration without its unit',
      target: { evaluateEvery: 60 },
      fix: 'invalid-value evaluateEvery: write 60s, if seconds are meant',
    },
    {
      name: 'a duration in words',
      target: { evaluateEvery: '2 minutes' },
      fix: 'invalid-value evaluateEvery: write 2m',
    },
    {
      name: 'a duration that is none',
      target: { evaluateEvery: 'often' },
      fix: 'invalid-value evaluateEvery: write a duration with its unit, like "30s", "5m" or "2h"',
    },
    {
      name: 'a number in quotes',
      target: { capacity: { min: '1', max: 10 } },
      fix: 'invalid-value capacity.min: write 1 without quotes',
    },
    {
      name: 'a number with its unit',
      target: { policies: [{ ...RIGHT.policies[0], target: '60%' }] },
      fix: 'invalid-value policies.0.target: write 60, the number alone',
    },
    {
      name: 'a number where a text is',
      target: { target: { type: 'auto-scaling-group', name: 7 } },
      fix: 'invalid-value target.name: write "7" in quotes',
    },
    {
      name: 'a word with another case',
      target: { mode: 'Live' },
      fix: 'invalid-value mode: write live',
    },
    {
      name: 'one thing where a list is',
      target: { wakeOn: 'busy' },
      fix: 'invalid-value wakeOn: write a list: [busy]',
    },
    {
      name: 'keys where a list is',
      target: { policies: RIGHT.policies[0] },
      fix: 'invalid-value policies: put a hyphen before each entry: "- …"',
    },
    {
      name: 'a list where names are',
      target: { sources: [RIGHT.sources.load] },
      fix: 'invalid-value sources: write each entry as "name: …", by a name of yours, and no hyphens',
    },
    {
      name: 'nothing where keys are',
      target: { sources: null },
      fix: 'invalid-value sources: indent what belongs to it below it, or take the key away',
    },
    {
      name: 'a time zone by its city',
      target: {
        policies: [
          ...RIGHT.policies,
          {
            type: 'schedule',
            timeZone: 'berlin',
            windows: [{ name: 'a', from: '2099-01-01T00:00', to: '2099-01-02T00:00', min: 3 }],
          },
        ],
      },
      fix: 'invalid-value policies.1.timeZone: write Europe/Berlin',
    },
    {
      name: 'a key that is written longer',
      target: { capacity: { minimum: 1, max: 10 } },
      fix: 'unknown-key capacity.minimum: write min',
    },
    {
      name: 'a key that is there under its right name too',
      target: { capacity: { min: 1, minimum: 1, max: 10 } },
      fix: 'unknown-key capacity.minimum: take it away; the keys here are min, max',
    },
    {
      name: 'a type by its initials',
      target: { target: { type: 'asg', name: 'web' } },
      fix: 'unknown-type target.type: write auto-scaling-group',
    },
    {
      name: 'a key that is not there',
      target: { target: { type: 'auto-scaling-group' } },
      fix: 'missing-key target.name: write name here',
    },
  ])('$name is told with what to write', ({ target, fix }) => {
    expect(fixesOf(target)).toEqual([fix]);
  });

  test('a plan that fits has no problem', () => {
    expect(fixesOf({})).toEqual([]);
  });
});

test('a window without its name is told by what it lacks', () => {
  const windows = [{ cron: '0 12 * * *', for: '2h', max: 8 }];

  const result = readPlan(plan({ policies: [{ type: 'schedule', timeZone: 'UTC', windows }] }));

  expect(result).toMatchObject({
    status: 'invalid',
    problems: [
      { path: ['targets', 'web', 'policies', 0, 'windows', 0], message: 'name is missing' },
    ],
  });
});
