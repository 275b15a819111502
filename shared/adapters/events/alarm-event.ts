/** @module The three ways in which a CloudWatch alarm reaches a Lambda. */
import * as z from 'zod/mini';
import type { AlarmChange } from '../../app/wake-on-alarm.ts';
import { jsonText } from './json-text.ts';
import { RejectedEventError } from './rejected-event.ts';

const state = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

/** CloudWatch user guide, "Alarm events and EventBridge". */
const fromEventBridge = z.pipe(
  z.object({
    source: z.literal('aws.cloudwatch'),
    'detail-type': z.literal('CloudWatch Alarm State Change'),
    detail: z.object({ alarmName: z.string(), state: z.object({ value: state }) }),
  }),
  z.transform(({ detail }): readonly AlarmChange[] => [
    { alarmName: detail.alarmName, state: detail.state.value },
  ]),
);

/** CloudWatch user guide, "Invoke a Lambda function from an alarm". */
const direct = z.pipe(
  z.object({
    source: z.literal('aws.cloudwatch'),
    alarmData: z.object({ alarmName: z.string(), state: z.object({ value: state }) }),
  }),
  z.transform(({ alarmData }): readonly AlarmChange[] => [
    { alarmName: alarmData.alarmName, state: alarmData.state.value },
  ]),
);

/** The message of an alarm's SNS action is JSON in a string. */
const message = z.pipe(jsonText, z.object({ AlarmName: z.string(), NewStateValue: state }));
const fromSns = z.pipe(
  z.object({
    Records: z
      .array(
        z.object({ EventSource: z.literal('aws:sns'), Sns: z.object({ Message: z.string() }) }),
      )
      .check(z.minLength(1)),
  }),
  z.transform(({ Records: records }, context): readonly AlarmChange[] =>
    records.flatMap(({ Sns: { Message: text } }) => {
      const parsed = z.safeParse(message, text);
      if (!parsed.success) {
        context.issues.push({
          code: 'custom',
          message: 'the SNS message is not that of an alarm',
          input: text,
        });
        return [];
      }
      return [{ alarmName: parsed.data.AlarmName, state: parsed.data.NewStateValue }];
    }),
  ),
);

const alarmEvent = z.union([fromEventBridge, direct, fromSns]);

/** The alarms that changed. Throws a RejectedEventError for any other event. */
export function alarmChanges(event: unknown): readonly AlarmChange[] {
  const parsed = z.safeParse(alarmEvent, event);
  if (!parsed.success) {
    throw new RejectedEventError(
      'a CloudWatch alarm by EventBridge, by direct invocation, or by SNS',
      z.prettifyError(parsed.error),
    );
  }
  return parsed.data;
}
