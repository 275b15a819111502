/** @module Amazon EventBridge: what we call of it. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type AwsAccess, call, clientSettings, faultCode, inHaste, type Untaken } from './call.ts';

/** An event for a bus. */
export interface BusEvent {
  /** Unique within one call. */
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
  readonly time: Date;
}

export interface EventBridge {
  /** Puts up to ten events; returns those that were not taken. Throws an AwsCallError. */
  putEvents(bus: string, events: readonly BusEvent[]): Promise<readonly Untaken[]>;
}

/** A client for EventBridge. */
export function eventBridge(access?: AwsAccess): EventBridge {
  const client = new EventBridgeClient(clientSettings({ ...inHaste, ...access }));
  return {
    async putEvents(bus, events) {
      const { Entries: entries = [] } = await call(`PutEvents ${bus}`, () =>
        client.send(
          new PutEventsCommand({
            Entries: events.map(({ source, detailType, detail, time }) => ({
              EventBusName: bus,
              Source: source,
              DetailType: detailType,
              Detail: detail,
              Time: time,
            })),
          }),
        ),
      );
      // One answer for each event, in order.
      return events.flatMap(({ id }, index) => {
        const { ErrorCode: name, ErrorMessage: because = name ?? '' } = entries[index] ?? NO_ANSWER;
        return name === undefined ? [] : [{ id, code: faultCode(name), because }];
      });
    },
  };
}

const NO_ANSWER = { ErrorCode: 'InternalFailure', ErrorMessage: 'EventBridge gave no answer' };
