/** @module Activities in DynamoDB, in order of time, dropped by its TTL after 30 days. */
import { sightingOf } from '../../core/money/capacity-history.ts';
import type { ActivityStore } from '../../ports/activity-store.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  ACTIVITY_PREFIX,
  activityKeyAt,
  activitySortKey,
  expiresAt,
  SIGHTING_PARTS,
  storedActivity,
  storedSighting,
} from './stored-activity.ts';
import { parseItem, storeCall, type Table, targetPartition } from './stored-item.ts';

/** Sorts after every id. */
const LAST = '\u{10FFFF}';

/** Activities in the table of the states. TTL deletes days late, so reads leave out the expired. */
export function dynamoDbActivityStore({
  dynamoDb,
  table,
  clock,
}: Table & { readonly clock: Clock }): ActivityStore {
  return {
    async append(activity) {
      const { target, at, id, decision, outcome } = activity;
      await storeCall(`record an activity of ${target}`, () =>
        dynamoDb.put(table, {
          pk: targetPartition(target),
          sk: activitySortKey(activity),
          ...{ target, at, id, decision, outcome },
          expiresAt: expiresAt(activity),
        }),
      );
    },

    async recent(target, most) {
      const items = await storeCall(`read the activities of ${target}`, () =>
        dynamoDb.queryLast(table, {
          pk: targetPartition(target),
          skPrefix: ACTIVITY_PREFIX,
          most,
        }),
      );
      const now = clock.now() / 1000;
      return items
        .map((item) => parseItem(storedActivity, item))
        .filter((activity) => activity.expiresAt > now)
        .map(({ expiresAt: _, ...activity }) => activity);
    },

    async sightings(target, { from, to }) {
      const pk = targetPartition(target);
      const first = activityKeyAt(from);
      const [before, within] = await storeCall(`read the activities of ${target}`, () =>
        Promise.all([
          dynamoDb.queryBetween(table, {
            ...{ pk, from: ACTIVITY_PREFIX, to: first, parts: SIGHTING_PARTS },
            order: 'last-first',
            most: 1,
          }),
          dynamoDb.queryBetween(table, {
            ...{ pk, from: first, to: activityKeyAt(to, LAST), parts: SIGHTING_PARTS },
            order: 'first-first',
          }),
        ]),
      );
      const now = clock.now() / 1000;
      return [...before, ...within]
        .map((item) => parseItem(storedSighting, item))
        .filter((sighting) => sighting.expiresAt > now)
        .flatMap(({ at, decision, outcome }) => sightingOf({ at, ...decision }, outcome) ?? []);
    },
  };
}
