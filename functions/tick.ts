/** @module Every minute, by EventBridge: evaluate what is due, or hand it on. */
import { scheduledAt } from '../shared/adapters/events/scheduled-event.ts';
import { tick } from '../shared/app/tick.ts';
import type { Application } from '../shared/composition.ts';
import { lambda } from '../shared/lambda.ts';

/** A schedule's event in; counts out, for those who invoke it by hand. */
export async function onSchedule(event: unknown, { plans, ports }: Application) {
  const { evaluations, handedOn } = await tick(scheduledAt(event), plans, ports);
  return { evaluated: evaluations.length, handedOn };
}

export const handler = lambda('tick', onSchedule);
