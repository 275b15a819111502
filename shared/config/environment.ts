/** @module The process environment as a typed value: the only place that reads it. */
import * as z from 'zod/mini';

const environmentSchema = z.object({
  /** The DynamoDB table of states and activities. */
  TIDEGATE_TABLE: z._default(
    z.string().check(z.minLength(3, 'the name of a DynamoDB table')),
    'tidegate-dev',
  ),
  /** The queue that hands evaluations on; needed in AWS only. */
  TIDEGATE_EVALUATION_QUEUE_URL: z.optional(z.url({ error: 'the URL of an SQS queue' })),
  /** The AWS account that we run in, where no function's name says it: whose budgets count. */
  TIDEGATE_ACCOUNT_ID: z.optional(
    z.string().check(z.regex(/^\d{12}$/, 'an AWS account of twelve digits')),
  ),
  TIDEGATE_STAGE: z._default(z.string(), 'dev'),
  /** Where the plan lies, outside Lambda. */
  TIDEGATE_PLAN: z._default(z.string(), 'tidegate.yml'),
  /** `debug` logs every evaluation, also those that changed nothing. */
  TIDEGATE_LOG_LEVEL: z._default(
    z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error'),
    'info',
  ),
});

/** What the environment says. */
export interface Environment {
  readonly table: string;
  readonly evaluationQueueUrl: string | undefined;
  readonly accountId?: string | undefined;
  readonly stage: string;
  readonly planFile: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/** The environment is not what we take. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads the environment; every problem at once in an EnvironmentError. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const parsed = z.safeParse(environmentSchema, variables);
  if (!parsed.success) {
    throw new EnvironmentError(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  }
  const { data } = parsed;
  return {
    table: data.TIDEGATE_TABLE,
    evaluationQueueUrl: data.TIDEGATE_EVALUATION_QUEUE_URL,
    accountId: data.TIDEGATE_ACCOUNT_ID,
    stage: data.TIDEGATE_STAGE,
    planFile: data.TIDEGATE_PLAN,
    logLevel: data.TIDEGATE_LOG_LEVEL,
  };
}
