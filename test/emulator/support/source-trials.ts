/** @module How each metric source is tried on an emulator: what is put there, how it is asked. */
import {
  CloudWatchClient,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { type AwsAccess, clientSettings } from '../../../shared/adapters/aws/call.ts';
import { type AwsService, loadClients } from '../../../shared/adapters/aws/clients.ts';
import { chunks } from '../../../shared/adapters/chunks.ts';
import { windowAt } from '../../../shared/adapters/metric-reading.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { type Instant, instant, seconds } from '../../../shared/core/units.ts';
import type { SourceBench, SourceTrial } from '../../contracts/metric-source-contract.ts';
import { jobs, queues } from './queues.ts';

/** Data in one PutMetricData call: CloudWatch allows 1,000. */
const DATA_PER_CALL = 1_000;
/** The defaults of both CloudWatch sources. */
const LOOK = { period: seconds(60), delay: seconds(60), maxAge: seconds(300) };

const MINUTE_MS = 60_000;

/** By type: every source that an emulator is able to serve. */
export const sourceTrials: Readonly<Record<string, (access: AwsAccess) => SourceTrial>> = {
  'sqs-queue': sqsQueueTrial,
  'cloudwatch-metric': cloudwatchMetricTrial,
  'alb-target-group': albTargetGroupTrial,
};

function sqsQueueTrial(access: AwsAccess): SourceTrial {
  const made = queues(access);
  return {
    async measuring(values) {
      const urls = await Promise.all(
        values.map(async (count) => {
          const url = await made.create(`trial-${crypto.randomUUID()}`);
          await made.send(url, jobs(count));
          return url;
        }),
      );
      return bench(
        urls.map((queueUrl) => ({ type: 'sqs-queue', queueUrl })),
        access,
        'sqs',
      );
    },
    async absent() {
      const url = await made.create(`trial-${crypto.randomUUID()}`);
      return bench([{ type: 'sqs-queue', queueUrl: `${url}-gone` }], access, 'sqs');
    },
    async past(minutes) {
      const name = `trial-${crypto.randomUUID()}`;
      const spec = {
        type: 'sqs-queue',
        queueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
      };
      const copy = (metric: string, values: Minutes): Series => ({
        namespace: 'AWS/SQS',
        metric: `ApproximateNumberOfMessages${metric}`,
        dimensions: { QueueName: name },
        minutes: values,
      });
      const none = minutes.map(() => 0);
      return pastBench(access, spec, [copy('Visible', minutes), copy('NotVisible', none)]);
    },
  };
}

/** One metric with a dimension for each value. */
export function cloudwatchMetricTrial(access: AwsAccess): SourceTrial {
  const spec = (run: string, index: number) => ({
    type: 'cloudwatch-metric',
    namespace: 'Trial',
    metric: run,
    dimensions: { Shard: String(index) },
  });
  return {
    async measuring(values) {
      const run = `metric-${crypto.randomUUID()}`;
      await putMetrics(
        access,
        'Trial',
        values.map((Value, index) => ({
          MetricName: run,
          Dimensions: [{ Name: 'Shard', Value: String(index) }],
          Value,
        })),
      );
      return bench(
        values.map((_, index) => spec(run, index)),
        access,
        'cloudWatch',
      );
    },
    absent: () => bench([spec(`metric-${crypto.randomUUID()}`, 0)], access, 'cloudWatch'),
    past(minutes) {
      const told = spec(`metric-${crypto.randomUUID()}`, 0);
      return pastBench(access, told, [{ ...told, minutes }]);
    },
  };
}

/** One target group for each value. */
function albTargetGroupTrial(access: AwsAccess): SourceTrial {
  const spec = (run: string, index: number) => ({
    type: 'alb-target-group',
    loadBalancer: `app/${run}/50dc6c495c0c9188`,
    targetGroup: `targetgroup/web-${index}/6d0ecf831eec9f09`,
    metric: 'RequestCountPerTarget',
  });
  return {
    async measuring(values) {
      const run = crypto.randomUUID();
      await putMetrics(
        access,
        'AWS/ApplicationELB',
        values.map((Value, index) => ({
          MetricName: 'RequestCountPerTarget',
          Dimensions: [
            { Name: 'LoadBalancer', Value: spec(run, index).loadBalancer },
            { Name: 'TargetGroup', Value: spec(run, index).targetGroup },
          ],
          Value,
        })),
      );
      return bench(
        values.map((_, index) => spec(run, index)),
        access,
        'cloudWatch',
      );
    },
    absent: () => bench([spec(crypto.randomUUID(), 0)], access, 'cloudWatch'),
    past(minutes) {
      const told = spec(crypto.randomUUID(), 0);
      const { loadBalancer: LoadBalancer, targetGroup: TargetGroup } = told;
      const dimensions = { LoadBalancer, TargetGroup };
      return pastBench(access, told, [
        { namespace: 'AWS/ApplicationELB', metric: told.metric, dimensions, minutes },
      ]);
    },
  };
}

/** A value for each minute, the last of which is over a minute before now. */
type Minutes = readonly (number | undefined)[];

interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly minutes: Minutes;
}

/** One spec, and the series that it recalls, seen from the start of this minute. */
async function pastBench(
  access: AwsAccess,
  spec: object,
  series: readonly Series[],
): Promise<SourceBench> {
  const now = instant(Math.floor(systemClock.now() / MINUTE_MS) * MINUTE_MS);
  const client = new CloudWatchClient(clientSettings(access));
  await Promise.all(
    series.map(({ namespace, metric, dimensions, minutes }) =>
      client.send(
        new PutMetricDataCommand({
          Namespace: namespace,
          MetricData: minutes.flatMap((Value, index) =>
            Value === undefined
              ? []
              : [
                  {
                    MetricName: metric,
                    Dimensions: Object.entries(dimensions).map(([Name, value]) => ({
                      Name,
                      Value: value,
                    })),
                    Value,
                    Timestamp: new Date(now - (minutes.length + 1 - index) * MINUTE_MS + 1_000),
                  },
                ],
          ),
        }),
      ),
    ),
  );
  return { ...(await bench([spec], access, 'cloudWatch')), now };
}

async function bench(
  specs: readonly object[],
  access: AwsAccess,
  service: AwsService,
): Promise<SourceBench> {
  return { specs, clients: await loadClients([service], access), now: systemClock.now() };
}

/** Measures now, for the newest whole period of a reader in this and in the next minute. */
export async function putMetrics(
  access: AwsAccess,
  namespace: string,
  data: readonly MetricDatum[],
): Promise<void> {
  const client = new CloudWatchClient(clientSettings(access));
  const at = newestPeriod(systemClock.now());
  await Promise.all(
    chunks(data, DATA_PER_CALL).map((chunk) =>
      client.send(
        new PutMetricDataCommand({
          Namespace: namespace,
          MetricData: chunk.map((datum) => ({ ...datum, Timestamp: at })),
        }),
      ),
    ),
  );
}

/** A second into the newest period that is over for a reader. */
function newestPeriod(now: Instant): Date {
  return new Date(windowAt(now, LOOK).to - LOOK.period * 1_000 + 1_000);
}
