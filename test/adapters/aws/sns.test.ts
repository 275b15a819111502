import { describe, expect, it } from 'vitest';
import { sns, type TopicMessage } from '../../../shared/adapters/aws/sns.ts';
import { loopbackPerTest, type WireAnswer } from '../../support/loopback.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:on-call';
const answering = loopbackPerTest();

const message = (id: string): TopicMessage => ({
  id,
  subject: 'Tidegate: shop is over its budget',
  body: 'What: shop is over its budget.',
  attributes: { code: 'budget-alert' },
});

const answer = (content: string): WireAnswer => ({
  xml: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>${content}</PublishBatchResult></PublishBatchResponse>`,
});
const taken = answer('<Successful><member><Id>0</Id></member></Successful><Failed/>');

describe('sns', () => {
  it('publishes subject, body and attributes', async () => {
    const { access, calls } = await answering(() => taken);

    const untaken = await sns(access).publish(TOPIC, [message('0')]);

    expect(untaken).toEqual([]);
    expect(calls).toMatchObject([
      {
        operation: 'PublishBatch',
        body: {
          TopicArn: TOPIC,
          'PublishBatchRequestEntries.member.1.Id': '0',
          'PublishBatchRequestEntries.member.1.Subject': 'Tidegate: shop is over its budget',
          'PublishBatchRequestEntries.member.1.Message': 'What: shop is over its budget.',
          'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name': 'code',
          'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue':
            'budget-alert',
        },
      },
    ]);
  });

  it('tells which messages were not taken, and why', async () => {
    const { access } = await answering(() =>
      answer(
        '<Failed><member><Id>1</Id><Code>Throttled</Code><Message>slow down</Message>' +
          '<SenderFault>false</SenderFault></member></Failed>',
      ),
    );

    const untaken = await sns(access).publish(TOPIC, [message('0'), message('1')]);

    expect(untaken).toEqual([{ id: '1', code: 'throttled', because: 'slow down' }]);
  });

  it.each([
    { name: 'NotFound', status: 404, code: 'not-found' },
    { name: 'AuthorizationError', status: 403, code: 'access-denied' },
    { name: 'Throttled', status: 429, code: 'throttled' },
    { name: 'InvalidParameter', status: 400, code: 'invalid' },
    { name: 'InternalError', status: 500, code: 'unavailable' },
  ])('tells $name as $code', async ({ name, status, code }) => {
    const { access } = await answering(() => ({
      status,
      xml: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${name}</Code><Message>${name} happened</Message></Error></ErrorResponse>`,
    }));

    await expect(sns(access).publish(TOPIC, [message('0')])).rejects.toMatchObject({ code });
  });

  it('gives up on a server that never answers', async () => {
    const { access } = await answering(() => ({ raw: () => {} }));

    await expect(sns(access).publish(TOPIC, [message('0')])).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});
