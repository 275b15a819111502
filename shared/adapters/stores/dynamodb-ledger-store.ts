/** @module Ledgers in DynamoDB: one item per budget and day, every write conditional. */
import { ledgerSchema } from '../../core/money/ledger.ts';
import { dateText } from '../../core/schedule/calendar.ts';
import { later, seconds } from '../../core/units.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import { givingWay, type PassingTime } from './giving-way.ts';
import { parseItem, storeCall, type Table } from './stored-item.ts';

/** How long the ledger of a day is kept: over a year, to compare with the same month. */
const KEPT = seconds(400 * 86_400);
/** Sort keys are dates, and all of them begin so. */
const MILLENNIUM = '2';

/**
 * Ledgers in the table of the states, read consistently: `budget#<name>` / `<date>`. `latest`
 * throws an UnreadableItemError where a stored ledger cannot be parsed.
 */
export function dynamoDbLedgerStore({ dynamoDb, table }: Table, time?: PassingTime): LedgerStore {
  const { reading, writing, giveWay } = givingWay(time);
  return {
    giveWay,

    async latest(budget) {
      const [item] = await storeCall(`read the ledger of budget ${budget}`, () =>
        reading(() =>
          dynamoDb.queryLast(table, { pk: partitionOf(budget), skPrefix: MILLENNIUM, most: 1 }),
        ),
      );
      return item === undefined ? undefined : parseItem(ledgerSchema, item);
    },

    async save(ledger) {
      const { budget, day, version } = ledger;
      const saved = { ...ledger, version: version + 1 };
      const item = {
        ...saved,
        pk: partitionOf(budget),
        sk: dateText(day),
        expiresAt: Math.floor(later(day, KEPT) / 1000),
      };
      const isUnchanged =
        version === 0
          ? ({ absent: true } as const)
          : ({ attribute: 'version', equals: version } as const);
      const written = await storeCall(`write the ledger of budget ${budget}`, () =>
        writing(() => dynamoDb.put(table, item, isUnchanged)),
      );
      return written === 'written' ? { status: 'saved', ledger: saved } : { status: 'conflict' };
    },
  };
}

function partitionOf(budget: string): string {
  return `budget#${budget}`;
}
