/** @module Hold a capacity by hand for a while. */
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';

export const override = defineCommand({
  name: 'override',
  summary: 'hold targets at a capacity for a while, within their bounds',
  configure: (command) =>
    withTargets(command)
      .requiredOption('--capacity <units>', 'the capacity to hold', Number)
      .requiredOption('--for <duration>', 'how long, like 30m or 2h; at most 7d')
      .option('--note <text>', 'who and why, for those who wonder', ''),
  run: (input, context) =>
    runOperation(
      {
        operation: 'override',
        capacity: input.options['capacity'],
        for: input.options['for'],
        note: input.options['note'],
      },
      input,
      context,
    ),
});
