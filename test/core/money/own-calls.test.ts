import { describe, expect, it } from 'vitest';
import {
  type Batching,
  type OwnCalls,
  ownCalls,
  type PaidRead,
  type ReadTarget,
} from '../../../shared/core/money/own-calls.ts';
import { seconds } from '../../../shared/core/units.ts';

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
