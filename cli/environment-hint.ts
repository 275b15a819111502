/** @module What to do where AWS was not reached for want of something in the environment. */

/** What is lacking, and whether nothing can have been done without it. */
export interface EnvironmentHint {
  readonly todo: string;
  readonly isNothingDone: boolean;
}

/** What the SDK and the services say of it, as their messages have it. */
const HINTS: readonly {
  readonly says: RegExp;
  readonly hint: (table: string) => EnvironmentHint;
}[] = [
  {
    says: /Region is missing/,
    hint: () => ({
      todo: 'Say which region: export AWS_REGION=us-east-1, or AWS_PROFILE for a profile with one.',
      isNothingDone: true,
    }),
  },
  {
    says: /Could not load credentials/,
    hint: () => ({
      todo: 'Sign in to AWS, or say which profile: export AWS_PROFILE=name.',
      isNothingDone: true,
    }),
  },
  {
    says: /token.* (has|is) expired|session.* has expired/i,
    hint: () => ({ todo: 'Sign in to AWS again.', isNothingDone: false }),
  },
  {
    says: /The state store did not answer.*Requested resource not found/,
    hint: (table) => ({
      todo:
        `This account and region have no table ${table}. Say which stage's it is: ` +
        'export TIDEGATE_TABLE=tidegate-prod.',
      isNothingDone: false,
    }),
  },
];

/** The hint for a failure, where there is one. */
export function environmentHint(
  { message }: Error,
  { table }: { readonly table: string },
): EnvironmentHint | undefined {
  return HINTS.find(({ says }) => says.test(message))?.hint(table);
}
