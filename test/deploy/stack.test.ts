import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { BILL_ACCESS } from '../../shared/composition.ts';
import { readDeployment } from '../support/deployment.ts';

const deployment = readDeployment();
const { functions } = deployment;
const resources = Object.entries(deployment.resources.Resources).map(([id, each]) => ({
  id,
  type: each.Type,
  properties: each.Properties,
}));

const alarmSchema = z.looseObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  MetricName: z.string(),
  Namespace: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
  AlarmActions: z.array(z.string()),
  TreatMissingData: z.string(),
});
const alarms = resources
  .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
  .map(({ id, properties }) => ({ id, ...z.parse(alarmSchema, properties) }));
const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue');

/** The logical id that the framework gives a function: `onAlarm` → OnAlarmLambdaFunction. */
function logicalId(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;
}

/** The alarm on a metric of what a dimension names, if there is one. */
function alarmOn(metric: string, value: string) {
  return alarms.find(
    ({ MetricName, Dimensions }) =>
      MetricName === metric && Dimensions.some((dimension) => dimension.Value === value),
  );
}

describe('every function', () => {
  test.each(Object.entries(functions))('%s has a file that exports it', (_, { handler }) => {
    const file = new URL(`../../${handler.replace(/\.handler$/, '.ts')}`, import.meta.url);

    expect(handler).toMatch(/^functions\/[a-z-]+\.handler$/);
    expect(existsSync(file)).toBe(true);
  });

  test.each(Object.keys(functions))('%s has an alarm on errors', (name) => {
    const alarm = alarmOn('Errors', `!Ref ${logicalId(name)}`);

    expect(alarm?.AlarmActions).toEqual(['!Ref AlarmTopic']);
  });

  test.each(['tick', 'evaluate'])('%s has an alarm on throttles', (name) => {
    expect(alarmOn('Throttles', `!Ref ${logicalId(name)}`)).toBeDefined();
  });
});

describe('the stack', () => {
  test('says when ticks stop: no data is an alarm, and that within three minutes', () => {
    const alarm = alarmOn('Invocations', '!Ref TickLambdaFunction');

    expect(alarm).toMatchObject({
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Period: 60,
      EvaluationPeriods: 3,
    });
  });

  test('says when events or evaluations were given up, and when evaluations wait', () => {
    expect(
      alarmOn('ApproximateNumberOfMessagesVisible', '!GetAtt FailedEvaluationQueue.QueueName'),
    ).toBeDefined();
    expect(
      alarmOn('ApproximateNumberOfMessagesVisible', '!GetAtt FailedEventQueue.QueueName'),
    ).toBeDefined();
    expect(
      alarmOn('ApproximateAgeOfOldestMessage', '!GetAtt EvaluationQueue.QueueName'),
    ).toBeDefined();
  });

  test('gives evaluations up only after five deliveries, into a queue that keeps them', () => {
    const queue = queues.find(({ id }) => id === 'EvaluationQueue')?.properties;

    expect(queue).toMatchObject({
      RedrivePolicy: {
        deadLetterTargetArn: '!GetAtt FailedEvaluationQueue.Arn',
        maxReceiveCount: 5,
      },
    });
  });

  test('hides a message for six times as long as a function may run, as AWS asks', () => {
    const queue = queues.find(({ id }) => id === 'EvaluationQueue')?.properties;

    expect(Number(queue?.['VisibilityTimeout'])).toBeGreaterThanOrEqual(
      6 * deployment.provider.timeout,
    );
  });

  test('gives the bills of twenty budgets the time that they may take, two at once', () => {
    const { requestTimeoutMs, maxAttempts } = BILL_ACCESS;

    const most = (20 / 2) * maxAttempts * (requestTimeoutMs / 1000);

    expect(functions['reconcile']?.timeout).toBeGreaterThanOrEqual(most);
  });

  test('lets AWS Budgets of this account publish notices, and nobody else', () => {
    const policy = resources.find(({ id }) => id === 'BudgetsMayPublish')?.properties;

    expect(policy).toMatchObject({
      Topics: ['!Ref BudgetTopic'],
      PolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'budgets.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: '!Ref BudgetTopic',
            Condition: { StringEquals: { 'aws:SourceAccount': '!Ref AWS::AccountId' } },
          },
        ],
      },
    });
  });

  test('may publish only what the plan names, and without it nothing that exists', () => {
    const { noticeTopic, noticeBus, noTopic } = z.parse(
      z.looseObject({ noticeTopic: z.string(), noticeBus: z.string(), noTopic: z.string() }),
      deployment['custom'],
    );

    expect(noticeTopic).toMatch(/:notify\.topic, self:custom\.noTopic\}$/);
    expect(noTopic).toMatch(/:sns:none:000000000000:none$/);
    expect(noticeBus).toMatch(/:notify\.eventBus, 'none'\}$/);
  });

  test('remembers safely: recovery to a point in time, encryption, expiry', () => {
    const table = resources.find(({ type }) => type === 'AWS::DynamoDB::Table');

    expect(table?.properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test.each(queues)('encrypts $id', ({ properties }) => {
    expect(properties['SqsManagedSseEnabled']).toBe(true);
  });

  test.each(alarms)('tells of $id, and where to read on', (alarm) => {
    expect(alarm.AlarmDescription).toMatch(/docs\/runbook\.md, "[A-Z][a-z ]+"/);
    expect(alarm.AlarmActions).toEqual(['!Ref AlarmTopic']);
  });
});

describe('stages', () => {
  const names = resources.flatMap(({ id, properties }) =>
    ['TableName', 'QueueName', 'TopicName', 'AlarmName'].flatMap((key) =>
      properties[key] === undefined ? [] : [{ id, name: String(properties[key]) }],
    ),
  );

  test.each(names)('$id is named after its stage', ({ name }) => {
    expect(name).toMatch(/^tidegate-\$\{self:custom\.stage\}/);
  });

  test('no two resources of one kind share a name', () => {
    const kinds = resources.flatMap(({ type, properties }) =>
      ['TableName', 'QueueName', 'TopicName', 'AlarmName'].flatMap((key) =>
        properties[key] === undefined ? [] : [`${type} ${properties[key]}`],
      ),
    );

    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test('functions find the table of their own stage', () => {
    const table = resources.find(({ type }) => type === 'AWS::DynamoDB::Table');

    expect(deployment.provider.environment['TIDEGATE_TABLE']).toBe(table?.properties['TableName']);
  });

  test('differ in how long they keep things', () => {
    expect(deployment['custom']).toMatchObject({
      logDays: { prod: 90, staging: 30, other: 7 },
      keepData: { prod: 'Retain', staging: 'Retain', other: 'Delete' },
    });
  });
});
