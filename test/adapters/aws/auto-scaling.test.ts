import { describe, expect, it } from 'vitest';
import { autoScaling } from '../../../shared/adapters/aws/auto-scaling.ts';
import { loopbackPerTest } from '../../support/loopback.ts';

const answering = loopbackPerTest();

const groupXml = (name: string, given = '') =>
  `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><MinSize>1</MinSize>` +
  '<MaxSize>9</MaxSize><DesiredCapacity>4</DesiredCapacity><Instances>' +
  '<member><LifecycleState>InService</LifecycleState></member>' +
  '<member><LifecycleState>Pending:Wait</LifecycleState>' +
  '<WeightedCapacity>4</WeightedCapacity></member></Instances>' +
  '<SuspendedProcesses><member><ProcessName>Launch</ProcessName></member></SuspendedProcesses>' +
  `${given}</member>`;

const pageXml = (groups: string, nextToken = '') =>
  '<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult>' +
  `<AutoScalingGroups>${groups}</AutoScalingGroups>${nextToken}` +
  '</DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>';

const errorXml = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>` +
  '<RequestId>1</RequestId></ErrorResponse>';

describe('autoScaling', () => {
  it('describes groups', async () => {
    const { access } = await answering(() => ({
      xml: pageXml(groupXml('web') + groupXml('old', '<Status>Delete in progress</Status>')),
    }));

    const groups = await autoScaling(access).describeGroups(['web', 'old', 'gone']);

    expect(groups).toEqual([
      {
        name: 'web',
        minSize: 1,
        maxSize: 9,
        desiredCapacity: 4,
        instances: [
          { lifecycleState: 'InService', units: 1 },
          { lifecycleState: 'Pending:Wait', units: 4 },
        ],
        suspendedProcesses: ['Launch'],
        isBeingDeleted: false,
      },
      expect.objectContaining({ name: 'old', isBeingDeleted: true }),
    ]);
  });

  it.each([
    { count: 0, calls: 0 },
    { count: 100, calls: 1 },
    { count: 101, calls: 2 },
  ])('asks for $count groups in $calls calls', async ({ count, calls }) => {
    const server = await answering(() => ({ xml: pageXml('') }));

    await autoScaling(server.access).describeGroups(
      Array.from({ length: count }, (_, index) => `web-${index}`),
    );

    expect(server.calls).toHaveLength(calls);
    expect(server.calls.map(({ body }) => Object(body).MaxRecords)).toEqual(
      server.calls.map(() => '100'),
    );
  });

  it('reads all pages, and stops where they never end', async () => {
    const { access, calls } = await answering(() => ({
      xml: pageXml(groupXml('web'), '<NextToken>more</NextToken>'),
    }));

    const groups = await autoScaling(access).describeGroups(['web']);

    expect([groups.length, calls.length]).toEqual([10, 10]);
    expect(calls[1]?.body).toMatchObject({ NextToken: 'more' });
  });

  it('sets the desired capacity, whatever native cooldown runs', async () => {
    const { access, calls } = await answering(() => ({ xml: '<SetDesiredCapacityResponse/>' }));

    await autoScaling(access).setDesiredCapacity('web', 7);

    expect(calls).toMatchObject([
      {
        operation: 'SetDesiredCapacity',
        body: { AutoScalingGroupName: 'web', DesiredCapacity: '7', HonorCooldown: 'false' },
      },
    ]);
  });

  it('tells the latest activities of a group, and leaves out one without a time', async () => {
    const { access, calls } = await answering(() => ({
      xml:
        '<DescribeScalingActivitiesResponse><DescribeScalingActivitiesResult><Activities>' +
        '<member><StartTime>2026-09-01T10:00:00Z</StartTime><StatusCode>Failed</StatusCode>' +
        '<Description>Launching a new EC2 instance</Description>' +
        '<StatusMessage>no capacity</StatusMessage></member>' +
        '<member><StatusCode>Failed</StatusCode></member>' +
        '</Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>',
    }));

    const activities = await autoScaling(access).latestActivities('web');

    expect(activities).toEqual([
      {
        at: Date.parse('2026-09-01T10:00:00Z'),
        status: 'Failed',
        description: 'Launching a new EC2 instance',
        message: 'no capacity',
      },
    ]);
    expect(calls).toMatchObject([
      {
        operation: 'DescribeScalingActivities',
        body: { AutoScalingGroupName: 'web', MaxRecords: '20' },
      },
    ]);
  });

  it.each([
    { wire: 'Throttling', status: 400, code: 'throttled' },
    { wire: 'ValidationError', status: 400, code: 'invalid' },
    { wire: 'AccessDenied', status: 403, code: 'access-denied' },
    { wire: 'ScalingActivityInProgress', status: 400, code: 'unavailable' },
    { wire: 'ResourceContention', status: 500, code: 'unavailable' },
  ])('tells $wire as $code', async ({ wire, status, code }) => {
    const { access } = await answering(() => ({ status, xml: errorXml(wire) }));

    await expect(autoScaling(access).setDesiredCapacity('web', 7)).rejects.toMatchObject({ code });
  });
});
