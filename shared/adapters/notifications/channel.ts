/** @module What is the same for every way out: batches of ten, and failures by notice. */
import type { Notice } from '../../core/notice.ts';
import type {
  Channel,
  DeliveryReport,
  FailedDelivery,
  Notifications,
} from '../../ports/notifications.ts';
import { faultOf, type Untaken } from '../aws/call.ts';
import { chunks } from '../chunks.ts';

/** Entries in one call of PublishBatch or PutEvents. */
const NOTICES_PER_CALL = 10;
/** Calls at one time; a notice is small, and a hundred targets may have one each. */
const MOST_NOTICES = 200;

/**
 * Sends notices ten at a time, all batches at once; of more than 200 the most recent ones are not
 * sent, and told as failed. `send` gets a batch with an id for each notice and answers with those
 * that were not taken.
 */
export function channelNotifications(
  channel: Channel,
  send: (
    batch: readonly { readonly id: string; readonly notice: Notice }[],
  ) => Promise<readonly Untaken[]>,
): Notifications {
  async function deliver(notices: readonly Notice[]): Promise<readonly FailedDelivery[]> {
    const batch = notices.map((notice, index) => ({ id: String(index), notice }));
    try {
      return failuresOf(await send(batch), notices);
    } catch (error) {
      const { code, detail: because } = faultOf(error);
      return [{ channel, code, because, keys: notices.map(({ key }) => key) }];
    }
  }

  /** One failure for each reason. */
  function failuresOf(
    untaken: readonly Untaken[],
    notices: readonly Notice[],
  ): readonly FailedDelivery[] {
    const byReason = new Map<string, FailedDelivery>();
    for (const { id, code, because } of untaken) {
      const key = notices[Number(id)]?.key ?? id;
      const reason = `${code} ${because}`;
      const { keys } = byReason.get(reason) ?? { keys: [] };
      byReason.set(reason, { channel, code, because, keys: [...keys, key] });
    }
    return [...byReason.values()];
  }

  return {
    async notify(notices): Promise<DeliveryReport> {
      const sent = notices.slice(0, MOST_NOTICES);
      const left = notices.slice(MOST_NOTICES).map(({ key }) => key);
      const failures = (await Promise.all(chunks(sent, NOTICES_PER_CALL).map(deliver))).flat();
      const because = `more than ${MOST_NOTICES} notices at once`;
      const all: readonly FailedDelivery[] =
        left.length === 0
          ? failures
          : [...failures, { channel, code: 'throttled', because, keys: left }];
      const failed = all.reduce((count, { keys }) => count + keys.length, 0);
      return { delivered: notices.length - failed, failures: all };
    },
  };
}
