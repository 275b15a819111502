/** @module How many Lambda invocations at once an SQS queue may cause. */
import pLimit from 'p-limit';
import * as z from 'zod/mini';
import type { TargetHold, TargetStatus } from '../../core/model.ts';
import { capacity } from '../../core/units.ts';
import { applyResult } from '../apply-result.ts';
import { faultOf } from '../aws/call.ts';
import type { EventSourceMapping } from '../aws/lambda.ts';
import { defineTarget, unavailable } from '../target.ts';

/** Lambda's control API allows 15 calls a second per region, shared by everybody. */
const CALLS_AT_ONCE = 5;

/** What AWS accepts as maximum concurrency. Without one, a queue causes up to 1000 as well. */
const RANGE = { lowest: 2, highest: 1000 } as const;

/**
 * The maximum concurrency of an SQS event source mapping. It limits and does not reserve: keep it
 * below the function's reserved concurrency, or messages are throttled into the dead-letter queue.
 */
export const lambdaEventSource = defineTarget({
  type: 'lambda-event-source',
  schema: z.strictObject({
    type: z.literal('lambda-event-source'),
    /** The id of the mapping, not its ARN. */
    uuid: z
      .string()
      .check(
        z.regex(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
          'the UUID of an event source mapping',
        ),
      ),
  }),
  services: ['lambda'],
  permissions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
  identity: ({ uuid }) => `lambda-event-source ${uuid.toLowerCase()}`,
  range: () => RANGE,
  quotas: () => ({ service: 'lambda', codes: ['L-B99A9384'], counts: 'invocations at once' }),

  describe(specs, { lambda }) {
    const oneOf = pLimit(CALLS_AT_ONCE);
    return Promise.all(
      specs.map(({ uuid }) =>
        oneOf(async () => {
          try {
            return described(uuid, await lambda.getEventSourceMapping(uuid));
          } catch (error) {
            const { code, detail } = faultOf(error);
            return unavailable(code, detail);
          }
        }),
      ),
    );
  },

  async apply({ uuid }, { to }, { lambda }) {
    if (to < RANGE.lowest || to > RANGE.highest) {
      const because = `maximum concurrency is ${RANGE.lowest} to ${RANGE.highest}, not ${to}`;
      return { status: 'refused', code: 'invalid', because };
    }
    return applyResult(() => lambda.setMaximumConcurrency(uuid, to));
  },
});

function described(uuid: string, mapping: EventSourceMapping): TargetStatus {
  if (!/^arn:[^:]+:sqs:/.test(mapping.eventSourceArn)) {
    return unavailable('invalid', `only SQS mappings have a maximum concurrency; ${uuid} is none`);
  }
  const concurrency = capacity(mapping.maximumConcurrency ?? RANGE.highest);
  const hold = holdOf(mapping);
  return {
    status: 'described',
    capacity: concurrency,
    inService: concurrency,
    pending: capacity(0),
    bounds: { min: capacity(RANGE.lowest), max: capacity(RANGE.highest) },
    ...(hold === undefined ? {} : { hold }),
  };
}

function holdOf({ state }: EventSourceMapping): TargetHold | undefined {
  switch (state) {
    case 'Enabled':
      return undefined;
    case 'Deleting':
      return { code: 'deleting', blocks: 'both', because: 'the mapping is being deleted' };
    case 'Disabled':
    case 'Disabling':
      return { code: 'suspended', blocks: 'both', because: 'the mapping is disabled' };
    default:
      return { code: 'updating', blocks: 'both', because: `the mapping is "${state}"` };
  }
}
