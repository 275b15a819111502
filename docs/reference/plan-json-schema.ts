/** @module The JSON Schema of a plan, with what every key means: editors show it as one types. */
import { sources } from '../../shared/adapters/sources/index.ts';
import { targets } from '../../shared/adapters/targets/index.ts';
import { planJsonSchema } from '../../shared/config/plan-schema.ts';
import { limits } from '../../shared/core/limits/index.ts';
import { policies } from '../../shared/core/policies/index.ts';
import { type Meanings, meaningsIn } from './meanings.ts';

/** A JSON Schema, as far as plans use it. */
export type SchemaNode = ReturnType<typeof planJsonSchema>;

/** What the comments say of every member of a family, by its type. */
export const members: ReadonlyMap<string, Meanings> = new Map(
  [
    ...targets.members.map(({ type }) => ({ type, folder: 'shared/adapters/targets' })),
    ...sources.members.map(({ type }) => ({ type, folder: 'shared/adapters/sources' })),
    ...policies.members.map(({ type }) => ({ type, folder: 'shared/core/policies' })),
  ].map(({ type, folder }) => [type, meaningsIn(`${folder}/${type}.ts`)]),
);

/** A limit as the plan writes it: its keys, general ones and those of each direction. */
export const limitKeys = limits.members.map((limit) => ({
  name: limit.name,
  meanings: meaningsIn(`shared/core/limits/${limit.name}.ts`),
  general: Object.keys(limit.general),
  directed: Object.keys(limit.directed('scale-out')),
}));

const byLimitKey: ReadonlyMap<string, Meanings> = new Map(
  limitKeys.flatMap(({ meanings, general, directed }) =>
    [...general, ...directed].map((key) => [key, meanings]),
  ),
);

/** Finds the comments that speak for a key. */
type Finder = (key: string) => Meanings;

const ofPlan = meaningsIn('shared/config/plan-schema.ts');
const inLimits: Finder = (key) => byLimitKey.get(key) ?? ofPlan;

/** What a target says of its budget stands there too. */
const ofBudgets = meaningsIn('shared/config/budget-schema.ts');

/**
 * Parts of a plan whose keys are explained in a file of their own, by the key that they lie below.
 */
const parts: ReadonlyMap<string, Finder> = new Map(
  Object.entries({
    budgets: ofBudgets,
    notify: meaningsIn('shared/core/notices/settings.ts'),
    unit: meaningsIn('shared/config/unit-schema.ts'),
  }).map(([key, meanings]) => [key, () => meanings]),
);

/** The JSON Schema (draft 2020-12) of a plan as people write it. */
export function describedSchema(): SchemaNode {
  return described(planJsonSchema(), () => ofPlan);
}

/** The node with a description on every key below it that has a meaning. */
function described(node: SchemaNode, found: Finder, key?: string): SchemaNode {
  const own = members.get(typeOf(node) ?? '');
  const find: Finder = own === undefined ? found : () => own;
  const below = <Child extends SchemaNode | boolean>(child: Child) =>
    typeof child === 'object' ? described(child, find, key) : child;
  return {
    ...node,
    ...(own === undefined ? {} : { description: own.subject }),
    ...(node.properties === undefined ? {} : { properties: named(node.properties, find, key) }),
    ...(node.items === undefined || Array.isArray(node.items) ? {} : { items: below(node.items) }),
    ...(node.additionalProperties === undefined
      ? {}
      : { additionalProperties: below(node.additionalProperties) }),
    ...(node.anyOf === undefined
      ? {}
      : { anyOf: node.anyOf.map((each) => described(each, find, key)) }),
    ...(node.oneOf === undefined
      ? {}
      : { oneOf: node.oneOf.map((each) => described(each, find, key)) }),
  };
}

/** The type that a member's settings begin with: `type: sqs-queue`. */
export function typeOf(node: SchemaNode): string | undefined {
  const type = node.properties?.['type'];
  return typeof type === 'object' && typeof type.const === 'string' ? type.const : undefined;
}

function named(
  properties: NonNullable<SchemaNode['properties']>,
  find: Finder,
  parent: string | undefined,
) {
  return Object.fromEntries(
    Object.entries(properties).map(([key, node]) => {
      if (typeof node !== 'object') {
        return [key, node];
      }
      const meanings = find(key);
      const isLimit = find === inLimits && byLimitKey.has(key);
      const isOfTarget = key === 'limits' && meanings === ofPlan;
      const part = meanings === ofPlan ? parts.get(key) : undefined;
      const within = part ?? (isOfTarget ? inLimits : isLimit ? () => meanings : find);
      const child = described(node, within, key);
      const elsewhere = meanings === ofPlan ? ofBudgets.of(key, 'spendingKeys') : undefined;
      const description = key === 'type' ? undefined : (meanings.of(key, parent) ?? elsewhere);
      return [key, description === undefined ? child : { ...child, description }];
    }),
  );
}
