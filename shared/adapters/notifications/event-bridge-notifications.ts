/** @module Notices to automation, by an EventBridge bus. */
import type { Notifications } from '../../ports/notifications.ts';
import type { EventBridge } from '../aws/eventbridge.ts';
import { channelNotifications } from './channel.ts';
import { DETAIL_TYPES, detailOf, EVENT_SOURCE } from './notice-event.ts';

/** Puts each notice as an event of its own. */
export function eventBridgeNotifications({
  eventBridge,
  bus,
}: {
  readonly eventBridge: EventBridge;
  readonly bus: string;
}): Notifications {
  return channelNotifications('event-bus', (batch) =>
    eventBridge.putEvents(
      bus,
      batch.map(({ id, notice }) => ({
        id,
        source: EVENT_SOURCE,
        detailType: DETAIL_TYPES[notice.code],
        detail: detailOf(notice),
        time: new Date(notice.at),
      })),
    ),
  );
}
