import { describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../shared/adapters/aws/eventbridge.ts';
import type { TopicMessage } from '../../../shared/adapters/aws/sns.ts';
import { DETAIL_TYPES } from '../../../shared/adapters/notifications/notice-event.ts';
import { plannedNotifications } from '../../../shared/adapters/notifications/planned-notifications.ts';
import { NoticeCode } from '../../../shared/core/notice.ts';
import { notifySchema } from '../../../shared/core/notices/settings.ts';
import { failing, fakeClients } from '../../support/aws-fakes.ts';
import { notice, notices } from '../../support/notices.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:on-call';
const eventBus = 'default';

/** Clients that take everything and remember it. */
function taking() {
  const messages: TopicMessage[] = [];
  const events: BusEvent[] = [];
  const sizes: number[] = [];
  const clients = fakeClients({
    sns: {
      publish: async (_, batch) => {
        messages.push(...batch);
        sizes.push(batch.length);
        return [];
      },
    },
    eventBridge: {
      putEvents: async (_, batch) => {
        events.push(...batch);
        return [];
      },
    },
  });
  return { messages, events, sizes, clients };
}

describe('notifications by a plan', () => {
  it('go to the topic and to the bus', async () => {
    const { clients, messages, events } = taking();
    const planned = plannedNotifications(notifySchema.parse({ topic, eventBus }), clients);

    const report = await planned.notify([notice()]);

    expect(report).toEqual({ delivered: 2, failures: [] });
    expect(messages).toMatchObject([
      { subject: 'Tidegate warning: web needs 24 units and gets 20.' },
    ]);
    expect(events).toMatchObject([
      {
        source: 'tidegate',
        detailType: 'Tidegate Growth Refused',
        time: new Date('2026-11-23T09:00:00Z'),
      },
    ]);
    expect(JSON.parse(events[0]?.detail ?? '')).toEqual({
      version: 1,
      ...notice(),
      time: '2026-11-23T09:00:00.000Z',
    });
  });

  it.each([
    { name: 'the topic', settings: { topic }, sent: { messages: 1, events: 0 } },
    { name: 'the bus', settings: { eventBus }, sent: { messages: 0, events: 1 } },
  ])('go nowhere but to $name where it stands alone', async ({ settings, sent }) => {
    const { clients, messages, events } = taking();

    await plannedNotifications(notifySchema.parse(settings), clients).notify([notice()]);

    expect({ messages: messages.length, events: events.length }).toEqual(sent);
  });

  it('leave out what is not severe enough', async () => {
    const { clients, messages } = taking();
    const settings = notifySchema.parse({ topic, minimumSeverity: 'warning' });

    const report = await plannedNotifications(settings, clients).notify([
      notice({ severity: 'info' }),
      notice({ severity: 'critical', key: 'kept' }),
    ]);

    expect(report.delivered).toBe(1);
    expect(messages).toMatchObject([{ attributes: { severity: 'critical' } }]);
  });

  it('go ten at a time, and at most 200 at once', async () => {
    const { clients, sizes } = taking();

    const report = await plannedNotifications(notifySchema.parse({ topic }), clients).notify(
      notices(203),
    );

    expect(sizes).toEqual(Array(20).fill(10));
    expect(report).toMatchObject({
      delivered: 200,
      failures: [{ channel: 'topic', keys: ['web/200', 'web/201', 'web/202'] }],
    });
  });

  it('tell which were not taken, and let the other way go on', async () => {
    const { clients, events } = taking();
    const broken = { ...clients, sns: { publish: failing('throttled') } };

    const report = await plannedNotifications(
      notifySchema.parse({ topic, eventBus }),
      broken,
    ).notify(notices(2));

    expect(events).toHaveLength(2);
    expect(report).toEqual({
      delivered: 2,
      failures: [
        {
          channel: 'topic',
          code: 'throttled',
          because: 'Ask: throttled happened',
          keys: ['web/0', 'web/1'],
        },
      ],
    });
  });

  it('tell single ones of a batch that were not taken, once for each reason', async () => {
    const clients = fakeClients({
      eventBridge: {
        putEvents: async () => [
          { id: '0', code: 'throttled', because: 'slow down' },
          { id: '2', code: 'throttled', because: 'slow down' },
        ],
      },
    });

    const report = await plannedNotifications(notifySchema.parse({ eventBus }), clients).notify(
      notices(3),
    );

    expect(report).toEqual({
      delivered: 1,
      failures: [
        {
          channel: 'event-bus',
          code: 'throttled',
          because: 'slow down',
          keys: ['web/0', 'web/2'],
        },
      ],
    });
  });
});

describe('detail-types', () => {
  it('differ for every code', () => {
    expect(new Set(Object.values(DETAIL_TYPES)).size).toBe(Object.keys(NoticeCode).length);
  });
});
