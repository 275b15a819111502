/** @module A value that does not fit its schema, as far as it does. */
import * as z from 'zod/mini';
import { valueAt } from './meant.ts';
import { partly, UnreadableError } from './unreadable.ts';

type Issue = z.core.$ZodIssue;

/** What stands beside other values and says nothing about them. */
const ASIDE: ReadonlySet<string> = new Set(['unrecognized_keys', 'invalid_key']);

/**
 * A value as its schema reads it, where each part that does not fit throws an UnreadableError to
 * who looks at it. Throws that itself where nothing of it fits.
 */
export function readable<Output>(schema: z.core.$ZodType<Output>, value: unknown): Output {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) {
    return parsed.data;
  }
  const issues = parsed.error.issues.filter(({ code }) => !ASIDE.has(code));
  if (issues.some(({ path }) => path.length === 0)) {
    throw new UnreadableError('The value does not fit.');
  }
  return partsOf<Output>(schema, value, issues);
}

/** Every issue of a value, those too that parsing leaves out below a name that does not fit. */
export function allIssues(schema: z.core.$ZodType, value: unknown): readonly Issue[] {
  const issues = z.safeParse(schema, value).error?.issues ?? [];
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_key') {
      return [issue];
    }
    const inside = shapeAt(schema, value, issue.path);
    const below = allIssues(inside, valueAt(value, issue.path));
    return [issue, ...below.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))];
  });
}

/** The schema of what stands at a place; one that takes anything where that is not known. */
function shapeAt(
  schema: z.core.$ZodType,
  value: unknown,
  [first, ...rest]: readonly PropertyKey[],
): z.core.$ZodType {
  if (first === undefined) {
    return schema;
  }
  const further = (shape: z.core.$ZodType) => shapeAt(shape, childOf(value, String(first)), rest);
  if (schema instanceof z.ZodMiniObject) {
    return further(schema.shape[String(first)] ?? z.unknown());
  }
  if (schema instanceof z.ZodMiniRecord) {
    return further(schema._zod.def.valueType);
  }
  if (schema instanceof z.ZodMiniArray) {
    return further(schema._zod.def.element);
  }
  const inner = innerOf(schema, value);
  return inner === undefined ? z.unknown() : shapeAt(inner, value, [first, ...rest]);
}

function partsOf<Output>(
  schema: z.core.$ZodType,
  value: unknown,
  issues: readonly Issue[],
): Output {
  const part = (key: string, shape: z.core.$ZodType) => () => {
    const written = childOf(value, key);
    const isRefused = issues.some(({ path: [first] }) => String(first) === key);
    if (isRefused && z.safeParse(shape, written).success) {
      // It is right in itself, and wrong beside others.
      throw new UnreadableError(`"${key}" does not fit what stands beside it.`);
    }
    return readable(shape, written);
  };
  if (schema instanceof z.ZodMiniObject) {
    const shapes: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    return partly(
      {},
      mapped(Object.keys(shapes), (key) => part(key, shapes[key] ?? z.never())),
    );
  }
  if (schema instanceof z.ZodMiniRecord) {
    const { valueType } = schema._zod.def;
    return partly(
      {},
      mapped(Object.keys(Object(value)), (key) => part(key, valueType)),
    );
  }
  if (schema instanceof z.ZodMiniArray) {
    const { element } = schema._zod.def;
    return partly(
      [],
      mapped(Object.keys(Object(value)), (key) => part(key, element)),
    );
  }
  const inner = innerOf(schema, value);
  if (inner === undefined) {
    throw new UnreadableError('The value does not fit.');
  }
  return partsOf(inner, value, issues);
}

/** What a schema wraps, or the one of several shapes whose `type` is written. */
function innerOf(schema: z.core.$ZodType, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodMiniDiscriminatedUnion) {
    const { options, discriminator } = schema._zod.def;
    return options.find(
      (option) =>
        option instanceof z.ZodMiniObject &&
        z.safeParse(option.shape[discriminator] ?? z.never(), childOf(value, discriminator))
          .success,
    );
  }
  return schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault
    ? schema._zod.def.innerType
    : undefined;
}

function mapped<Value>(
  keys: readonly string[],
  of: (key: string) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(keys.map((key) => [key, of(key)]));
}

function childOf(value: unknown, key: string): unknown {
  return valueAt(value, [key]);
}
