import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { invoke } from './support/aws-cli.ts';
import { deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';
import { topics } from './support/topics.ts';

/** A notice that fails is tried three times. */
const TOLD_WITHIN_MS = 30_000;
const SNS_QUEUE = 'told-by-sns';
const EVENT_QUEUE = 'told-by-event-bridge';

const deployedTopics = topics(accessTo(given.miniStack));

const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

/** The first message that says something of the target, parsed. */
async function toldOf(target: string, queue: string): Promise<unknown> {
  const url = await deployedQueues.urlOf(queue);
  return eventually(`a message about ${target}`, TOLD_WITHIN_MS, async (seen) => {
    const bodies = await deployedQueues.take(url);
    seen(bodies);
    const found = bodies.find((body) => body.includes(target));
    return found === undefined ? undefined : JSON.parse(found);
  });
}

describe('a refusal', () => {
  beforeAll(async () => {
    const [queueUrl, topic] = await Promise.all([
      deployedQueues.create('refused-jobs'),
      deployedTopics.create('on-call'),
      deployedQueues.create(SNS_QUEUE),
      deployedQueues.create(EVENT_QUEUE),
      deployedGroups.create('refused-workers', { min: 1, max: 20, desired: 4 }),
    ]);
    await Promise.all([
      deployedTopics.subscribe(topic, arnOf(SNS_QUEUE)),
      deployedTopics.route('tidegate', arnOf(EVENT_QUEUE)),
      deployedQueues.send(queueUrl, jobs(60)),
    ]);
  });

  it('is told once, by the topic and by the bus, however often it is evaluated', async () => {
    const evaluate = JSON.stringify({ operation: 'evaluate', targets: ['refused-workers'] });

    const first = await invoke('operate', evaluate);
    await invoke('operate', evaluate);

    expect(first.functionError).toBeUndefined();
    expect(await toldOf('refused-workers', SNS_QUEUE)).toMatchObject({
      Type: 'Notification',
      Subject: 'Tidegate warning: refused-workers needs 10 units and gets 4.',
      Message: expect.stringContaining('The limit "bounds" says: the plan allows 1 to 4.'),
      MessageAttributes: {
        code: { Value: 'growth-refused' },
        severity: { Value: 'warning' },
        target: { Value: 'refused-workers' },
      },
    });
    expect(await toldOf('refused-workers', EVENT_QUEUE)).toMatchObject({
      source: 'tidegate',
      'detail-type': 'Tidegate Growth Refused',
      detail: {
        version: 1,
        code: 'growth-refused',
        what: 'refused-workers needs 10 units and gets 4.',
        target: 'refused-workers',
      },
    });
    const again = await deployedQueues.take(await deployedQueues.urlOf(SNS_QUEUE));
    expect(again.filter((body) => body.includes('refused-workers'))).toEqual([]);
  });
});

describe('a notice of AWS Budgets', () => {
  it('that is none is refused, and kept', async () => {
    const topic = await deployedTopics.create(`tidegate-${given.stage}-budgets`);

    await deployedTopics.publish(topic, 'AWS Budgets', 'the tide is high');

    const kept = await toldOf('the tide is high', `tidegate-${given.stage}-failed-events`);
    expect(kept).toMatchObject({ responsePayload: { errorType: 'RejectedEventError' } });
  });
});
