/** @module Decided again from what was recorded, and compared byte by byte. */
import { decide } from '../../shared/core/decide.ts';
import type { Decision } from '../../shared/core/decision.ts';
import type { Interpreters } from '../../shared/core/lua.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { Moment, RecordedTarget } from './read-recording.ts';

/** A decision that comes out otherwise than recorded. */
export interface Difference {
  readonly line: number;
  readonly at: Instant;
  /** Members of the decision whose bytes differ. */
  readonly members: readonly string[];
  readonly recorded: Decision;
  readonly replayed: Decision;
}

/** What became of the decisions of one target. */
export interface Proof {
  readonly target: string;
  /** Decisions that were recorded, and so can be compared. */
  readonly decisions: number;
  readonly identical: number;
  readonly first: Difference | null;
}

/** Decides every recorded evaluation again, with the plan that it was recorded with. */
export function prove({ id, moments }: RecordedTarget, interpreters?: Interpreters): Proof {
  let decisions = 0;
  let identical = 0;
  let first: Difference | null = null;
  for (const moment of moments) {
    if (moment.recorded !== undefined) {
      decisions += 1;
      const difference = differenceOf(moment, moment.recorded, interpreters);
      identical += difference === undefined ? 1 : 0;
      first ??= difference ?? null;
    }
  }
  return { target: id, decisions, identical, first };
}

function differenceOf(
  { line, at, plan, snapshot }: Moment,
  { state, decision: recorded }: NonNullable<Moment['recorded']>,
  interpreters: Interpreters | undefined,
): Difference | undefined {
  const replayed = decide(snapshot, plan, state, at, interpreters);
  return JSON.stringify(replayed) === JSON.stringify(recorded)
    ? undefined
    : { line, at, members: differingMembers(recorded, replayed), recorded, replayed };
}

/** Members with other bytes; "order" where all are the same and stand in another order. */
function differingMembers(one: Decision, other: Decision): readonly string[] {
  const bytesOf = (decision: Decision) =>
    new Map(Object.entries(decision).map(([name, value]) => [name, JSON.stringify(value)]));
  const [ones, others] = [bytesOf(one), bytesOf(other)];
  const names = new Set([...ones.keys(), ...others.keys()]);
  const differing = [...names].filter((name) => ones.get(name) !== others.get(name));
  return differing.length === 0 ? ['order'] : differing;
}
