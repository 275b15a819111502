/**
 * @module Ten thousand concurrent updates of one budget's ledger, by the application and over the
 * wire, in an embedded DynamoDB: is every cent counted? Run: npx tsx bench/ledger.ts
 */
import { dynamoDb } from '../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbLedgerStore } from '../shared/adapters/stores/dynamodb-ledger-store.ts';
import type { Table } from '../shared/adapters/stores/stored-item.ts';
import { decideBatch } from '../shared/app/decide-batch.ts';
import { spentAt } from '../shared/core/money/ledger.ts';
import { initialState } from '../shared/core/state.ts';
import type { LedgerStore } from '../shared/ports/ledger-store.ts';
import { scalingPlan } from '../test/support/application.ts';
import { budget, member } from '../test/support/budgets.ts';
import { at, FREE_LIMITS, snapshot, target } from '../test/support/builders.ts';

/** Batches at once, one target of the budget in each: twice what the queue lets through. */
const BATCHES = 100;
const LOOKS = 100;
const EVERY_SECONDS = 300;
const CENT = 0.01;

const ids = Array.from({ length: BATCHES }, (_, index) => `target-${index}`);
const shared = budget({
  limits: { hourly: 1_000_000 },
  alerts: [],
  members: ids.map((id) => member(id)),
});

/** What a look finds of a target, at 1 USD an hour each: never what the look before it found. */
const unitsOf = (batch: number, look: number): number => ((look * 3 + batch) % 7) + 1;

const notes = new Map<string, number>();
const journal = {
  evaluated: () => undefined,
  noted: (_: string, message: string) => {
    notes.set(message, (notes.get(message) ?? 0) + 1);
  },
};
let writes = 0;
let conflicts = 0;
let mostTries = 0;
let slowestMs = 0;

/** One batch, with a client of its own, as each Lambda has. */
function batchOf(index: number, table: Table) {
  const id = ids[index] ?? '';
  const plan = {
    ...scalingPlan({ id, min: 0, perHour: 1, limits: FREE_LIMITS }),
    budget: shared,
    priority: 2,
  };
  let tries = 0;
  const store = dynamoDbLedgerStore(table);
  const ledgers: LedgerStore = {
    ...store,
    async save(ledger) {
      const saved = await store.save(ledger);
      tries += 1;
      writes += 1;
      conflicts += saved.status === 'conflict' ? 1 : 0;
      return saved;
    },
  };
  return async (look: number) => {
    const units = unitsOf(index, look);
    const { readings } = snapshot(0, { load: units * 10 });
    const found = { plan, state: initialState, snapshot: { readings, target: target(units) } };
    const start = performance.now();
    tries = 0;
    const now = at(look * EVERY_SECONDS);
    await decideBatch([found], { ledgers, journal }, { now, isDryRun: false });
    mostTries = Math.max(mostTries, tries);
    slowestMs = Math.max(slowestMs, performance.now() - start);
  };
}

const { access, table, stop } = await startTable();
const batches = ids.map((_, index) => batchOf(index, { dynamoDb: dynamoDb(access), table }));
const start = performance.now();
for (let look = 0; look < LOOKS; look += 1) {
  // biome-ignore lint/performance/noAwaitInLoops: looks follow each other, batches do not.
  await Promise.all(batches.map((lookAgain) => lookAgain(look)));
}
const seconds = (performance.now() - start) / 1000;
const ledger = await dynamoDbLedgerStore({ dynamoDb: dynamoDb(access), table }).latest('shop');
await stop();
if (ledger === undefined) {
  throw new Error('There is no ledger.');
}

const updates = BATCHES * LOOKS;
const counted = spentAt(ledger, at(LOOKS * EVERY_SECONDS)).daily;
const ran = ids.reduce((sum, _, batch) => {
  const units = Array.from({ length: LOOKS }, (__, look) => unitsOf(batch, look));
  return sum + (units.reduce((total, each) => total + each, 0) * EVERY_SECONDS) / 3600;
}, 0);
const isWhole = Math.abs(counted - ran) < CENT && ledger.version === updates;
console.log(
  `${updates} updates, ${BATCHES} at once: ${ledger.version} stand in the ledger, ` +
    `${counted.toFixed(2)} USD counted, ${ran.toFixed(2)} ran\n` +
    `${writes} tries, ${conflicts} conflicts, at most ${mostTries} tries for one, ` +
    `the slowest ${(slowestMs / 1000).toFixed(1)} s, all ${seconds.toFixed(0)} s; ` +
    `the ledger has ${(JSON.stringify(ledger).length / 1024).toFixed(0)} KB`,
);
for (const [message, times] of notes) {
  console.log(`${times} times: ${message}`);
}
if (!isWhole) {
  console.log('Something was lost.');
  process.exitCode = 1;
}
