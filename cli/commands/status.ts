/** @module Where every target stands, and what happened to it lately. */
import { MOST_ACTIVITIES } from '../../shared/adapters/events/operation-event.ts';
import type { OperationResult } from '../../shared/app/operate.ts';
import { headline } from '../../shared/core/explain.ts';
import type { Activity } from '../../shared/ports/activity-store.ts';
import { defineCommand } from '../command.ts';
import { runOperation, withTargets } from '../operation.ts';
import { requiredNumber } from '../options.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'show where targets stand and what happened lately',
  configure: (command) =>
    withTargets(command).option('--activities <count>', 'how many of the latest', Number, 5),
  run: (input, context) =>
    runOperation(
      {
        operation: 'status',
        activities: requiredNumber(input.options, 'activities', {
          isRight: (count) => Number.isSafeInteger(count) && count >= 0 && count <= MOST_ACTIVITIES,
          needed: `a whole number from 0 to ${MOST_ACTIVITIES}`,
        }),
      },
      input,
      context,
      shown,
    ),
});

function shown(result: OperationResult): readonly string[] {
  if (!('status' in result)) {
    return [];
  }
  const { decision, override, activities } = result.status;
  return [
    `${result.target}: ${decision.from ?? 'unknown'} units; now it ${headline(decision)}`,
    ...(override === null
      ? []
      : [`  ${override.kind} until ${new Date(override.until).toISOString()} ${override.note}`]),
    ...activities.map(activityLine),
  ];
}

function activityLine({ at, decision, outcome }: Activity): string {
  return `  ${new Date(at).toISOString()}  ${headline(decision)} (${outcome.status})`;
}
