import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { invoke } from './support/aws-cli.ts';
import { deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';
import { putMetrics } from './support/source-trials.ts';

const EVENTS = join(given.root, 'events');
const operations = readdirSync(EVENTS).filter((file) => file.startsWith('operate.'));

const sample = (file: string) => readFileSync(join(EVENTS, file), 'utf8');

describe('aws lambda invoke with the samples in events/', () => {
  beforeAll(async () => {
    const [queueUrl] = await Promise.all([
      deployedQueues.create('thumbnails'),
      deployedGroups.create('thumbnails', { min: 0, max: 50, desired: 0 }),
      deployedGroups.create('checkout-web', { min: 2, max: 40, desired: 2 }),
      putMetrics(accessTo(given.miniStack), 'AWS/ApplicationELB', [
        {
          MetricName: 'RequestCountPerTarget',
          Dimensions: [
            { Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' },
            { Name: 'TargetGroup', Value: 'targetgroup/web/6d0ecf831eec9f09' },
          ],
          Value: 3_000,
        },
      ]),
    ]);
    await deployedQueues.send(queueUrl, jobs(60));
  });

  it.each([
    { file: 'on-alarm.event-bridge.json', group: 'thumbnails', from: 0, to: 10 },
    { file: 'on-alarm.direct.json', group: 'checkout-web', from: 2, to: 4 },
  ])('$file moves $group from $from to $to', async ({ file, group, from, to }) => {
    const before = await deployedGroups.desiredCapacity(group);

    const invocation = await invoke('onAlarm', sample(file));

    expect(before).toBe(from);
    expect(invocation).toEqual({ functionError: undefined, answer: { evaluated: 1 } });
    expect(await deployedGroups.desiredCapacity(group)).toBe(to);
  });

  it('on-alarm.sns.json evaluates the target that waits for its alarm', async () => {
    expect(await invoke('onAlarm', sample('on-alarm.sns.json'))).toEqual({
      functionError: undefined,
      answer: { evaluated: 1 },
    });
  });

  it('there are samples for operate', () => {
    expect(operations.length).toBeGreaterThan(0);
  });

  it.each(operations)('%s is carried out on every target that it names', async (file) => {
    const { targets = ['checkout-web', 'thumbnails'] } = namedIn(sample(file));

    const { functionError, answer } = await invoke('operate', sample(file));

    expect(functionError).toBeUndefined();
    expect(answer).toMatchObject({
      results: expect.arrayContaining(targets.map((target) => expect.objectContaining({ target }))),
    });
  });

  it('the override of operate.override.json is applied by the next evaluation', async () => {
    await invoke('operate', sample('operate.override.json'));
    await invoke('operate', sample('operate.evaluate.json'));

    const answer = await eventually('20 units by override', 5_000, async (seen) => {
      const capacity = await deployedGroups.desiredCapacity('thumbnails');
      seen(capacity);
      return capacity === 20 ? capacity : undefined;
    });

    expect(answer).toBe(20);
  });

  it('an operation that does not exist is refused in words', async () => {
    const { functionError, answer } = await invoke('operate', '{"operation":"reboot"}');

    expect(functionError).toBe('Unhandled');
    expect(answer).toMatchObject({ errorMessage: expect.stringContaining('Rejected an event') });
  });
});

function namedIn(text: string): { readonly targets?: readonly string[] } {
  return JSON.parse(text);
}
