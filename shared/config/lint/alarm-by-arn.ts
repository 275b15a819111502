/** @module An alarm that is not named by its name. */
import { defineRule } from '../lint-rule.ts';

/** Alarms are known by their names: an ARN never wakes the target. */
export const alarmByArn = defineRule({
  code: 'alarm-by-arn',
  severity: 'error',
  find: ({ wakeOn }) =>
    wakeOn.flatMap((alarm, index) =>
      alarm.startsWith('arn:')
        ? [
            {
              path: ['wakeOn', index],
              message: `"${alarm}" is an ARN, and alarms wake a target by their name`,
              fix: `write ${alarm.split(':alarm:').at(-1)}`,
            },
          ]
        : [],
    ),
});
