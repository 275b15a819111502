/** @module What every ledger store keeps to. Run over each store, embedded or real. */
import { describe, expect, it } from 'vitest';
import {
  emptyLedger,
  type Ledger,
  observe,
  opened,
  reserve,
  want,
} from '../../shared/core/money/ledger.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { at, START } from '../support/builders.ts';
import { type StoreUnderTest, startedStore } from './store-under-test.ts';

const RACERS = 50;
const TARGETS = 300;

/** Registers the suite under the name of the store. */
export function ledgerStoreContract(
  name: string,
  start: () => Promise<StoreUnderTest<LedgerStore>>,
): void {
  describe(`ledger store ${name}`, () => {
    const store = startedStore(start);

    /** A budget that no other test and no other run uses. */
    const newBudget = () => crypto.randomUUID();

    async function saved(ledger: Ledger): Promise<Ledger> {
      const result = await store().save(ledger);
      if (result.status !== 'saved') {
        throw new Error(`the ledger of ${ledger.budget} was not saved`);
      }
      return result.ledger;
    }

    it('knows nothing of a budget that never spent', async () => {
      expect(await store().latest(newBudget())).toBeUndefined();
    });

    it('gives back what was saved, as the next version', async () => {
      const budget = newBudget();
      const seen = observe(emptyLedger(budget, START), { target: 'web', at: START, rate: 0.672 });
      const full: Ledger = {
        ...want(reserve(seen, { target: 'web', at: at(60), rate: 1.344 }), 'web', 2.5),
        writtenAt: at(60),
        hours: { '490999': 12.345678901 },
        days: { '2026-01-04': 288.1 },
        bills: [{ from: at(-86_400), to: START, billed: 300, counted: 288.1, at: START }],
        billedDays: {
          '2026-01-03': { billed: 300.25, counted: 288.1, at: START, isFinal: true },
          '2026-01-04': { billed: 12, counted: 288.1, at: at(60), isFinal: false },
        },
        ladder: {
          hourly: { from: START, upTo: 0.8 },
          frozen: { since: START, period: 'hourly', calmSince: at(60) },
        },
      };

      const result = await store().save(full);

      expect(result).toEqual({ status: 'saved', ledger: { ...full, version: 1 } });
      expect(await store().latest(budget)).toEqual({ ...full, version: 1 });
    });

    it('gives the latest day, and keeps budgets apart', async () => {
      const [budget, other] = [newBudget(), newBudget()];
      const first = await saved(emptyLedger(budget, START));
      const second = await saved(opened(first, at(86_400)));
      await saved(emptyLedger(other, at(9 * 86_400)));

      expect(await store().latest(budget)).toEqual(second);
      expect(await store().latest(budget.slice(0, -1))).toBeUndefined();
    });

    it.each([
      { name: 'of an older version', version: 1 },
      { name: 'of a version that does not exist yet', version: 5 },
      { name: 'of a day that was begun meanwhile', version: 0 },
    ])('refuses a write $name, and keeps what is there', async ({ version }) => {
      const budget = newBudget();
      const first = await saved(emptyLedger(budget, START));
      const second = await saved({ ...first, writtenAt: at(60) });

      const result = await store().save({ ...first, version, writtenAt: at(120) });

      expect(result).toEqual({ status: 'conflict' });
      expect(await store().latest(budget)).toEqual(second);
    });

    it.each([{ from: 0 }, { from: 1 }])(
      `lets exactly one of ${RACERS} writers of version $from win`,
      async ({ from }) => {
        const empty = emptyLedger(newBudget(), START);
        const before = from === 0 ? empty : await saved(empty);

        const results = await Promise.all(
          Array.from({ length: RACERS }, (_, racer) =>
            store().save({ ...before, writtenAt: at(racer) }),
          ),
        );

        const winners = results.flatMap((each) => (each.status === 'saved' ? [each.ledger] : []));
        expect(winners).toHaveLength(1);
        expect(await store().latest(before.budget)).toEqual(winners[0]);
      },
    );

    it('holds a large budget', async () => {
      const ledger = Array.from({ length: TARGETS * 3 }, (_, index) => ({
        target: `target-${index % TARGETS}`,
        at: at(Math.floor(index / TARGETS) * 60),
        rate: index / 1000,
      })).reduce(observe, emptyLedger(newBudget(), START));

      const kept = await saved(ledger);

      expect(await store().latest(ledger.budget)).toEqual(kept);
    });
  });
}
