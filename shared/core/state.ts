/** @module What is remembered of a target between evaluations. */
import * as z from 'zod/mini';
import { limits } from './limits/index.ts';
import { noticeMemory } from './notices/memory.ts';
import { policies } from './policies/index.ts';
import type { PolicyMemory } from './policy.ts';
import { capacity, instant } from './units.ts';
import { serviceRun } from './units-in-service.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));
const storedCapacity = z.pipe(z.number(), z.transform(capacity));

/** A change that was decided and written down, and whose outcome is not recorded yet. */
const intent = z.strictObject({
  /** Unique per target: its id and the version that wrote the intent. */
  operation: z.string(),
  from: storedCapacity,
  to: storedCapacity,
  at: storedInstant,
  /** After this, nobody acts on it any more. */
  deadline: storedInstant,
});

const policyMemories = [
  z.never(),
  ...policies.members.flatMap(({ memory }) => (memory === undefined ? [] : [memory])),
];

/** What a store keeps of one target; parsed once, where it is read. */
export const stateSchema = z.object({
  /** How often it was written; 0 = never. Writes are conditional on it. */
  version: z.int(),
  /** The capacity that was last in force by our doing, or that we last accepted from others. */
  applied: z.optional(z.strictObject({ capacity: storedCapacity, at: storedInstant })),
  intent: z.optional(intent),
  /** Others moved the target, and the plan says to leave it for a while. */
  leaveUntil: z.optional(storedInstant),
  /** Units in service lately, oldest first. */
  inService: z.optional(z.readonly(z.array(serviceRun))),
  /** The reason last reported, so that a change of reason is recorded once. */
  reason: z.optional(z.string()),
  /** It has its least, and nothing read is near to asking for more; see `calm.ts`. */
  calmSince: z.optional(storedInstant),
  limits: limits.memories,
  /** By policy: its type and place in the plan; the memory of another version is forgotten. */
  policies: z.record(z.string(), z.catch(z.optional(z.union(policyMemories)), undefined)),
  /** What people were told of it, so that they are not told it again. */
  notices: z.catch(z.optional(noticeMemory), undefined),
});

export type State = Readonly<z.output<typeof stateSchema>>;
export type Intent = z.output<typeof intent>;

/** The state of a target that was never seen. */
export const initialState: State = { version: 0, limits: {}, policies: {} };

/** What a policy's memory and forecast are kept under: its type and place in the plan. */
export function policyKey({ type }: { readonly type: string }, index: number): string {
  return `${type}#${index + 1}`;
}

/** The memory a policy left, if it is that policy's. */
export function policyMemoryOf(state: State, key: string, type: string): PolicyMemory | undefined {
  const memory: PolicyMemory | undefined = state.policies[key];
  return memory?.type === type ? memory : undefined;
}

/** The memories with one entry changed; the same object when it did not change. */
export function withMemory<Memories extends Readonly<Record<string, object | undefined>>>(
  memories: Memories,
  key: string,
  memory: object | undefined,
): Memories {
  if (memories[key] === memory) {
    return memories;
  }
  if (memory !== undefined) {
    return { ...memories, [key]: memory };
  }
  const { [key]: _, ...rest } = memories;
  return rest as Memories;
}
