import { describe, expect, it } from 'vitest';
import { notifySchema } from '../../../shared/core/notices/settings.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';

describe('notify', () => {
  it('fills in what a plan leaves out', () => {
    expect(notifySchema.parse({ topic: TOPIC })).toEqual({
      topic: TOPIC,
      minimumSeverity: 'info',
      bigChange: { percent: 50, units: 5 },
      repeatEvery: 3600,
      patience: 600,
    });
  });

  it.each([
    { name: 'nobody to tell', value: {}, message: 'a topic or an eventBus' },
    { name: 'the name of a topic', value: { topic: 'on-call' }, message: 'the ARN of a standard' },
    {
      name: 'a FIFO topic',
      value: { topic: `${TOPIC}.fifo` },
      message: 'the ARN of a standard SNS topic',
    },
    { name: 'a bus of blanks', value: { eventBus: 'my bus' }, message: 'the name of an' },
    {
      name: 'a repeat that nobody reads',
      value: { topic: TOPIC, repeatEvery: '1m' },
      message: '5m or more',
    },
    { name: 'an unknown key', value: { topic: TOPIC, email: 'a@b.c' }, message: 'email' },
  ])('refuses $name', ({ value, message }) => {
    const parsed = notifySchema.safeParse(value);

    expect(JSON.stringify(parsed.error)).toContain(message);
  });
});
