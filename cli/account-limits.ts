/** @module What the account allows of what each target counts. */
import { targets } from '../shared/adapters/targets/index.ts';
import type { AccountLimit } from '../shared/config/lint-rule.ts';
import type { ScalingPlan } from '../shared/core/plan.ts';
import type { QuotaQuestion, Quotas } from '../shared/ports/quotas.ts';

/**
 * The largest of the quotas that bound each target, by its id; none for a target that no quota of
 * one number bounds, or whose quotas AWS does not tell. Throws an AwsCallError.
 */
export async function accountLimits(
  plans: readonly ScalingPlan[],
  quotas: Quotas,
): Promise<ReadonlyMap<string, AccountLimit>> {
  const asked = new Map<string, Promise<number>>();
  const largest = ({ service, codes }: QuotaQuestion): Promise<number> => {
    const key = `${service} ${codes.join(' ')}`;
    const answer =
      asked.get(key) ??
      quotas
        .valuesOf(service, codes)
        .then((values) => Math.max(...values.flatMap((value) => value ?? [])));
    asked.set(key, answer);
    return answer;
  };
  const found = await Promise.all(
    plans.map(async ({ id, target }) => {
      const question = targets.memberOf(target).quotas?.(target);
      const most = question === undefined ? Number.NEGATIVE_INFINITY : await largest(question);
      return question === undefined || !Number.isFinite(most)
        ? []
        : [[id, { most, counts: question.counts }] as const];
    }),
  );
  return new Map(found.flat());
}
