import { describe, expect, it } from 'vitest';
import { environmentHint } from '../../cli/environment-hint.ts';
import { AwsCallError } from '../../shared/adapters/aws/call.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';

const SETTINGS = { table: 'tidegate-dev' };

function failedBy(message: string): Error {
  const cause = new AwsCallError(
    'BatchGetItem tidegate-dev',
    { code: 'unavailable', serviceCode: 'Error' },
    new Error(message),
  );
  return new StoreUnavailableError('load states', cause);
}

describe('a hint about the environment', () => {
  it.each([
    { message: 'Region is missing', todo: /export AWS_REGION=/, isNothingDone: true },
    {
      message: 'Could not load credentials from any providers',
      todo: /export AWS_PROFILE=/,
      isNothingDone: true,
    },
    {
      message: 'The security token included in the request is expired',
      todo: /Sign in to AWS again/,
      isNothingDone: false,
    },
    {
      message: 'Requested resource not found',
      todo: /no table tidegate-dev\. .*export TIDEGATE_TABLE=/,
      isNothingDone: false,
    },
  ])('answers "$message"', ({ message, todo, isNothingDone }) => {
    expect(environmentHint(failedBy(message), SETTINGS)).toEqual({
      todo: expect.stringMatching(todo),
      isNothingDone,
    });
  });

  it('is not given where the environment is not the reason', () => {
    expect(environmentHint(failedBy('Rate exceeded'), SETTINGS)).toBeUndefined();
  });
});
