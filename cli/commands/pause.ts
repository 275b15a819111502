/** @module Leave targets alone for a while. */
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';

export const pause = defineCommand({
  name: 'pause',
  summary: 'leave targets alone for a while',
  configure: (command) =>
    withTargets(command)
      .requiredOption('--for <duration>', 'how long, like 30m or 2h; at most 7d')
      .option('--direction <direction>', 'both, scale-in or scale-out', 'both')
      .option('--note <text>', 'who and why, for those who wonder', ''),
  run: (input, context) =>
    runOperation(
      {
        operation: 'pause',
        for: input.options['for'],
        direction: input.options['direction'],
        note: input.options['note'],
      },
      input,
      context,
    ),
});
