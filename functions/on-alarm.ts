/** @module A CloudWatch alarm changed: evaluate the targets that wait for it, now. */
import { alarmChanges } from '../shared/adapters/events/alarm-event.ts';
import { wakeOnAlarm } from '../shared/app/wake-on-alarm.ts';
import type { Application } from '../shared/composition.ts';
import { lambda } from '../shared/lambda.ts';

/** An alarm by EventBridge, by direct invocation or by SNS in; counts out. */
export async function onAlarm(event: unknown, { plans, ports }: Application) {
  const evaluations = await Promise.all(
    alarmChanges(event).map((alarm) => wakeOnAlarm(alarm, plans, ports)),
  );
  return { evaluated: evaluations.flat().length };
}

export const handler = lambda('on-alarm', onAlarm);
