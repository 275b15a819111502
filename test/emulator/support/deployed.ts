/** @module The deployed stack, looked at with our own code. */
import { dynamoDb } from '../../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbActivityStore } from '../../../shared/adapters/stores/dynamodb-activity-store.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import type { Activity } from '../../../shared/ports/activity-store.ts';
import { accessTo, given } from './given.ts';
import { groups } from './groups.ts';
import { queues } from './queues.ts';

/** The table of states and activities. */
export const DEPLOYED_TABLE = `tidegate-${given.stage}`;

const access = accessTo(given.miniStack);
export const deployedGroups = groups(access);
export const deployedQueues = queues(access);

const activities = dynamoDbActivityStore({
  dynamoDb: dynamoDb(access),
  table: DEPLOYED_TABLE,
  clock: systemClock,
});

/** The latest changes of capacity that were recorded of a target, oldest first. */
export async function changesOf(target: string): Promise<readonly Activity[]> {
  const recent = await activities.recent(target, 100);
  return recent.filter(({ decision }) => decision.action !== 'hold').reverse();
}
