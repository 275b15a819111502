/** @module What every forecast store keeps to. Run over each store, embedded or real. */
import { describe, expect, it } from 'vitest';
import type { ForecastStore } from '../../shared/ports/forecast-store.ts';
import { at } from '../support/builders.ts';
import { forecast } from '../support/forecasts.ts';
import { type StoreUnderTest, startedStore } from './store-under-test.ts';

/** More than one BatchGetItem call takes. */
const MANY = 120;

/** Registers the suite under the name of the store. */
export function forecastStoreContract(
  name: string,
  start: () => Promise<StoreUnderTest<ForecastStore>>,
): void {
  describe(`forecast store ${name}`, () => {
    const store = startedStore(start);

    /** A target that no other test and no other run uses. */
    const newTarget = () => crypto.randomUUID();

    it('answers nothing when asked for nothing', async () => {
      expect(await store().load([])).toEqual([]);
    });

    it('has no forecast of a target it never saw', async () => {
      expect(await store().load([newTarget()])).toEqual([{}]);
    });

    it('gives back the forecasts of all policies of a target', async () => {
      const target = newTarget();
      const forecasts = {
        'predictive#1': forecast({ skill: -0.25, losses: { ...LOSSES, lastWeek: 9 } }),
        'service-level#2': forecast({ source: 'jobs', losses: LOSSES }),
      };

      const saved = await store().save(target, forecasts);

      expect(saved).toBe('saved');
      expect(await store().load([target])).toEqual([forecasts]);
    });

    it('keeps four digits of a number, and every digit of a time', async () => {
      const target = newTarget();
      const made = forecast({
        usual: [1234.5678, 0.000_123_456, 0],
        errors: [[-98_765.4321]],
        madeAt: at(0.123),
      });

      await store().save(target, { 'predictive#1': made });

      expect(await store().load([target])).toEqual([
        {
          'predictive#1': { ...made, usual: [1235, 0.000_123_5, 0], errors: [[-98_770]] },
        },
      ]);
    });

    it('forgets what the next forecasts leave out', async () => {
      const target = newTarget();
      await store().save(target, { 'predictive#1': forecast(), 'predictive#2': forecast() });

      await store().save(target, { 'predictive#1': forecast({ madeAt: at(3600) }) });

      expect(await store().load([target])).toEqual([
        { 'predictive#1': forecast({ madeAt: at(3600) }) },
      ]);
    });

    it.each([
      { name: 'the same ones again', second: 0, answer: 'saved', kept: 0 },
      { name: 'newer ones', second: 1, answer: 'saved', kept: 1 },
      { name: 'older ones, which are not taken', second: -1, answer: 'outdated', kept: 0 },
    ])('after forecasts are given $name', async ({ second, answer, kept }) => {
      const target = newTarget();
      await store().save(target, { 'predictive#1': forecast({ madeAt: at(0) }) });

      const saved = await store().save(target, {
        'predictive#1': forecast({ madeAt: at(second) }),
      });

      expect(saved).toBe(answer);
      expect(await store().load([target])).toEqual([
        { 'predictive#1': forecast({ madeAt: at(kept) }) },
      ]);
    });

    it('goes by the newest forecast of a target', async () => {
      const target = newTarget();
      const [old, kept, newer] = [-60, 0, 60].map((second) => forecast({ madeAt: at(second) }));
      await store().save(target, { 'predictive#1': old ?? forecast(), 'predictive#2': forecast() });

      const saved = await store().save(target, {
        'predictive#1': newer ?? forecast(),
        'predictive#2': kept ?? forecast(),
      });

      expect(saved).toBe('saved');
      expect(await store().load([target])).toEqual([
        { 'predictive#1': newer, 'predictive#2': kept },
      ]);
    });

    it('takes nothing that is no number for a load, and keeps what is there', async () => {
      const target = newTarget();
      await store().save(target, { 'predictive#1': forecast() });

      const saving = store().save(target, { 'predictive#1': forecast({ usual: [Number.NaN] }) });

      await expect(saving).rejects.toThrow();
      expect(await store().load([target])).toEqual([{ 'predictive#1': forecast() }]);
    });

    it('answers many targets in the order asked, known or not, also one asked twice', async () => {
      const targets = Array.from({ length: MANY }, newTarget);
      const known = targets.filter((_, index) => index % 2 === 0);
      await Promise.all(
        known.map((target) =>
          store().save(target, { 'predictive#1': forecast({ source: target }) }),
        ),
      );

      const loaded = await store().load([...targets, targets[0] ?? '']);

      expect(loaded.map((each) => each['predictive#1']?.source)).toEqual([
        ...targets.map((target, index) => (index % 2 === 0 ? target : undefined)),
        targets[0],
      ]);
    });
  });
}

const LOSSES = { forecast: 1.5, lastValue: 2, recentMean: 2.25 };
