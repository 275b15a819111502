/** @module Ledgers in DynamoDB: one item per budget and day, every write conditional. */
import { setTimeout as wait } from 'node:timers/promises';
import { ledgerSchema } from '../../core/money/ledger.ts';
import { dateText } from '../../core/schedule/calendar.ts';
import { later, seconds } from '../../core/units.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import { parseItem, storeCall, type Table } from './stored-item.ts';

/** How long the ledger of a day is kept: over a year, to compare with the same month. */
const KEPT = seconds(400 * 86_400);
/** Sort keys are dates, and all of them begin so. */
const MILLENNIUM = '2';

/**
 * The longest pause after a first conflict, doubled after each further one: ten times what reading
 * and writing takes. The longest of all lets 20 tries fit into the 50 s of a Lambda.
 */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_500;

/**
 * Ledgers in the table of the states, read consistently: `budget#<name>` / `<date>`. `latest`
 * throws an UnreadableItemError where a stored ledger cannot be parsed. `pause` waits for a random
 * time up to its milliseconds. Source of such pauses: M. Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, where "full jitter" needs the fewest calls.
 */
export function dynamoDbLedgerStore(
  { dynamoDb, table }: Table,
  pause: (mostMs: number) => Promise<void> = pauseUpTo,
): LedgerStore {
  return {
    async latest(budget) {
      const [item] = await storeCall(`read the ledger of budget ${budget}`, () =>
        dynamoDb.queryLast(table, { pk: partitionOf(budget), skPrefix: MILLENNIUM, most: 1 }),
      );
      return item === undefined ? undefined : parseItem(ledgerSchema, item);
    },

    async save(ledger) {
      const { budget, day, version } = ledger;
      const saved = { ...ledger, version: version + 1 };
      const written = await storeCall(`write the ledger of budget ${budget}`, () =>
        dynamoDb.put(
          table,
          {
            ...saved,
            pk: partitionOf(budget),
            sk: dateText(day),
            expiresAt: Math.floor(later(day, KEPT) / 1000),
          },
          version === 0 ? { absent: true } : { attribute: 'version', equals: version },
        ),
      );
      return written === 'written' ? { status: 'saved', ledger: saved } : { status: 'conflict' };
    },

    giveWay: (conflicts) =>
      pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (conflicts - 1))),
  };
}

function pauseUpTo(mostMs: number): Promise<void> {
  return wait(Math.random() * mostMs);
}

function partitionOf(budget: string): string {
  return `budget#${budget}`;
}
