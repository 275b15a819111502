import { describe, expect, it } from 'vitest';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { forgetBills } from '../../shared/app/forget-bills.ts';
import { ContentionError } from '../../shared/app/operate.ts';
import { emptyLedger, type Ledger, observe, spentAt } from '../../shared/core/money/ledger.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { at, START } from '../support/builders.ts';

const clock = { now: () => at(3600) };
const COUNTED = observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 10 });
const NOTICE = { from: START, to: at(86_400), billed: 60, counted: 10, at: at(1800) };
const DAY = { billed: 500, counted: 10, at: at(1800), isFinal: true };

/** A store with this ledger, and how often it was written since. */
async function storeOf(ledger: Ledger) {
  const store = inMemoryLedgerStore();
  await store.save(ledger);
  return store;
}

describe('forgetting bills', () => {
  it.each([
    { name: 'a notice', billed: { bills: [NOTICE] }, corrected: 50 },
    { name: 'a day', billed: { billedDays: { '2026-01-04': DAY } }, corrected: 490 },
  ])('brings the month back to our own count after $name', async ({ billed, corrected }) => {
    const ledgers = await storeOf({ ...COUNTED, ...billed });

    expect(await forgetBills('shop', { ledgers, clock })).toBe(corrected);

    const after = await ledgers.latest('shop');
    expect(after === undefined ? undefined : spentAt(after, at(3600)).monthly).toBeCloseTo(10, 9);
    expect(after).toMatchObject({ targets: COUNTED.targets, bills: [] });
  });

  it('writes nothing where nothing was billed', async () => {
    const ledgers = await storeOf(COUNTED);
    const before = await ledgers.latest('shop');

    expect(await forgetBills('shop', { ledgers, clock })).toBe(0);

    expect(await ledgers.latest('shop')).toEqual(before);
  });

  it('says so where others always write first', async () => {
    const ledgers: LedgerStore = {
      ...(await storeOf({ ...COUNTED, bills: [NOTICE] })),
      save: async () => ({ status: 'conflict' }),
      giveWay: async () => undefined,
    };

    await expect(forgetBills('shop', { ledgers, clock })).rejects.toThrow(ContentionError);
  });
});
