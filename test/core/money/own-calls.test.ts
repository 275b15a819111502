import { describe, expect, it } from 'vitest';
import { emptyLedger, type Ledger, observe } from '../../../shared/core/money/ledger.ts';
import {
  type Batching,
  type OwnCalls,
  ownCalls,
  type PaidRead,
  type ReadTarget,
} from '../../../shared/core/money/own-calls.ts';
import { seconds } from '../../../shared/core/units.ts';
import { at, START } from '../../support/builders.ts';
import { itemBytes } from '../../support/metered-application.ts';

const BATCHING: Batching = { largestBatch: 100, messagesPerSend: 10 };
const QUEUE = (key: string): PaidRead => ({ service: 'sqs', key, count: 1 });
const METRIC = (key: string, count = 1): PaidRead => ({ service: 'cloudWatch', key, count });

/** Targets that each read something of their own. */
function targets(
  count: number,
  everySeconds: number,
  readOf: (index: number) => PaidRead = (index) => QUEUE(`q${index}`),
): readonly ReadTarget[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `target-${index}`,
    evaluateEvery: seconds(everySeconds),
    reads: [readOf(index)],
  }));
}

describe('ownCalls', () => {
  it.each<{
    name: string;
    given: readonly ReadTarget[];
    minutes: number;
    calls: Partial<OwnCalls>;
  }>([
    {
      name: 'no target: ticks alone',
      given: [],
      minutes: 10,
      calls: { invocations: 10, evaluations: 0, handedOn: 0, sends: 0, stateReads: 0 },
    },
    {
      name: 'a batch that fits is evaluated in the tick',
      given: targets(100, 60),
      minutes: 10,
      calls: { invocations: 10, evaluations: 1000, handedOn: 0, sends: 0, queueReads: 1000 },
    },
    {
      name: 'a larger fleet is handed on, ten messages a send',
      given: targets(1001, 60),
      minutes: 2,
      calls: { invocations: 24, evaluations: 2002, handedOn: 22, sends: 4, stateReads: 2002 },
    },
    {
      name: 'ten seconds are five moments more, each a batch of its own',
      given: targets(101, 10),
      minutes: 1,
      calls: { invocations: 13, evaluations: 606, handedOn: 12, sends: 2 },
    },
    {
      name: 'five minutes are a fifth, spread over the ticks',
      given: targets(40, 300),
      minutes: 5,
      calls: { invocations: 5, evaluations: 40, handedOn: 0 },
    },
    {
      name: 'the same metric is asked for once in a batch, and again in the next',
      given: targets(150, 60, () => METRIC('the same', 2)),
      minutes: 1,
      calls: { metricsRead: 4, queueReads: 0 },
    },
    {
      name: 'a send over 64 KB is two requests',
      given: targets(1000, 60).map((target) => ({ ...target, id: target.id.padEnd(128, 'x') })),
      minutes: 1,
      calls: { handedOn: 10, sends: 3 },
    },
  ])('$name', ({ given, minutes, calls }) => {
    expect(ownCalls(given, minutes, BATCHING)).toMatchObject({ minutes, ...calls });
  });
});

describe('the calls for calm targets', () => {
  it('read their states in every tick, and their metrics in some', () => {
    const given = targets(100, 60, (index) => METRIC(`m${index}`)).map((target) => ({
      ...target,
      calmEvery: seconds(300),
    }));

    const [calm, busy] = [true, false].map((isCalm) => ownCalls(given, 5, { ...BATCHING, isCalm }));

    expect(busy).toMatchObject({ metricsRead: 500, stateReads: 500, invocations: 5 });
    expect(calm).toMatchObject({ metricsRead: 100, stateReads: 500, invocations: 5 });
  });
});

describe('the size of a ledger', () => {
  it.each([
    { count: 1, everySeconds: 60 },
    { count: 100, everySeconds: 60 },
    { count: 20, everySeconds: 10 },
  ])('is that of $count targets looked at every $everySeconds s', ({ count, everySeconds }) => {
    const given = targets(count, everySeconds).map((target) => ({ ...target, budget: 'shop' }));
    let ledger = emptyLedger('shop', START);
    for (let second = 0; second < 86_400; second += everySeconds) {
      for (const { id } of given) {
        ledger = observe(ledger, { target: id, at: at(second), rate: 0.096 * (20 + (second % 7)) });
      }
    }

    const { ledgerWrites, evaluations } = ownCalls(given, 1, BATCHING);

    const batches = evaluations / count;
    expect((ledgerWrites / batches) * 1024).toBeGreaterThan(itemBytes(ledger) * 0.95);
    expect((ledgerWrites / batches) * 1024).toBeLessThan(itemBytes(ledger) * 1.15 + 1024);
  });

  it('has the bills of a month where its budget asks for them', () => {
    const given = targets(20, 60).map((target) => ({ ...target, budget: 'shop' }));
    const billedDays = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `2026-11-${String(index + 1).padStart(2, '0')}`,
        { billed: 46.1834216571, counted: 46.08 + index / 7, at: START, isFinal: true },
      ]),
    );
    const bytes = (ledger: Ledger) => itemBytes(ledger) - itemBytes(emptyLedger('shop', START));

    const [billed, counted] = [true, false].map((isBilled) =>
      ownCalls(
        given.map((target) => ({ ...target, isBilled })),
        1,
        BATCHING,
      ),
    );

    const more = ((billed?.ledgerWrites ?? 0) - (counted?.ledgerWrites ?? 0)) * 1024;
    expect(more).toBeCloseTo(bytes({ ...emptyLedger('shop', START), billedDays }), -3);
  });

  it('counts for each batch that has a target of the budget', () => {
    const given = targets(250, 60).map((target) => ({ ...target, budget: 'shop' }));

    const [one, three] = [given.slice(0, 100), given].map((fleet) => ownCalls(fleet, 1, BATCHING));

    // Two and a half times the size, written three times.
    expect((three?.ledgerWrites ?? 0) / (one?.ledgerWrites ?? 1)).toBeCloseTo(7.5, 0);
  });
});
