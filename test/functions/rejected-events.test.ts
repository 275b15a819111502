import { describe, expect, test } from 'vitest';
import { onRequests } from '../../functions/evaluate.ts';
import { onAlarm } from '../../functions/on-alarm.ts';
import { onBudgetNotice } from '../../functions/on-budget-notice.ts';
import { onOperation } from '../../functions/operate.ts';
import { onSchedule } from '../../functions/tick.ts';
import { RejectedEventError } from '../../shared/adapters/events/rejected-event.ts';
import { UnknownTargetError } from '../../shared/app/operate.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { FREE_LIMITS, START } from '../support/builders.ts';

const application = () =>
  inMemoryApplication([scalingPlan({ id: 'web', limits: FREE_LIMITS, wakeOn: ['busy'] })]);

/** Things that no function takes. */
const NONSENSE: readonly { readonly name: string; readonly event: unknown }[] = [
  { name: 'nothing', event: undefined },
  { name: 'null', event: null },
  { name: 'text', event: 'tick' },
  { name: 'a number', event: 42 },
  { name: 'a list', event: [] },
  { name: 'an empty object', event: {} },
  { name: 'an event of S3', event: { Records: [{ eventSource: 'aws:s3', s3: {} }] } },
  {
    name: 'an event of EC2',
    event: { source: 'aws.ec2', 'detail-type': 'EC2 Instance State-change', detail: {} },
  },
];

const schedule = { source: 'aws.events', 'detail-type': 'Scheduled Event' };
const alarm = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  detail: { alarmName: 'busy', state: { value: 'ALARM' } },
};
const sns = (message: string) => ({
  Records: [{ EventSource: 'aws:sns', Sns: { Message: message } }],
});

