import { describe, expect, test } from 'vitest';
import { accountLimits } from '../../cli/account-limits.ts';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Quotas } from '../../shared/ports/quotas.ts';

const target = (id: string, what: string) => `
  ${id}:
    target: ${what}
    capacity: { min: 2, max: 600 }
    sources: { jobs: { type: sqs-queue, queueUrl: https://sqs.us-east-1.amazonaws.com/1/${id} } }
    policies: [{ type: target-tracking, source: jobs, target: 5, measure: total }]`;

const TEXT = `version: 1
targets:${target('web', '{ type: auto-scaling-group, name: web }')}${target(
  'batch',
  '{ type: auto-scaling-group, name: batch }',
)}${target('api', '{ type: ecs-service, cluster: prod, service: api }')}${target(
  'replicas',
  '{ type: application-auto-scaling, namespace: rds, dimension: "rds:cluster:ReadReplicaCount", resourceId: cluster:shop }',
)}
`;

function plansOf(): readonly ScalingPlan[] {
  const result = readPlanDocument(TEXT);
  return result.status === 'valid' ? result.plans : [];
}

describe('what the account allows', () => {
  test('is the largest quota of each target, and each is asked for once', async () => {
    const asked: string[] = [];
    const quotas: Quotas = {
      async valuesOf(service, codes) {
        asked.push(service);
        return service === 'ec2' ? codes.map((_, index) => index * 64) : [undefined];
      },
    };

    const limits = await accountLimits(plansOf(), quotas);

    expect(Object.fromEntries(limits)).toEqual({
      web: { most: 256, counts: 'vCPUs of one kind of instance' },
      batch: { most: 256, counts: 'vCPUs of one kind of instance' },
    });
    expect(asked).toEqual(['ec2', 'ecs']);
  });

  test('is held against each maximum', async () => {
    const quotas: Quotas = { valuesOf: async (_service, codes) => codes.map(() => 500) };

    const accountLimitsOf = await accountLimits(plansOf(), quotas);
    const result = readPlanDocument(TEXT, { accountLimits: accountLimitsOf });

    const problems = result.status === 'valid' ? result.warnings : result.problems;
    expect(problems.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'over-quota targets.web.capacity.max',
      'over-quota targets.batch.capacity.max',
      'over-quota targets.api.capacity.max',
    ]);
    expect(problems[0]?.message).toBe(
      'the account allows 500 vCPUs of one kind of instance, and the maximum is 600',
    );
  });
});
