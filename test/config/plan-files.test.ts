import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sources } from '../../shared/adapters/sources/index.ts';
import { targets } from '../../shared/adapters/targets/index.ts';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';
import { readPlan } from '../../shared/config/read-plan.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { policies } from '../../shared/core/policies/index.ts';

const ROOT = new URL('../../', import.meta.url);
const examples = readdirSync(new URL('examples/', ROOT))
  .filter((file) => file.endsWith('.yml'))
  .map((file) => `examples/${file}`);
const files = ['tidegate.yml', ...examples];

function plansOf(file: string): readonly ScalingPlan[] {
  const result = readPlanDocument(readFileSync(new URL(file, ROOT), 'utf8'));
  return result.status === 'valid' ? result.plans : [];
}

describe('the plans that people start from', () => {
  test.each(files)('%s has no problem and no warning', (file) => {
    const result = readPlanDocument(readFileSync(new URL(file, ROOT), 'utf8'));

    expect(result.status === 'valid' ? result.warnings : result.problems).toEqual([]);
  });

  test.each(files)('%s with every default written out is the same plan', (file) => {
    const plans = plansOf(file);

    const again = readPlan(resolvedDocument(plans));

    expect(again).toEqual({ status: 'valid', plans, warnings: [] });
  });

  test.each(files)('%s with every default written out has nothing left to fill in', (file) => {
    const document = resolvedDocument(plansOf(file));

    const again = readPlan(document);

    expect(again.status === 'valid' ? resolvedDocument(again.plans) : undefined).toEqual(document);
  });

  test('the examples use every source, policy and target type between them', () => {
    const plans = examples.flatMap(plansOf);

    const used = {
      sources: plans.flatMap((plan) => Object.values(plan.sources).map(({ type }) => type)),
      policies: plans.flatMap((plan) => plan.policies.map(({ type }) => type)),
      targets: plans.map(({ target }) => target.type),
    };

    expect(new Set(used.sources)).toEqual(new Set(sources.members.map(({ type }) => type)));
    expect(new Set(used.policies)).toEqual(new Set(policies.members.map(({ type }) => type)));
    expect(new Set(used.targets)).toEqual(new Set(targets.members.map(({ type }) => type)));
  });

  test('no two examples give a target the same id', () => {
    const ids = examples.flatMap(plansOf).map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });
});