describe('an event that a function does not take is rejected, with what was expected', () => {
  test.each([
    ...NONSENSE,
    { name: 'a schedule without a time', event: schedule },
    { name: 'a schedule at no time', event: { ...schedule, time: 'soon' } },
    { name: 'an alarm', event: alarm },
  ])('tick: $name', async ({ event }) => {
    const app = application();

    const rejected = onSchedule(event, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    await expect(rejected).rejects.toThrow('expected an EventBridge scheduled event');
    expect(app.evaluations).toEqual([]);
  });

  test.each([
    ...NONSENSE,
    { name: 'a schedule', event: { ...schedule, time: '2026-11-23T09:00:00Z' } },
    {
      name: 'an alarm in no state',
      event: { ...alarm, detail: { alarmName: 'busy', state: { value: 'RED' } } },
    },
    { name: 'an alarm without a name', event: { ...alarm, detail: { state: { value: 'OK' } } } },
    { name: 'an SNS message that is no JSON', event: sns('the tide is high') },
    { name: 'an SNS message of no alarm', event: sns('{"AlarmName":"busy"}') },
    { name: 'no SNS message at all', event: { Records: [] } },
  ])('on-alarm: $name', async ({ event }) => {
    const app = application();

    const rejected = onAlarm(event, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    await expect(rejected).rejects.toThrow(
      'expected a CloudWatch alarm by EventBridge, by direct invocation, or by SNS',
    );
    expect(app.evaluations).toEqual([]);
  });

  test.each([
    ...NONSENSE,
    { name: 'an alarm by SNS', event: sns('{"AlarmName":"busy","NewStateValue":"ALARM"}') },
    { name: 'a text of somebody else', event: sns('the tide is high') },
    { name: 'an empty text', event: sns('') },
    {
      name: 'an event without figures',
      event: { source: 'billing', 'detail-type': 'Budget Notice', detail: {} },
    },
  ])('on-budget-notice: $name', async ({ event }) => {
    const app = application();

    const rejected = onBudgetNotice(event, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    await expect(rejected).rejects.toThrow('expected a notice of AWS Budgets by SNS');
    expect(app.saves).toEqual([]);
  });

  test.each([...NONSENSE, { name: 'a schedule', event: schedule }])(
    'evaluate: $name',
    async ({ event }) => {
      const rejected = onRequests(event, application());

      await expect(rejected).rejects.toThrow(RejectedEventError);
      await expect(rejected).rejects.toThrow('expected a batch of SQS messages');
    },
  );

  test.each([
    ...NONSENSE,
    { name: 'an unknown operation', event: { operation: 'terminate' } },
    { name: 'an unknown key', event: { operation: 'explain', target: 'web' } },
    { name: 'no targets', event: { operation: 'explain', targets: [] } },
    { name: 'a pause without an end', event: { operation: 'pause' } },
    { name: 'a pause without a unit', event: { operation: 'pause', for: 30 } },
    { name: 'a pause for no time', event: { operation: 'pause', for: '0s' } },
    { name: 'a pause that is forgotten', event: { operation: 'pause', for: '8d' } },
    { name: 'a capacity below 0', event: { operation: 'override', capacity: -1, for: '1h' } },
    { name: 'half a unit', event: { operation: 'override', capacity: 1.5, for: '1h' } },
  ])('operate: $name', async ({ event }) => {
    const app = application();

    const rejected = onOperation(event, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    await expect(rejected).rejects.toThrow('expected an operation like { "operation": "evaluate"');
    expect(app.saves).toEqual([]);
  });

  test('operate: a target that the plan does not have', async () => {
    const rejected = onOperation({ operation: 'explain', targets: ['wbe'] }, application());

    await expect(rejected).rejects.toThrow(UnknownTargetError);
  });

  test('the message says where the problem is', async () => {
    const rejected = onOperation({ operation: 'pause', for: '8d' }, application());

    await expect(rejected).rejects.toThrow(/at most 7d\s+→ at for/);
  });
});

describe('a batch of evaluation requests', () => {
  const message = (messageId: string, body: string) => ({
    eventSource: 'aws:sqs',
    messageId,
    body,
  });
  const request = (targets: readonly string[]) => JSON.stringify({ targets, requestedAt: START });

  test.each([
    { name: 'no JSON', body: 'the tide is high' },
    { name: 'no targets', body: '{"requestedAt":1}' },
    { name: 'an empty list of targets', body: '{"targets":[],"requestedAt":1}' },
    { name: 'no time', body: '{"targets":["web"]}' },
    { name: 'something unknown', body: '{"targets":["web"],"requestedAt":1,"force":true}' },
  ])('fails the message with $name alone', async ({ body }) => {
    const app = application();
    app.read('web', 'load', 40);
    const event = { Records: [message('bad', body), message('good', request(['web']))] };

    const answer = await onRequests(event, app);

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    expect(app.applied).toMatchObject([{ target: 'web', to: 4 }]);
    expect(app.notes).toMatchObject([{ level: 'error', details: { messageId: 'bad' } }]);
  });

  test('delivers a message again when the store did not answer', async () => {
    const app = application();
    const load = () => Promise.reject(new StoreUnavailableError('load states', new Error('down')));
    const ports = { ...app.ports, states: { ...app.ports.states, load } };
    const event = { Records: [message('one', request(['web']))] };

    const answer = await onRequests(event, { ...app, ports });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
    expect(app.notes).toMatchObject([{ level: 'error', details: { messageId: 'one' } }]);
  });

  test('is done with a message whose time is over', async () => {
    const app = application();
    app.pass(3600);
    const event = { Records: [message('old', request(['web']))] };

    const answer = await onRequests(event, app);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(app.evaluations).toEqual([]);
  });
});

describe('an SNS event with several alarms', () => {
  test('is rejected as a whole when one of them is none', async () => {
    const app = application();
    const [good] = sns('{"AlarmName":"busy","NewStateValue":"ALARM"}').Records;
    const [bad] = sns('{}').Records;

    const rejected = onAlarm({ Records: [good, bad] }, app);

    await expect(rejected).rejects.toThrow(RejectedEventError);
    expect(app.evaluations).toEqual([]);
  });
});
