import { describe, expect, it } from 'vitest';
import { invoke } from './support/aws-cli.ts';

describe('evaluate', () => {
  it('fails a message that is no request by itself, and takes the others', async () => {
    const bodies = {
      broken: 'not a request',
      known: JSON.stringify({ targets: ['thumbnails'], requestedAt: Date.now() }),
      gone: JSON.stringify({ targets: ['no-such-target'], requestedAt: Date.now() }),
    };
    const records = Object.entries(bodies).map(([messageId, body]) => ({
      eventSource: 'aws:sqs',
      messageId,
      body,
    }));

    const invocation = await invoke('evaluate', JSON.stringify({ Records: records }));

    expect(invocation).toEqual({
      functionError: undefined,
      answer: { batchItemFailures: [{ itemIdentifier: 'broken' }] },
    });
  });

  it('refuses an event of another kind', async () => {
    const { functionError, answer } = await invoke('evaluate', '{"hello":"world"}');

    expect(functionError).toBe('Unhandled');
    expect(answer).toMatchObject({
      errorMessage: expect.stringContaining('expected a batch of SQS messages'),
    });
  });
});
