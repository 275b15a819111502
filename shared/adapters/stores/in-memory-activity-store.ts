/** @module Activities in memory: the twin of the DynamoDB store for tests and the local mode. */
import { sightingOf } from '../../core/money/capacity-history.ts';
import type { Activity, ActivityStore } from '../../ports/activity-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { activitySortKey, expiresAt } from './stored-activity.ts';

/** Activities that are gone with the process; the oldest expired are dropped as new ones come. */
export function inMemoryActivityStore({ clock }: { readonly clock: Clock }): ActivityStore {
  const byTarget = new Map<string, Map<string, Activity>>();
  const isKept = (activity: Activity) => expiresAt(activity) > clock.now() / 1000;
  const keptOf = (target: string) =>
    [...(byTarget.get(target) ?? [])].filter(([, activity]) => isKept(activity)).sort(byKey);
  return {
    async append(activity) {
      const kept = byTarget.get(activity.target) ?? new Map<string, Activity>();
      byTarget.set(activity.target, kept.set(activitySortKey(activity), activity));
      for (const [key, oldest] of kept) {
        if (isKept(oldest)) {
          break;
        }
        kept.delete(key);
      }
    },

    async recent(target, most) {
      return keptOf(target)
        .toReversed()
        .slice(0, Math.max(0, most))
        .map(([, activity]) => activity);
    },

    async sightings(target, { from, to }) {
      const seen = keptOf(target).flatMap(
        ([, { decision, outcome }]) => sightingOf(decision, outcome) ?? [],
      );
      const before = seen.findLast(({ at }) => at < from);
      const within = seen.filter(({ at }) => at >= from && at <= to);
      return before === undefined ? within : [before, ...within];
    },
  };
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
