/** @module One evaluation now: decide and act, or only decide. */
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';

export const evaluate = defineCommand({
  name: 'evaluate',
  summary: 'evaluate targets once; --dry-run decides and does not act',
  configure: (command) =>
    withTargets(command).option('--dry-run', 'decide and explain, change nothing'),
  run: (input, context) =>
    runOperation(
      { operation: 'evaluate', dryRun: input.options['dryRun'] === true },
      input,
      context,
    ),
});
