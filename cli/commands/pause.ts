/** @module Leave targets alone for a while. */
import { Option } from 'commander';
import { defineCommand } from '../command.ts';
import { expiryIn, runOperation, withExpiry, withTargets } from '../operation.ts';

export const pause = defineCommand({
  name: 'pause',
  summary: 'leave targets alone for a while: they are evaluated, and not moved',
  configure: (command) =>
    withExpiry(withTargets(command)).addOption(
      new Option('--direction <direction>', 'what not to do')
        .choices(['both', 'scale-in', 'scale-out'])
        .default('both'),
    ),
  run: (input, context) =>
    runOperation(
      {
        operation: 'pause',
        direction: input.options['direction'],
        ...expiryIn(input.options),
      },
      input,
      context,
    ),
});
