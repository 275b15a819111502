/** @module The keys that may stand at a place of a plan. */
import * as z from 'zod/mini';
import { planJsonSchema } from './plan-schema.ts';

/** A JSON Schema, as far as keys go. */
const schemaNode = z.looseObject({
  properties: z.optional(z.record(z.string(), z.unknown())),
  additionalProperties: z.optional(z.unknown()),
  items: z.optional(z.unknown()),
  oneOf: z.optional(z.array(z.unknown())),
  anyOf: z.optional(z.array(z.unknown())),
  const: z.optional(z.unknown()),
});
type SchemaNode = z.output<typeof schemaNode>;

/** The keys that the schema knows at a place of a document; none where it takes any. */
export function knownKeys(
  path: readonly (string | number)[],
  document: unknown,
): readonly string[] {
  let schema = asNode(planJsonSchema());
  let value = document;
  for (const key of path) {
    schema = below(chosen(schema, value), key);
    value = childOf(value, key);
  }
  return Object.keys(chosen(schema, value)?.properties ?? {});
}

/** Of several shapes the one whose `type` is written. */
function chosen(schema: SchemaNode | undefined, value: unknown): SchemaNode | undefined {
  const shapes = schema?.oneOf ?? schema?.anyOf;
  const type = childOf(value, 'type');
  return shapes === undefined
    ? schema
    : shapes.map(asNode).find((each) => asNode(each?.properties?.['type'])?.const === type);
}

function below(schema: SchemaNode | undefined, key: string | number): SchemaNode | undefined {
  const inside = typeof key === 'number' ? schema?.items : schema?.additionalProperties;
  return asNode(schema?.properties?.[key] ?? inside);
}

function asNode(value: unknown): SchemaNode | undefined {
  const parsed = z.safeParse(schemaNode, value);
  return parsed.success ? parsed.data : undefined;
}

function childOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(String(key))
    : undefined;
}
