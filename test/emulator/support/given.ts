/** @module What the set-up hands to every test. */
import { inject } from 'vitest';
import type { AwsAccess } from '../../../shared/adapters/aws/call.ts';

/** Plain values: they cross from the process of the set-up to those of the tests. */
export interface Given {
  /** The checkout. */
  readonly root: string;
  /** For logs and packages of this run. */
  readonly workDirectory: string;
  /** The plan that was deployed. */
  readonly planFile: string;
  /** URLs of the emulators. */
  readonly miniStack: string;
  readonly moto: string;
  /** Programs of the virtual environment. */
  readonly awsCli: string;
  readonly cfnLint: string;
  /** The stage that was deployed to MiniStack. */
  readonly stage: string;
  /** The directory it was deployed from. */
  readonly deployment: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly given: Given;
  }
}

export const given: Given = inject('given');

/** The environment of a program that is to find MiniStack by itself. */
export const miniStackEnvironment: Readonly<Record<string, string>> = {
  AWS_ENDPOINT_URL: given.miniStack,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
};

/** Access to an emulator for the clients of a test. A busy machine answers late. */
export function accessTo(endpoint: string): AwsAccess {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestTimeoutMs: 30_000,
    connectionTimeoutMs: 30_000,
  };
}

/** Both, for suites that run on each. */
export const emulators = [
  { name: 'MiniStack', url: given.miniStack },
  { name: 'moto', url: given.moto },
] as const;
