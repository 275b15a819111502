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
      fix: 'invalid-value evaluateEvery: write a duration with its unit, like "30s", "5m" or "2h"',
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
