/** @module End a pause or an override. */
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';

export const resume = defineCommand({
  name: 'resume',
  summary: 'end a pause or an override',
  configure: withTargets,
  run: (input, context) => runOperation({ operation: 'resume' }, input, context),
});
