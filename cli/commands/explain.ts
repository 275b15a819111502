/** @module Why the answer is what it is, and what would change it. */
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'say what would be decided now, and why',
  configure: withTargets,
  run: (input, context) => runOperation({ operation: 'explain' }, input, context),
});
