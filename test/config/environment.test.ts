import { describe, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../../shared/config/environment.ts';

describe('the environment', () => {
  test('needs nothing: every value has a default', () => {
    const environment = readEnvironment({});

    expect(environment).toEqual({
      table: 'tidegate-dev',
      evaluationQueueUrl: undefined,
      accountId: undefined,
      stage: 'dev',
      planFile: 'tidegate.yml',
      logLevel: 'info',
    });
  });

  test('is read as the stack sets it', () => {
    const environment = readEnvironment({
      TIDEGATE_TABLE: 'tidegate-prod',
      TIDEGATE_EVALUATION_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/tidegate',
      TIDEGATE_ACCOUNT_ID: '123456789012',
      TIDEGATE_STAGE: 'prod',
      TIDEGATE_PLAN: 'plans/prod.yml',
      TIDEGATE_LOG_LEVEL: 'debug',
      PATH: '/usr/bin',
    });

    expect(environment).toEqual({
      table: 'tidegate-prod',
      evaluationQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/tidegate',
      accountId: '123456789012',
      stage: 'prod',
      planFile: 'plans/prod.yml',
      logLevel: 'debug',
    });
  });

  test('is refused with every problem at once', () => {
    const reading = () =>
      readEnvironment({
        TIDEGATE_TABLE: 'x',
        TIDEGATE_EVALUATION_QUEUE_URL: 'evaluations',
        TIDEGATE_ACCOUNT_ID: 'ours',
        TIDEGATE_LOG_LEVEL: 'loud',
      });

    expect(reading).toThrow(EnvironmentError);
    for (const name of ['TABLE', 'EVALUATION_QUEUE_URL', 'ACCOUNT_ID', 'LOG_LEVEL']) {
      expect(reading).toThrow(name);
    }
  });

  test('says what it needs in words', () => {
    const reading = () => readEnvironment({ TIDEGATE_LOG_LEVEL: 'loud' });

    expect(reading).toThrow(/debug, info, warn or error\s+→ at TIDEGATE_LOG_LEVEL/);
  });
});
