import { beforeAll, describe, expect, it } from 'vitest';
import { budgetsText } from '../support/budget-texts.ts';
import { eventually } from '../support/eventually.ts';
import { invoke } from './support/aws-cli.ts';
import { changesOf, deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';
import { topics } from './support/topics.ts';

const TOLD_WITHIN_MS = 10_000;
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

const refusedJobs = { target: 'refused-workers', desired: 4, queue: 'refused-jobs', jobs: 60 };
const shedJobs = { target: 'shed-workers', desired: 5, queue: 'shed-jobs', jobs: 30 };

beforeAll(async () => {
  const [topic] = await Promise.all([
    deployedTopics.create('on-call'),
    deployedQueues.create(SNS_QUEUE),
    deployedQueues.create(EVENT_QUEUE),
    ...[refusedJobs, shedJobs].map(async ({ target, desired, queue, jobs: count }) => {
      await deployedGroups.create(target, { min: 1, max: 20, desired });
      await deployedQueues.send(await deployedQueues.create(queue), jobs(count));
    }),
  ]);
  await Promise.all([
    deployedTopics.subscribe(topic, arnOf(SNS_QUEUE)),
    deployedTopics.route('tidegate', arnOf(EVENT_QUEUE)),
  ]);
});

describe('a refusal', () => {
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
  it('corrects the ledger, and sheds the target that the plan names, within seconds', async () => {
    const topic = await deployedTopics.create(`tidegate-${given.stage}-budgets`);
    const text = budgetsText({
      account: '000000000000',
      date: today(),
      name: 'emulated-monthly',
      amount: '$160.00',
    });
    const before = await deployedGroups.desiredCapacity('shed-workers');

    await deployedTopics.publish(topic, 'AWS Budgets: emulated-monthly has exceeded …', text);

    await eventually('scale-in to the minimum', TOLD_WITHIN_MS, async (seen) => {
      const capacity = await deployedGroups.desiredCapacity('shed-workers');
      seen(capacity);
      return capacity === 1 ? capacity : undefined;
    });
    expect(before).toBe(5);
    const [change] = await eventually('the activity', TOLD_WITHIN_MS, async () => {
      const recorded = await changesOf('shed-workers');
      return recorded.length > 0 ? recorded : undefined;
    });
    expect(change).toMatchObject({
      decision: {
        action: 'scale-in',
        from: 5,
        to: 1,
        reason: 'budget',
        because: expect.stringMatching(/budget "emulated" .*160\.\d\d/),
      },
      outcome: { status: 'applied' },
    });
    expect(await toldOf('sheds shed-workers', SNS_QUEUE)).toMatchObject({
      Subject:
        'Tidegate CRITICAL: Budget "emulated" sheds shed-workers: down to the minimum, at once.',
    });
    expect(await toldOf('Tidegate Budget Reconciled', EVENT_QUEUE)).toMatchObject({
      detail: { what: expect.stringMatching(/corrected by \+1(60\.00|59\.\d\d) USD/) },
    });
  });

  it('that is none is refused, so that it is kept and people are told', async () => {
    const text = { EventSource: 'aws:sns', Sns: { Message: 'the tide is high' } };

    const { functionError, answer } = await invoke(
      'onBudgetNotice',
      JSON.stringify({ Records: [text] }),
    );

    expect(functionError).toBeDefined();
    expect(JSON.stringify(answer)).toContain('expected a notice of AWS Budgets by SNS');
  });
});

/** "November 23, 2026", as AWS Budgets dates its notices. */
function today(): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format();
}
