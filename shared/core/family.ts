/** @module A family of pluggable members: a list from which lookup, types and schema follow. */
import * as z from 'zod/mini';

/** What every member of a family has: its name in a plan and the schema of its settings. */
export interface FamilyMember<Spec> {
  readonly type: string;
  readonly schema: z.ZodMiniType<Spec>;
}

/** The settings of any member of a list, told apart by `type`. */
export type SpecOf<Members extends readonly { readonly schema: z.ZodMiniType }[]> = z.output<
  Members[number]['schema']
> & { readonly type: string };

/** A list of members with everything that follows from it. */
export interface Family<Member, Spec> {
  /** Every member, in the order of the list. */
  readonly members: readonly Member[];
  /** The settings of any member; unknown types and unknown keys are refused. */
  readonly schema: z.ZodMiniType<Spec, unknown>;
  /** The member that owns these settings. */
  memberOf(spec: { readonly type: string }): Member;
}

/**
 * A family from its members, in alphabetical order. Throws when two members share a type.
 * The casts are sound because a spec's `type` is what selected the member (style 13); each family
 * has a typed builder of its own beside the interface of its members.
 */
export function family<Member extends FamilyMember<unknown>, Spec>(
  members: readonly FamilyMember<unknown>[],
): Family<Member, Spec> {
  const byType: Record<string, Member> = Object.create(null);
  for (const member of members as readonly unknown[] as readonly Member[]) {
    if (byType[member.type] !== undefined) {
      throw new Error(`Two members of one family share the type "${member.type}".`);
    }
    byType[member.type] = member;
  }
  return {
    members: Object.values(byType),
    schema: z.discriminatedUnion(
      'type',
      members.map((member) => member.schema) as unknown as [z.ZodMiniObject],
    ) as unknown as z.ZodMiniType<Spec, unknown>,
    memberOf(spec) {
      const member = byType[spec.type];
      if (member === undefined) {
        throw new Error(`No member of the family has the type "${spec.type}".`);
      }
      return member;
    },
  };
}

/** Closes a switch: reached only when a case was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
