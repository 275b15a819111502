import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RejectedEventError } from '../../shared/adapters/events/rejected-event.ts';
import { lambda, type UseCase } from '../../shared/lambda.ts';

const PLAN = new URL('../../tidegate.yml', import.meta.url).pathname;

/** Log lines, parsed; the sink of a Lambda is the console. */
const lines: Record<string, unknown>[] = [];

beforeEach(() => {
  lines.length = 0;
  vi.stubEnv('TIDEGATE_PLAN', PLAN);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => {
    lines.push(JSON.parse(String(line)));
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Invokes a function as the Lambda runtime does. */
async function invoke<Result>(useCase: UseCase<Result>, times = 1): Promise<Result> {
  const handler = lambda('test', useCase);
  let result = await handler({}, CONTEXT);
  for (let again = 1; again < times; again += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: one invocation follows another.
    result = await handler({}, CONTEXT);
  }
  return result;
}

const CONTEXT: Parameters<ReturnType<typeof lambda>>[1] = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:test',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 50_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

describe('a Lambda', () => {
  test('is given the application of the deployed plan', async () => {
    const answer = await invoke(async (_event, { plans }) => plans.map(({ id }) => id));

    expect(answer).toEqual(['checkout-web', 'thumbnails']);
  });

  test('knows its account from its own name, or else from the environment', async () => {
    const own = await invoke(async (_event, { accountId }) => accountId);
    vi.stubEnv('TIDEGATE_ACCOUNT_ID', '210987654321');
    const told = await invoke(async (_event, { accountId }) => accountId);

    expect([own, told]).toEqual(['123456789012', '210987654321']);
  });

  test('builds the application once, for all its invocations', async () => {
    const seen = new Set<unknown>();

    await invoke(async (_event, application) => seen.add(application), 3);

    expect(seen.size).toBe(1);
  });

  test('logs an error once, with its name, and throws it on', async () => {
    const rejected = invoke(async () => {
      throw new RejectedEventError('a tide', 'it was a wave');
    });

    await expect(rejected).rejects.toThrow(RejectedEventError);
    expect(lines).toMatchObject([
      {
        level: 'ERROR',
        service: 'test',
        message: 'Rejected an event: expected a tide. it was a wave',
        error: 'RejectedEventError',
      },
    ]);
  });

  test('that cannot start says why, and the next invocation tries again', async () => {
    vi.stubEnv('TIDEGATE_PLAN', '/nowhere/tidegate.yml');
    const handler = lambda('test', async () => 'done');

    await expect(handler({}, CONTEXT)).rejects.toThrow('There is no plan at');
    vi.stubEnv('TIDEGATE_PLAN', PLAN);
    const second = await handler({}, CONTEXT);

    expect(second).toBe('done');
    expect(lines).toMatchObject([{ level: 'ERROR', error: 'InvalidPlanError' }]);
  });

  test('whose environment is wrong logs that too', async () => {
    vi.stubEnv('TIDEGATE_LOG_LEVEL', 'loud');
    vi.stubEnv('TIDEGATE_STAGE', 'prod');

    const rejected = invoke(async () => 'done');

    await expect(rejected).rejects.toThrow('The environment is not usable');
    expect(lines).toMatchObject([{ level: 'ERROR', service: 'test', error: 'EnvironmentError' }]);
  });
});
