/** @module By hand, from the console or the CLI: look, evaluate, pause, resume, override. */
import { requestedOperation } from '../shared/adapters/events/operation-event.ts';
import { operate } from '../shared/app/operate.ts';
import type { Application } from '../shared/composition.ts';
import { lambda } from '../shared/lambda.ts';

/** An operation in; an answer for each target out. */
export async function onOperation(event: unknown, { plans, ports }: Application) {
  return { results: await operate(requestedOperation(event), plans, ports) };
}

export const handler = lambda('operate', onOperation);
