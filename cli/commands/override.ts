/** @module Hold a capacity by hand for a while. */
import { defineCommand } from '../command.ts';
import { expiryIn, runOperation, withExpiry, withTargets } from '../operation.ts';
import { requiredNumber } from '../options.ts';

export const override = defineCommand({
  name: 'override',
  summary: 'hold targets at a capacity for a while, within their bounds',
  configure: (command) =>
    withExpiry(
      withTargets(command).requiredOption('--capacity <units>', 'the capacity to hold', Number),
    ),
  run: (input, context) =>
    runOperation(
      {
        operation: 'override',
        capacity: requiredNumber(input.options, 'capacity', {
          isRight: (units) => Number.isSafeInteger(units) && units >= 0,
          needed: 'a whole number of units, 0 or more',
        }),
        ...expiryIn(input.options),
      },
      input,
      context,
    ),
});
