/** @module The languages that policies of a plan are written in, each loaded where it is needed. */
import type { Interpreters } from '../core/lua.ts';
import type { TargetPlan } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';

/** Loads what these plans need, and nothing else. */
export async function loadInterpreters(
  plans: readonly Pick<TargetPlan, 'policies'>[],
): Promise<Interpreters> {
  const needed = new Set(
    plans.flatMap((plan) => plan.policies.map((spec) => policies.memberOf(spec).interpreter)),
  );
  return needed.has('lua') ? { lua: await (await import('./lua/lua-runtime.ts')).loadLua() } : {};
}
