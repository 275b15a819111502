/** @module Ledgers in a table that is some milliseconds away, on a clock of its own. */
import { setImmediate as everythingElse } from 'node:timers/promises';
import type { DynamoDb, Item } from '../../shared/adapters/aws/dynamodb.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { fakeClients } from './aws-fakes.ts';

/** What DynamoDB takes for a query and a write of some kilobytes, seen from a Lambda. */
const READ_MS = 5;
const WRITE_MS = 6;

/** Ledgers, how often they were written, and a clock that stands still while there is anything else to do. */
export interface DistantLedgers {
  /** A store as each Lambda has its own, over the one table. */
  store(): LedgerStore;
  /** Writes that came, conflicts included. */
  writes(): number;
  /** Does the work, however long it waits. */
  passing<Answer>(work: Promise<Answer>): Promise<Answer>;
}

/** A table without ledgers; how long somebody gives way is drawn from a seed. */
export function distantLedgers({ seed = 1 } = {}): DistantLedgers {
  const items = new Map<string, Item>();
  const waiting: { readonly at: number; readonly resume: () => void }[] = [];
  const random = randomStream(seed, 'pauses');
  let nowMs = 0;
  let writes = 0;

  const wait = (ms: number): Promise<void> =>
    new Promise((resume) => {
      waiting.push({ at: nowMs + ms, resume });
      waiting.sort((one, other) => one.at - other.at);
    });

  const calls: Partial<DynamoDb> = {
    async queryLast(_, { pk }) {
      await wait(READ_MS / 2);
      const found = [...items.values()].filter((item) => item.pk === pk);
      await wait(READ_MS / 2);
      return found.toSorted((one, other) => other.sk.localeCompare(one.sk)).slice(0, 1);
    },
    async put(_, item, condition) {
      await wait(WRITE_MS / 2);
      const key = `${item.pk}/${item.sk}`;
      const stored = items.get(key)?.['version'];
      const expected =
        condition !== undefined && 'equals' in condition ? condition.equals : undefined;
      const isMet = stored === expected;
      writes += 1;
      if (isMet) {
        items.set(key, item);
      }
      await wait(WRITE_MS / 2);
      return isMet ? 'written' : 'condition-failed';
    },
  };

  return {
    store: () =>
      dynamoDbLedgerStore(
        { dynamoDb: fakeClients({ dynamoDb: calls }).dynamoDb, table: 'tidegate' },
        { nowMs: () => nowMs, pause: (mostMs) => wait(random.uniform() * mostMs) },
      ),
    writes: () => writes,
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
        nowMs = next?.at ?? nowMs;
        next?.resume();
      }
      return work;
    },
  };
}
