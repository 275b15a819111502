/** @module How every call to AWS is made: bounded in time and attempts, with a coded outcome. */
import * as z from 'zod/mini';
import type { FaultCode } from '../../core/model.ts';

/** Time for one request, connection included. A tick has a minute for everything. */
const REQUEST_TIMEOUT_MS = 5_000;
const CONNECTION_TIMEOUT_MS = 1_000;
/** The SDK's own back-off with jitter between attempts; it retries throttling and 5xx only. */
const MOST_ATTEMPTS = 3;

/** Where the services are and who asks, where the SDK must not find that out by itself. */
export interface AwsAccess {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Time for one request, connection included; 5,000 ms unless told. */
  readonly requestTimeoutMs?: number;
  /** Time for a connection, the wait for a free socket included; 1,000 ms unless told. */
  readonly connectionTimeoutMs?: number;
  /** Attempts at one call; 3 unless told. */
  readonly maxAttempts?: number;
}

/** For what may fail but must not keep others waiting: 2 s for a request, two attempts. */
export const inHaste: AwsAccess = { requestTimeoutMs: 2_000, maxAttempts: 2 };

/** An entry of a batch that the service did not take, though it took the call. */
export interface Untaken {
  readonly id: string;
  readonly code: FaultCode;
  readonly because: string;
}

/**
 * Settings of every client. `requestTimeout` ends when the first byte of the answer comes;
 * `socketTimeout` is what ends an answer that stops half-way.
 */
export function clientSettings({
  requestTimeoutMs,
  connectionTimeoutMs,
  ...access
}: AwsAccess = {}) {
  const timeoutMs = requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  return {
    maxAttempts: MOST_ATTEMPTS,
    ...access,
    requestHandler: {
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      connectionTimeout: connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  };
}

/** A failed call, as the rest of the program sees it. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';

  readonly code: FaultCode;
  /** The service's own name for it, "ScalingActivityInProgressFault". */
  readonly serviceCode: string;

  constructor(
    operation: string,
    failure: { code: FaultCode; serviceCode: string },
    cause: unknown,
  ) {
    super(`${operation}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.code = failure.code;
    this.serviceCode = failure.serviceCode;
  }
}

/** Makes a call; every failure becomes an AwsCallError with our code. */
export async function call<Answer>(
  operation: string,
  send: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Unknown';
    throw new AwsCallError(operation, { code: faultCode(name, error), serviceCode: name }, error);
  }
}

const PATTERNS: readonly (readonly [RegExp, FaultCode])[] = [
  [/Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|ProvisionedThroughput/i, 'throttled'],
  [
    /AccessDenied|Unauthorized|NotAuthorized|AuthFailure|InvalidClientToken|ExpiredToken|Credentials|SignatureDoesNotMatch|UnrecognizedClient/i,
    'access-denied',
  ],
  [/NotFound|NonExistent|DoesNotExist|NoSuch/i, 'not-found'],
  [/Timeout|ETIMEDOUT|AbortError/i, 'timeout'],
  [
    /Validation|InvalidParameter|InvalidInput|InvalidRequest|InvalidAddress|MalformedQuery|MissingParameter|MissingRequired|NotActive|UnsupportedOperation|ClientException/i,
    'invalid',
  ],
];

/** Ours for the service's: by name first, by HTTP status where the name says nothing. */
export function faultCode(name: string, error?: unknown): FaultCode {
  for (const [pattern, code] of PATTERNS) {
    if (pattern.test(name)) {
      return code;
    }
  }
  const status = statusOf(error);
  return status === 429 ? 'throttled' : status === 403 ? 'access-denied' : 'unavailable';
}

/** Whether a call that failed was made more than once: an earlier attempt may have succeeded. */
export function isRepeated({ cause }: AwsCallError): boolean {
  return (metadataOf(cause)?.attempts ?? 1) > 1;
}

function statusOf(error: unknown): number | undefined {
  return metadataOf(error)?.httpStatusCode;
}

const responseMetadata = z.object({
  $metadata: z.object({
    httpStatusCode: z.optional(z.number()),
    attempts: z.optional(z.number()),
  }),
});

/** What the SDK tells of a failed call beside the error. */
function metadataOf(error: unknown) {
  return z.safeParse(responseMetadata, error).data?.$metadata;
}

/** The fault in an AwsCallError; anything else is a bug and is thrown on. */
export function faultOf(error: unknown): { readonly code: FaultCode; readonly detail: string } {
  if (error instanceof AwsCallError) {
    return { code: error.code, detail: error.message };
  }
  throw error;
}
