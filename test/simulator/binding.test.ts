import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { bindSource, unboundSource, unboundSources } from '../../shared/simulator/binding.ts';
import type { World } from '../../shared/simulator/world.ts';
import { at } from '../support/builders.ts';
import { minute, perMinute, units, webWorld, workerWorld } from './worlds.ts';

function read(spec: { readonly type: string } & Record<string, unknown>, world: World): unknown {
  const whole = { maxAge: seconds(300), delay: seconds(0), ...spec };
  return bindSource(whole)?.(world);
}

const ALB = { type: 'alb-target-group' };
const METRIC = { type: 'cloudwatch-metric' };

describe('a source bound to a service', () => {
  it.each([
    { spec: { ...ALB, metric: 'RequestCount' }, value: 600, unit: 'requests' },
    { spec: { ...ALB, metric: 'RequestCountPerTarget' }, value: 300, unit: 'requests' },
    { spec: { ...ALB, metric: 'TargetResponseTime' }, value: 0.1, unit: 'seconds' },
    {
      spec: { ...ALB, metric: 'TargetResponseTime', statistic: 'p90' },
      value: 0.1 * Math.log(10),
      unit: 'seconds',
    },
    {
      spec: { ...METRIC, namespace: 'AWS/EC2', metric: 'CPUUtilization', unit: 'percent' },
      value: 50,
      unit: 'percent',
    },
    {
      spec: { ...METRIC, namespace: '/aws/sagemaker/Endpoints', metric: 'GPUUtilization' },
      value: 50,
      unit: 'percent',
    },
    {
      spec: { ...METRIC, namespace: 'AWS/SageMaker', metric: 'InvocationsPerInstance' },
      value: 300,
      unit: 'requests',
    },
    {
      spec: { ...METRIC, namespace: 'AWS/ApplicationELB', metric: 'RequestCount', unit: 'units' },
      value: 600,
      unit: 'units',
    },
  ])('reads $spec.metric', ({ spec, value, unit }) => {
    const world = webWorld();
    world.advance(at(90));

    const reading = read(spec, world);

    expect(reading).toEqual({
      status: 'measured',
      value: expect.closeTo(value, 9),
      unit,
      at: minute(1),
    });
  });

  it.each([
    { delay: 0, readAt: minute(3) },
    { delay: 60, readAt: minute(2) },
    { delay: 61, readAt: minute(1) },
  ])('waits for the delay of $delay s that the plan asks for', ({ delay, readAt }) => {
    const world = webWorld();
    world.advance(minute(3));

    const reading = read({ ...ALB, metric: 'RequestCount', delay: seconds(delay) }, world);

    expect(reading).toMatchObject({ status: 'measured', at: readAt });
  });

  it.each([
    { metric: 'RequestCount', value: 5 * 60 * 30 },
    { metric: 'TargetResponseTime', value: 1 },
  ])('joins minutes to a longer period: $metric', ({ metric, value }) => {
    const world = webWorld({
      load: perMinute(10, 20, 30, 40, 50),
      fleet: { initial: units(1) },
      longestLatency: seconds(1),
    });
    world.advance(minute(6));

    const reading = read(
      { ...METRIC, namespace: 'AWS/ApplicationELB', metric, period: seconds(300) },
      world,
    );

    expect(reading).toMatchObject({ status: 'measured', value, at: minute(5) });
  });

  it('is missing before the first period is over, never 0', () => {
    expect(read({ ...ALB, metric: 'RequestCount' }, webWorld())).toMatchObject({
      status: 'missing',
      because: 'empty',
    });
  });

  it('is stale beyond its largest age', () => {
    const world = webWorld({ load: perMinute(10, 0), fleet: { initial: units(1) } });
    world.advance(minute(2));
    world.setDesired(units(0));
    world.advance(minute(9));

    const reading = read({ ...ALB, metric: 'RequestCountPerTarget' }, world);

    expect(reading).toMatchObject({ status: 'missing', because: 'stale' });
  });

  it('reads a response time of 0 while nothing comes', () => {
    const world = webWorld({ load: perMinute(0) });
    world.advance(minute(1));

    expect(read({ ...ALB, metric: 'TargetResponseTime' }, world)).toMatchObject({ value: 0 });
  });
});

describe('a source bound to a queue', () => {
  it('reads the queue itself at once, and its metrics by the minute', () => {
    const world = workerWorld({ arrivals: perMinute(1), arrivalPattern: 'even' });
    world.advance(at(90));

    const counts = read({ type: 'sqs-queue' }, world);
    const visible = read({ type: 'sqs-queue', includeInFlight: false }, world);
    const sent = read({ ...METRIC, namespace: 'AWS/SQS', metric: 'NumberOfMessagesSent' }, world);

    const parts = world.counts();
    expect(counts).toEqual({
      status: 'measured',
      value: (parts?.visible ?? 0) + 2,
      unit: 'messages',
      at: at(90),
      parts,
    });
    expect(visible).toMatchObject({ value: parts?.visible });
    expect(sent).toMatchObject({ value: 60, at: minute(1) });
  });

  it('is missing where the world has no queue', () => {
    expect(read({ type: 'sqs-queue' }, webWorld())).toMatchObject({ because: 'not-found' });
  });
});

describe('a source that no world measures', () => {
  const sources = {
    jobs: { type: 'sqs-queue', maxAge: seconds(60) },
    disk: { ...METRIC, namespace: 'CWAgent', metric: 'disk_used_percent', maxAge: seconds(60) },
    lag: { type: 'kafka-lag', maxAge: seconds(60) },
  };

  it('is named, and every reading of it is missing', () => {
    expect(unboundSources(sources)).toEqual(['disk', 'lag']);
    expect(unboundSource(sources.lag)(webWorld())).toMatchObject({
      status: 'missing',
      because: 'invalid',
    });
  });
});
