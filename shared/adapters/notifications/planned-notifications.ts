/** @module The ways out that a plan names, as one. */
import { isSevereEnough } from '../../core/notice.ts';
import type { NotifySettings } from '../../core/notices/settings.ts';
import type { Notifications } from '../../ports/notifications.ts';
import type { AwsClients } from '../aws/clients.ts';
import { eventBridgeNotifications } from './event-bridge-notifications.ts';
import { snsNotifications } from './sns-notifications.ts';

/** Sends by the topic and by the bus at once what is severe enough; each may fail by itself. */
export function plannedNotifications(
  { topic, eventBus, minimumSeverity }: NotifySettings,
  { sns, eventBridge }: Pick<AwsClients, 'sns' | 'eventBridge'>,
): Notifications {
  const channels = [
    ...(topic === undefined ? [] : [snsNotifications({ sns, topic })]),
    ...(eventBus === undefined ? [] : [eventBridgeNotifications({ eventBridge, bus: eventBus })]),
  ];
  return {
    async notify(notices) {
      const severe = notices.filter(({ severity }) => isSevereEnough(severity, minimumSeverity));
      if (severe.length === 0) {
        return { delivered: 0, failures: [] };
      }
      const reports = await Promise.all(channels.map((channel) => channel.notify(severe)));
      return {
        delivered: reports.reduce((sum, { delivered }) => sum + delivered, 0),
        failures: reports.flatMap(({ failures }) => failures),
      };
    },
  };
}
