/** @module What every activity store keeps to. Run over each store, embedded or real. */
import { describe, expect, it } from 'vitest';
import { capacity, type Instant } from '../../shared/core/units.ts';
import type { Activity, ActivityStore } from '../../shared/ports/activity-store.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { at, decision, START } from '../support/builders.ts';
import { type StoreUnderTest, startedStore } from './store-under-test.ts';

const DAY = 86_400;

/** Registers the suite under the name of the store, which is started with a clock of ours. */
export function activityStoreContract(
  name: string,
  start: (clock: Clock) => Promise<StoreUnderTest<ActivityStore>>,
): void {
  describe(`activity store ${name}`, () => {
    let now: Instant = START;
    const store = startedStore(() => start({ now: () => now }));

    /** A target that no other test and no other run uses. */
    function newTarget(): string {
      now = START;
      return crypto.randomUUID();
    }

    function activity(target: string, given: Partial<Activity> = {}): Activity {
      const { next: _, ...told } = decision({ target, at: given.at ?? START });
      return {
        target,
        at: START,
        id: `${target}@1`,
        decision: told,
        outcome: { status: 'applied' },
        ...given,
      };
    }

    it('has no activities of a target it never saw', async () => {
      expect(await store().recent(newTarget(), 10)).toEqual([]);
    });

    it('gives back an activity as it was recorded', async () => {
      const target = newTarget();
      const { next: _, ...told } = decision({
        target,
        from: null,
        to: null,
        steps: [{ by: 'bounds', from: capacity(9), to: capacity(4), because: 'max is 4' }],
        readings: { load: { missing: 'stale', detail: 'the newest value is 9m old' } },
        costPerHour: -0.192,
        nearest: { kind: 'reading', source: 'load', direction: 'above', value: 12.5 },
        foreignChange: { from: capacity(2), to: capacity(3) },
      });
      const recorded = activity(target, {
        decision: told,
        outcome: { status: 'refused', code: 'access-denied', because: 'not allowed' },
      });

      await store().append(recorded);

      expect(await store().recent(target, 10)).toEqual([recorded]);
    });

    it('tells the newest first, in whatever order they were recorded', async () => {
      const target = newTarget();
      const given = [0, 86_399.5, 60, 3_600, 60.001].map((second) =>
        activity(target, { at: at(second), id: `${target}@${second}` }),
      );

      await Promise.all(given.map((each) => store().append(each)));
      now = at(DAY);

      const told = await store().recent(target, 10);
      expect(told.map((each) => (each.at - START) / 1000)).toEqual([
        86_399.5, 3_600, 60.001, 60, 0,
      ]);
    });

    it('keeps activities of the same instant apart', async () => {
      const target = newTarget();

      await store().append(activity(target, { id: 'one' }));
      await store().append(activity(target, { id: 'other' }));

      expect((await store().recent(target, 10)).map(({ id }) => id)).toEqual(['other', 'one']);
    });

    it.each([
      { most: 0, ids: [] },
      { most: 1, ids: ['2'] },
      { most: 2, ids: ['2', '1'] },
      { most: 100, ids: ['2', '1', '0'] },
    ])('tells at most $most', async ({ most, ids }) => {
      const target = newTarget();
      await Promise.all(
        [0, 1, 2].map((second) =>
          store().append(activity(target, { at: at(second), id: `${second}` })),
        ),
      );

      expect((await store().recent(target, most)).map(({ id }) => id)).toEqual(ids);
    });

    it('keeps one of an activity that is recorded twice', async () => {
      const target = newTarget();

      await store().append(activity(target));
      await store().append(activity(target));

      expect(await store().recent(target, 10)).toHaveLength(1);
    });

    it('tells a target nothing of another', async () => {
      const target = newTarget();
      await store().append(activity(`${target}-other`));

      expect(await store().recent(target, 10)).toEqual([]);
    });

    it('tells what the activities of a span say of the capacity, and the last one before it', async () => {
      const target = newTarget();
      const { next: _, ...told } = decision({ target });
      const looks = [
        { second: 0, from: 2, to: 4, status: 'applied' },
        { second: 60, from: 4, to: 6, status: 'unchanged' },
        { second: 120, from: 4, to: 6, status: 'applied' },
        { second: 180, from: null, to: null, status: 'unchanged' },
        { second: 240, from: 9, to: 9, status: 'unchanged', others: true },
        { second: 240.001, from: 9, to: 1, status: 'applied' },
      ] as const;
      await Promise.all(
        looks.map(({ second, from, to, status, ...given }) =>
          store().append({
            target,
            at: at(second),
            id: `${target}@${second}`,
            decision: {
              ...told,
              at: at(second),
              from: from === null ? null : capacity(from),
              to: to === null ? null : capacity(to),
              foreignChange: 'others' in given ? { from: capacity(6), to: capacity(9) } : null,
            },
            outcome: { status },
          }),
        ),
      );
      now = at(DAY);

      const sightings = await store().sightings(target, { from: at(90), to: at(240) });

      expect(
        sightings.map(({ at: seen, found, left, movedByOthers }) => [
          (seen - START) / 1000,
          found,
          left,
          movedByOthers,
        ]),
      ).toEqual([
        [60, 4, 4, false],
        [120, 4, 6, false],
        [240, 9, 9, true],
      ]);
    });

    it('tells nothing of the capacity where nothing is kept', async () => {
      const target = newTarget();
      await store().append(activity(target));

      now = at(30 * DAY);

      expect(await store().sightings(target, { from: at(-DAY), to: at(DAY) })).toEqual([]);
      expect(await store().sightings(newTarget(), { from: at(0), to: at(DAY) })).toEqual([]);
    });

    it('forgets an activity after 30 days', async () => {
      const target = newTarget();
      await store().append(activity(target));

      now = at(30 * DAY - 1);
      const onTheLastDay = await store().recent(target, 10);
      now = at(30 * DAY);
      const afterIt = await store().recent(target, 10);

      expect([onTheLastDay.length, afterIt.length]).toEqual([1, 0]);
    });
  });
}
