/** @module Notices to people, by an SNS topic. */
import type { Notifications } from '../../ports/notifications.ts';
import type { Sns } from '../aws/sns.ts';
import { channelNotifications } from './channel.ts';
import { attributesOf, bodyOf, subjectOf } from './notice-message.ts';

/** Publishes each notice as a message of its own. */
export function snsNotifications({
  sns,
  topic,
}: {
  readonly sns: Sns;
  readonly topic: string;
}): Notifications {
  return channelNotifications('topic', (batch) =>
    sns.publish(
      topic,
      batch.map(({ id, notice }) => ({
        id,
        subject: subjectOf(notice),
        body: bodyOf(notice),
        attributes: attributesOf(notice),
      })),
    ),
  );
}
