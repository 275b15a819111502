/** @module The classic queue rule: backlog divided by what one worker may have waiting. */
import * as z from 'zod/mini';
import { blind, definePolicy } from '../policy.ts';
import { formatDuration, positiveDuration, round, sourceName } from '../quantity.ts';
import { boundedNeed, capacityFor } from '../units.ts';

/**
 * Acceptable backlog per worker = acceptable latency ÷ time per message; capacity = backlog ÷ that.
 * The capacity that runs does not enter, so it works from zero. Messages in flight hold capacity
 * but do not ask for more: a busy worker is not removed, a busy worker is not doubled.
 * Source: EC2 Auto Scaling user guide, "Scaling policy based on Amazon SQS".
 */
export const backlogPerWorker = definePolicy({
  type: 'backlog-per-worker',
  schema: z.strictObject({
    type: z.literal('backlog-per-worker'),
    source: sourceName,
    /** How long a message may wait. */
    acceptableLatency: positiveDuration,
    /** How long one worker takes for one message. */
    serviceTime: positiveDuration,
    /** Messages one worker has in hand at once. */
    concurrency: z._default(z.int().check(z.minimum(1)), 1),
  }),
  sources: (spec) => [spec.source],
  uses: ({ source }) => [{ source, as: 'backlog' }],
  rushes: ({ acceptableLatency: within }, { bounds }) => [
    { to: bounds.max, within, path: ['acceptableLatency'], isAnswer: true, who: 'a message' },
  ],
  lint: {
    /** A message may wait for less time than a worker takes for one: no capacity can do that. */
    'unreachable-objective': ({ acceptableLatency, serviceTime }) =>
      serviceTime > acceptableLatency
        ? [
            {
              path: ['acceptableLatency'],
              message:
                `acceptableLatency of ${formatDuration(acceptableLatency)} is shorter than ` +
                `serviceTime of ${formatDuration(serviceTime)}: no capacity can meet it`,
              fix: `write acceptableLatency: ${formatDuration(2 * serviceTime)} or more, or make the work shorter`,
            },
          ]
        : [],
  },

  recommend(spec, { reading: read, target, band }) {
    const reading = read(spec.source);
    if (reading.status === 'missing') {
      return blind({ source: spec.source, reading });
    }
    const waiting = reading.parts?.['visible'] ?? reading.value;
    const inFlight = reading.parts?.['inFlight'] ?? 0;
    const acceptable = (spec.acceptableLatency / spec.serviceTime) * spec.concurrency;
    const busy = Math.min(inFlight / spec.concurrency, target.capacity);
    const exact = boundedNeed(Math.max(waiting / acceptable, busy));
    const notWaiting = reading.value - waiting;
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because:
        `${round(waiting)} messages wait in ${spec.source}, one worker may have ` +
        `${round(acceptable)}; ${round(inFlight)} are in flight`,
      edge: {
        source: spec.source,
        above: notWaiting + acceptable * band.above,
        below: notWaiting + acceptable * band.below,
      },
    };
  },
});
