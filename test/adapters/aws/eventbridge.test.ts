import { describe, expect, it } from 'vitest';
import { type BusEvent, eventBridge } from '../../../shared/adapters/aws/eventbridge.ts';
import { START } from '../../support/builders.ts';
import { loopbackPerTest, wireError } from '../../support/loopback.ts';

const answering = loopbackPerTest();

const event = (id: string): BusEvent => ({
  id,
  source: 'tidegate',
  detailType: 'Tidegate Budget Alert',
  detail: '{"version":1}',
  time: new Date(START),
});

describe('eventBridge', () => {
  it('puts events on the bus', async () => {
    const { access, calls } = await answering(() => ({
      json: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] },
    }));

    const untaken = await eventBridge(access).putEvents('default', [event('0')]);

    expect(untaken).toEqual([]);
    expect(calls).toEqual([
      {
        operation: 'PutEvents',
        host: expect.any(String),
        body: {
          Entries: [
            {
              EventBusName: 'default',
              Source: 'tidegate',
              DetailType: 'Tidegate Budget Alert',
              Detail: '{"version":1}',
              Time: START / 1000,
            },
          ],
        },
      },
    ]);
  });

  it.each([
    {
      name: 'refused',
      entry: { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' },
      told: { code: 'throttled', because: 'slow down' },
    },
    {
      name: 'without an answer',
      entry: undefined,
      told: { code: 'unavailable', because: 'EventBridge gave no answer' },
    },
  ])('tells which event was $name', async ({ entry, told }) => {
    const { access } = await answering(() => ({
      json: {
        FailedEntryCount: 1,
        Entries: [{ EventId: 'e' }, ...(entry === undefined ? [] : [entry])],
      },
    }));

    const untaken = await eventBridge(access).putEvents('default', [event('0'), event('1')]);

    expect(untaken).toEqual([{ id: '1', ...told }]);
  });

  it.each([
    { name: 'ResourceNotFoundException', code: 'not-found' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'InternalException', status: 500, code: 'unavailable' },
  ])('tells $name as $code', async ({ name, status = 400, code }) => {
    const { access } = await answering(() => wireError(name, status));

    await expect(eventBridge(access).putEvents('none', [event('0')])).rejects.toMatchObject({
      code,
    });
  });

  it('gives up on a server that never answers', async () => {
    const { access } = await answering(() => ({ raw: () => {} }));

    await expect(eventBridge(access).putEvents('default', [event('0')])).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});
