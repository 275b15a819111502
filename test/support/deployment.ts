/** @module serverless.yml as a value: CloudFormation's short tags become what they stand for. */
import { readFileSync } from 'node:fs';
import { parse, type ScalarTag } from 'yaml';
import * as z from 'zod/mini';

/** `!Ref X`, `!GetAtt X.Arn` and `!Sub 'text'` as the text behind the tag, with the tag's name. */
const TAGS: readonly ScalarTag[] = ['Ref', 'GetAtt', 'Sub'].map((name) => ({
  tag: `!${name}`,
  resolve: (text) => `!${name} ${text}`,
}));

const statement = z.object({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: z.array(z.string()),
  Resource: z.string(),
});

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()),
});

const deploymentSchema = z.looseObject({
  provider: z.looseObject({
    timeout: z.number(),
    environment: z.record(z.string(), z.unknown()),
    iam: z.object({ role: z.object({ statements: z.array(statement) }) }),
  }),
  functions: z.record(
    z.string(),
    z.looseObject({ handler: z.string(), timeout: z.optional(z.number()) }),
  ),
  resources: z.looseObject({ Resources: z.record(z.string(), resource) }),
});

/** What is deployed, as far as tests look at it. */
export type Deployment = z.output<typeof deploymentSchema>;

/** Reads serverless.yml; anchors and merge keys are resolved, `${…}` is left as it is. */
export function readDeployment(): Deployment {
  const file = new URL('../../serverless.yml', import.meta.url);
  const parsed: unknown = parse(readFileSync(file, 'utf8'), { customTags: [...TAGS], merge: true });
  return z.parse(deploymentSchema, parsed);
}
