/** @module What an alarm causes: an evaluation of the targets that wait for it, at once. */
import type { ScalingPlan } from '../core/plan.ts';
import { type EvaluationPorts, evaluateTargets } from './evaluate-targets.ts';
import type { Evaluation } from './evaluation.ts';

/** A change of an alarm's state, whichever way it came. */
export interface AlarmChange {
  readonly alarmName: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
}

/**
 * Evaluates every target whose plan names the alarm. The alarm only says when to look; what is
 * done follows from the readings, as ever. They may come later than the alarm, so that one that
 * rested is looked at in the next ticks too.
 */
export async function wakeOnAlarm(
  alarm: AlarmChange,
  plans: readonly ScalingPlan[],
  ports: EvaluationPorts,
): Promise<readonly Evaluation[]> {
  const awake = plans.filter(({ wakeOn }) => wakeOn.includes(alarm.alarmName));
  if (awake.length === 0) {
    ports.journal.noted('info', `no target waits for the alarm "${alarm.alarmName}"`);
  }
  return evaluateTargets(awake, ports, { isCall: true });
}
