import { describe, expect, it } from 'vitest';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { changeLedger } from '../../shared/app/change-ledger.ts';
import type { Ledger } from '../../shared/core/money/ledger.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { at, START } from '../support/builders.ts';

const GIVEN = { budget: 'shop', now: START, isDryRun: false };

/** A store in which others add a dollar first so many times, and how often one gave way. */
function contended(times: number) {
  const store = inMemoryLedgerStore();
  const pauses: number[] = [];
  let left = times;
  const ledgers: LedgerStore = {
    ...store,
    async save(ledger) {
      if (left > 0) {
        left -= 1;
        await changeLedger(store, GIVEN, addDollar);
      }
      return store.save(ledger);
    },
    giveWay: async (conflicts) => {
      pauses.push(conflicts);
    },
  };
  return { store, ledgers, pauses };
}

/** Adds a dollar to what was spent in the hour. */
function addDollar(before: Ledger) {
  const spent = (before.hours['0'] ?? 0) + 1;
  return { answer: spent, ledger: { ...before, hours: { '0': spent } } };
}

describe('changing a ledger', () => {
  it.each([
    { name: 'at once where nobody else writes', times: 0, pauses: [] },
    { name: 'anew where others were faster', times: 3, pauses: [1, 2, 3] },
    {
      name: 'at the twentieth try',
      times: 19,
      pauses: Array.from({ length: 19 }, (_, index) => index + 1),
    },
  ])('writes $name', async ({ times, pauses }) => {
    const given = contended(times);

    const answer = await changeLedger(given.ledgers, GIVEN, addDollar);

    expect(answer).toBe(times + 1);
    expect(given.pauses).toEqual(pauses);
    expect(await given.store.latest('shop')).toMatchObject({ hours: { '0': times + 1 } });
  });

  it('gives up where others always write first, and leaves what they wrote', async () => {
    const { store, ledgers, pauses } = contended(20);

    const answer = await changeLedger(ledgers, GIVEN, addDollar);

    expect(answer).toBeUndefined();
    expect(pauses).toHaveLength(19);
    expect(await store.latest('shop')).toMatchObject({ hours: { '0': 20 } });
  });

  it('goes on with the new day once it has begun', async () => {
    const { store, ledgers, pauses } = contended(0);
    await changeLedger(store, GIVEN, addDollar);
    await changeLedger(store, { ...GIVEN, now: at(86_400) }, addDollar);

    const answer = await changeLedger(ledgers, GIVEN, addDollar);

    expect(answer).toBe(2);
    expect(pauses).toEqual([]);
    expect(await store.latest('shop')).toMatchObject({ version: 2, hours: { '0': 2 } });
  });

  it('writes nothing without a ledger to write', async () => {
    const { store, ledgers } = contended(0);

    const answer = await changeLedger(ledgers, GIVEN, ({ version }) => ({ answer: version }));

    expect(answer).toBe(0);
    expect(await store.latest('shop')).toBeUndefined();
  });

  it('throws where the store does not answer', async () => {
    const silent = async () => {
      throw new StoreUnavailableError('read the ledger', new Error('no answer'));
    };
    const ledgers = { ...inMemoryLedgerStore(), latest: silent };

    await expect(changeLedger(ledgers, GIVEN, addDollar)).rejects.toThrow(StoreUnavailableError);
  });
});
