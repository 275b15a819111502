/** @module An alarm that is named twice. */
import { defineRule } from '../lint-rule.ts';

/** One alarm wakes the target twice: probably another one was meant. */
export const repeatedAlarm = defineRule({
  code: 'repeated-alarm',
  severity: 'warning',
  find: ({ wakeOn }) =>
    wakeOn.flatMap((alarm, index) =>
      wakeOn.indexOf(alarm) < index
        ? [
            {
              path: ['wakeOn', index],
              message: `"${alarm}" stands in wakeOn twice`,
              fix: 'take one of them away, or write the alarm that is meant',
            },
          ]
        : [],
    ),
});
