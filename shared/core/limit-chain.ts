/** @module The limits of an evaluation as one list, with the schemas that follow from it. */
import * as z from 'zod/mini';
import type { Limit } from './limit.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of limits with different settings each.
type NamedLimit<Name extends string> = Limit<Name, any, any, any>;
type AnyLimit = NamedLimit<string>;
type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type Shapes<Shape> =
  Intersection<Shape> extends infer Merged extends z.core.$ZodLooseShape
    ? z.output<z.ZodMiniObject<Merged>>
    : never;

/** The plan's `limits`, with every default filled in. */
type Settings<Limits extends readonly AnyLimit[]> = Shapes<Limits[number]['general']> & {
  readonly 'scale-out': Shapes<ReturnType<Limits[number]['directed']>>;
  readonly 'scale-in': Shapes<ReturnType<Limits[number]['directed']>>;
};

/** What each limit remembers, by its name. */
type Memories<Limits extends readonly AnyLimit[]> = {
  readonly [L in Limits[number] as L['name']]?: L extends Limit<string, infer _G, infer _D, infer M>
    ? M | undefined
    : never;
};

/**
 * The ordered list of limits. The casts join shapes that each limit has declared for itself; the
 * types they are cast to are computed from the same declarations.
 */
export function limitChain<const Limits extends readonly AnyLimit[]>(...members: Limits) {
  const names = new Set(members.map(({ name }) => name));
  if (names.size < members.length) {
    throw new Error('Two limits share a name.');
  }
  // What another version remembered in another shape is forgotten: after an upgrade or a rollback a
  // target that scales without an old cooldown is better than one that does not scale.
  const memories = z.object(
    merged(members, (limit) =>
      limit.memory === undefined
        ? {}
        : { [limit.name]: z.catch(z.optional(limit.memory), undefined) },
    ),
  );
  return {
    members: members as readonly NamedLimit<Limits[number]['name']>[],
    /** The schema of the plan's `limits`. */
    schema: settingsOf(members) as unknown as z.ZodMiniType<Settings<Limits>, unknown>,
    /** The schema of what the limits remember between evaluations. */
    memories: memories as unknown as z.ZodMiniType<Memories<Limits>, unknown>,
    /** Every limit's name. */
    names: members.map(({ name }) => name) as readonly Limits[number]['name'][],
  };
}

function settingsOf(members: readonly AnyLimit[]) {
  const directed = (direction: 'scale-out' | 'scale-in') =>
    z.prefault(z.strictObject(merged(members, (limit) => limit.directed(direction))), {});
  return z.strictObject({
    ...merged(members, (limit) => limit.general),
    'scale-out': directed('scale-out'),
    'scale-in': directed('scale-in'),
  });
}

function merged(
  members: readonly AnyLimit[],
  shapeOf: (limit: AnyLimit) => z.core.$ZodLooseShape,
): z.core.$ZodLooseShape {
  return Object.assign({}, ...members.map(shapeOf));
}
