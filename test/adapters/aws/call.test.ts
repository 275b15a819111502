import { describe, expect, it } from 'vitest';
import { AwsCallError, call, clientSettings, faultOf } from '../../../shared/adapters/aws/call.ts';

function named(name: string, metadata?: object): Error {
  const error = new Error('the service said no');
  error.name = name;
  return Object.assign(error, metadata === undefined ? {} : { $metadata: metadata });
}

describe('call', () => {
  it('gives the answer', async () => {
    expect(await call('Ask', async () => 42)).toBe(42);
  });

  it.each([
    { name: 'Throttling', code: 'throttled' },
    { name: 'ThrottlingException', code: 'throttled' },
    { name: 'RequestThrottled', code: 'throttled' },
    { name: 'RequestLimitExceeded', code: 'throttled' },
    { name: 'TooManyRequestsException', code: 'throttled' },
    { name: 'ProvisionedThroughputExceededException', code: 'throttled' },
    { name: 'AccessDenied', code: 'access-denied' },
    { name: 'AccessDeniedException', code: 'access-denied' },
    { name: 'UnauthorizedOperation', code: 'access-denied' },
    { name: 'ExpiredTokenException', code: 'access-denied' },
    { name: 'InvalidClientTokenId', code: 'access-denied' },
    { name: 'UnrecognizedClientException', code: 'access-denied' },
    { name: 'CredentialsProviderError', code: 'access-denied' },
    { name: 'QueueDoesNotExist', code: 'not-found' },
    { name: 'ServiceNotFoundException', code: 'not-found' },
    { name: 'ClusterNotFoundException', code: 'not-found' },
    { name: 'ResourceNotFoundException', code: 'not-found' },
    { name: 'TimeoutError', code: 'timeout' },
    { name: 'RequestTimeoutException', code: 'timeout' },
    { name: 'AbortError', code: 'timeout' },
    { name: 'ValidationError', code: 'invalid' },
    { name: 'ValidationException', code: 'invalid' },
    { name: 'InvalidParameterValue', code: 'invalid' },
    { name: 'InvalidParameterValueException', code: 'invalid' },
    { name: 'ServiceNotActiveException', code: 'invalid' },
    { name: 'ClientException', code: 'invalid' },
    { name: 'ScalingActivityInProgressFault', code: 'unavailable' },
    { name: 'ResourceContentionFault', code: 'unavailable' },
    { name: 'ResourceInUseException', code: 'unavailable' },
    { name: 'ResourceConflictException', code: 'unavailable' },
    { name: 'ConcurrentUpdateException', code: 'unavailable' },
    { name: 'InternalServiceException', code: 'unavailable' },
    { name: 'InternalFailure', code: 'unavailable' },
    { name: 'Error', code: 'unavailable' },
  ])('calls $name $code', async ({ name, code }) => {
    const failed = await call('Ask about web', () => Promise.reject(named(name))).catch(
      (error: unknown) => error,
    );

    expect(failed).toBeInstanceOf(AwsCallError);
    expect(failed).toMatchObject({ code, serviceCode: name });
    expect(String(failed)).toBe('AwsCallError: Ask about web: the service said no');
  });

  it.each([
    { httpStatusCode: 429, code: 'throttled' },
    { httpStatusCode: 403, code: 'access-denied' },
    { httpStatusCode: 500, code: 'unavailable' },
    { httpStatusCode: 400, code: 'unavailable' },
  ])('goes by HTTP status $httpStatusCode where the name says nothing', async (metadata) => {
    const { code, httpStatusCode } = metadata;

    const asked = call('Ask', () => Promise.reject(named('SomethingNew', { httpStatusCode })));

    await expect(asked).rejects.toMatchObject({ code });
  });

  it('bears a rejection that is no error', async () => {
    await expect(call('Ask', () => Promise.reject('gone'))).rejects.toMatchObject({
      code: 'unavailable',
      message: 'Ask: gone',
    });
  });
});

describe('faultOf', () => {
  it('tells the code and the message of a failed call', () => {
    const failed = new AwsCallError(
      'Ask',
      { code: 'throttled', serviceCode: 'Throttling' },
      'slow',
    );

    expect(faultOf(failed)).toEqual({ code: 'throttled', detail: 'Ask: slow' });
  });

  it('throws anything else on: it is a bug', () => {
    const bug = new TypeError('x is not a function');

    expect(() => faultOf(bug)).toThrow(bug);
  });
});

describe('clientSettings', () => {
  it('bounds every call in time and attempts, and leaves the rest to the SDK', () => {
    expect(clientSettings()).toEqual({
      maxAttempts: 3,
      requestHandler: {
        requestTimeout: 5000,
        socketTimeout: 5000,
        connectionTimeout: 1000,
        throwOnRequestTimeout: true,
      },
    });
  });

  it('takes an endpoint, credentials and tighter bounds', () => {
    const access = {
      endpoint: 'http://127.0.0.1:4566',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    };

    expect(clientSettings({ ...access, requestTimeoutMs: 50 })).toMatchObject({
      ...access,
      requestHandler: { requestTimeout: 50, socketTimeout: 50 },
    });
  });
});
