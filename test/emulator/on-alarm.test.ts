import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientSettings } from '../../shared/adapters/aws/call.ts';
import { eventually } from '../support/eventually.ts';
import { aws } from './support/aws-cli.ts';
import { changesOf, deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';

const TARGET = 'alarmed-workers';
const ALARM = 'alarmed-workers-backlog';
const ACT_WITHIN_MS = 2_000;

const cloudWatch = new CloudWatchClient(clientSettings(accessTo(given.miniStack)));

describe('an alarm', () => {
  beforeAll(async () => {
    const [queueUrl, topic] = await Promise.all([
      deployedQueues.create('alarmed-jobs'),
      wakeTopic(),
      deployedGroups.create(TARGET, { min: 1, max: 20, desired: 1 }),
    ]);
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: ALARM,
        // Nobody publishes it: the state changes by hand only.
        Namespace: 'Emulated',
        MetricName: ALARM,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [topic],
      }),
    );
    await deployedQueues.send(queueUrl, jobs(60));
  });

  it(`wakes on-alarm by SNS, and SetDesiredCapacity follows within ${ACT_WITHIN_MS} ms`, async () => {
    const start = performance.now();
    await cloudWatch.send(
      new SetAlarmStateCommand({
        AlarmName: ALARM,
        StateValue: 'ALARM',
        StateReason: 'the test says so',
      }),
    );

    await eventually('scale-out from 1 to 10', 10_000, async (seen) => {
      const capacity = await deployedGroups.desiredCapacity(TARGET);
      seen(capacity);
      return capacity === 10 ? capacity : undefined;
    });
    const elapsedMs = performance.now() - start;

    expect(elapsedMs).toBeLessThanOrEqual(ACT_WITHIN_MS);
    const changes = await eventually('the activity', 5_000, async () => {
      const recorded = await changesOf(TARGET);
      return recorded.length > 0 ? recorded : undefined;
    });
    expect(changes).toMatchObject([
      { decision: { action: 'scale-out', from: 1, to: 10 }, outcome: { status: 'applied' } },
    ]);
  });
});

async function wakeTopic(): Promise<string> {
  const arn = await aws(
    ...['cloudformation', 'describe-stacks', '--stack-name', `tidegate-${given.stage}`],
    ...['--query', "Stacks[0].Outputs[?OutputKey=='WakeTopicArn'].OutputValue | [0]"],
  );
  return String(arn);
}
