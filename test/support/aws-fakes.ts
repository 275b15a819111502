/** @module Our narrow interfaces to AWS as fakes: each test gives the calls it expects. */
import { AwsCallError } from '../../shared/adapters/aws/call.ts';
import type { AwsClients } from '../../shared/adapters/aws/clients.ts';
import type { FaultCode } from '../../shared/core/model.ts';

/** Some calls of some services. */
export type SomeCalls = {
  readonly [Service in keyof AwsClients]?: Partial<AwsClients[Service]>;
};

/** Clients that make the given calls, and throw on any other: that would be a call too many. */
export function fakeClients(given: SomeCalls = {}): AwsClients {
  const unexpected = (name: string) => () => {
    throw new Error(`The test does not expect a call of ${name}.`);
  };
  return {
    applicationAutoScaling: {
      describeTargets: unexpected('applicationAutoScaling.describeTargets'),
      setBounds: unexpected('applicationAutoScaling.setBounds'),
      ...given.applicationAutoScaling,
    },
    autoScaling: {
      describeGroups: unexpected('autoScaling.describeGroups'),
      latestActivities: unexpected('autoScaling.latestActivities'),
      setDesiredCapacity: unexpected('autoScaling.setDesiredCapacity'),
      ...given.autoScaling,
    },
    cloudWatch: {
      readMetrics: unexpected('cloudWatch.readMetrics'),
      ...given.cloudWatch,
    },
    costExplorer: {
      dailyCosts: unexpected('costExplorer.dailyCosts'),
      ...given.costExplorer,
    },
    dynamoDb: {
      batchGet: unexpected('dynamoDb.batchGet'),
      put: unexpected('dynamoDb.put'),
      queryLast: unexpected('dynamoDb.queryLast'),
      queryBetween: unexpected('dynamoDb.queryBetween'),
      ...given.dynamoDb,
    },
    ecs: {
      describeServices: unexpected('ecs.describeServices'),
      setDesiredCount: unexpected('ecs.setDesiredCount'),
      ...given.ecs,
    },
    eventBridge: {
      putEvents: unexpected('eventBridge.putEvents'),
      ...given.eventBridge,
    },
    lambda: {
      getEventSourceMapping: unexpected('lambda.getEventSourceMapping'),
      setMaximumConcurrency: unexpected('lambda.setMaximumConcurrency'),
      ...given.lambda,
    },
    sns: {
      publish: unexpected('sns.publish'),
      ...given.sns,
    },
    sqs: {
      countMessages: unexpected('sqs.countMessages'),
      send: unexpected('sqs.send'),
      ...given.sqs,
    },
  };
}

/** A failed call as the clients throw it. */
export function awsFault(code: FaultCode): AwsCallError {
  return new AwsCallError('Ask', { code, serviceCode: code }, new Error(`${code} happened`));
}

/** A call that always fails so, or with a bug. */
export function failing(failure: FaultCode | Error): () => Promise<never> {
  return () => Promise.reject(failure instanceof Error ? failure : awsFault(failure));
}
