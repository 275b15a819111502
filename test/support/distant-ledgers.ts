/** @module Ledgers in a table that is some milliseconds away, on a clock of its own. */
import { setImmediate as everythingElse } from 'node:timers/promises';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { fakeClients } from './aws-fakes.ts';

/** What DynamoDB takes for a query and a write of some kilobytes, seen from a Lambda. */
const READ_MS = 5;
const WRITE_MS = 6;

/** Ledgers, what was called, and a clock that stands still while there is anything else to do. */
export interface DistantLedgers {
  readonly ledgers: LedgerStore;
  readonly writes: () => number;
  readonly conflicts: () => number;
  /** Waits on the clock of its own. */
  wait(ms: number): Promise<void>;
  /** Does the work, however long it waits. */
  passing<Answer>(work: Promise<Answer>): Promise<Answer>;
}

/** Empty ledgers; how long somebody gives way is drawn from a seed. */
export function distantLedgers({ seed = 1 } = {}): DistantLedgers {
  const near = inMemoryLedgerStore();
  const waiting: { readonly at: number; readonly resume: () => void }[] = [];
  const random = randomStream(seed, 'pauses');
  let now = 0;
  let writes = 0;
  let conflicts = 0;

  const wait = (ms: number): Promise<void> =>
    new Promise((resume) => {
      waiting.push({ at: now + ms, resume });
      waiting.sort((one, other) => one.at - other.at);
    });
  const { giveWay } = dynamoDbLedgerStore(
    { dynamoDb: fakeClients().dynamoDb, table: 'none' },
    (mostMs) => wait(random.uniform() * mostMs),
  );

  return {
    writes: () => writes,
    conflicts: () => conflicts,
    wait,
    ledgers: {
      giveWay,
      async latest(budget) {
        await wait(READ_MS / 2);
        const ledger = await near.latest(budget);
        await wait(READ_MS / 2);
        return ledger;
      },
      async save(ledger) {
        await wait(WRITE_MS / 2);
        const saved = await near.save(ledger);
        writes += 1;
        conflicts += saved.status === 'conflict' ? 1 : 0;
        await wait(WRITE_MS / 2);
        return saved;
      },
    },
    async passing(work) {
      let isOver = false;
      const ended = () => {
        isOver = true;
      };
      work.then(ended, ended);
      while (!isOver) {
        // biome-ignore lint/performance/noAwaitInLoops: time passes step by step.
        await everythingElse();
        const next = waiting.shift();
        now = next?.at ?? now;
        next?.resume();
      }
      return work;
    },
  };
}
