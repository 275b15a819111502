/** @module Another plan asked at every recorded moment; what it says is not carried out. */
import { isDeepStrictEqual } from 'node:util';
import { decide } from '../../shared/core/decide.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { forecastRequests } from '../../shared/core/forecast/requests.ts';
import type { Interpreters } from '../../shared/core/lua.ts';
import type { Missing, Reading, Snapshot } from '../../shared/core/model.ts';
import type { ScalingPlan, SourceSpec } from '../../shared/core/plan.ts';
import { changeApplied } from '../../shared/core/settle.ts';
import { initialState, type State } from '../../shared/core/state.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { Moment, RecordedTarget } from './read-recording.ts';

/** A stretch of time in which the other plan wants another capacity all along. */
export interface Disagreement {
  readonly from: Instant;
  readonly to: Instant;
  readonly evaluations: number;
  /** The first decision of each. */
  readonly recorded: Decision;
  readonly other: Decision;
}

/** What another plan would have said. */
export interface OpenLoop {
  readonly evaluations: number;
  /** Evaluations with another capacity. */
  readonly different: number;
  readonly disagreements: readonly Disagreement[];
  /** The other plan's sources that the recording has no readings of. */
  readonly unread: readonly string[];
}

/**
 * Asks the other plan at every moment: the target as it was, the readings as they were, what was
 * really changed counted by cooldowns and rates, and a memory of its own otherwise.
 */
export function openLoop(
  { plan, moments }: RecordedTarget,
  other: ScalingPlan,
  interpreters?: Interpreters,
): OpenLoop {
  const names = namesOf(plan, other);
  const theirs = decisionsOf(moments, () => other, names, interpreters);
  const ours = moments.every(({ recorded }) => recorded !== undefined)
    ? moments.flatMap(({ recorded }) => (recorded === undefined ? [] : [recorded.decision]))
    : decisionsOf(moments, (moment) => moment.plan, namesOf(plan, plan), interpreters);
  const disagreements: Disagreement[] = [];
  let different = 0;
  let isOpen = false;
  moments.forEach(({ at }, index) => {
    const recorded = ours[index];
    const said = theirs[index];
    const last = disagreements.at(-1);
    if (recorded === undefined || said === undefined || recorded.to === said.to) {
      isOpen = false;
      return;
    }
    different += 1;
    if (isOpen && last !== undefined) {
      disagreements[disagreements.length - 1] = {
        ...last,
        to: at,
        evaluations: last.evaluations + 1,
      };
    } else {
      disagreements.push({ from: at, to: at, evaluations: 1, recorded, other: said });
    }
    isOpen = true;
  });
  const unread = [...names].filter(([, was]) => was === undefined).map(([name]) => name);
  return { evaluations: moments.length, different, disagreements, unread };
}

/** A plan's decisions at every moment, each from what the one before left. */
export function decisionsOf(
  moments: readonly Moment[],
  planAt: (moment: Moment) => ScalingPlan,
  names: ReadonlyMap<string, string | undefined>,
  interpreters?: Interpreters,
): readonly Decision[] {
  let memory = moments[0]?.recorded?.state ?? initialState;
  return moments.map((moment, index) => {
    const state = stateAt(moment, moments[index - 1], memory);
    const asked = planAt(moment);
    const snapshot = renamed(moment.snapshot, asked, names);
    const decision = decide(snapshot, asked, state, moment.at, interpreters);
    memory = remembered(decision.next, moment);
    return decision;
  });
}

/** What became of the target and what operators said, as recorded; the rest from the memory. */
function stateAt(
  { snapshot: { target }, recorded, at }: Moment,
  before: Moment | undefined,
  memory: State,
): State {
  if (recorded !== undefined) {
    const { override } = recorded.state.limits;
    const { override: _, ...limits } = memory.limits;
    const { reason: __, ...state } = recorded.state;
    return {
      ...state,
      ...(memory.reason === undefined ? {} : { reason: memory.reason }),
      limits: override === undefined ? limits : { ...limits, override },
      policies: memory.policies,
    };
  }
  if (target.status !== 'described') {
    return memory;
  }
  const was = before?.snapshot.target;
  const { capacity } = target;
  return was?.status === 'described' && was.capacity !== capacity
    ? changeApplied(memory, { from: was.capacity, to: capacity, at: before?.at ?? at })
    : { ...memory, applied: { capacity, at: memory.applied?.at ?? at } };
}

/** The memory after the moment: what happened is what was recorded, not what is decided here. */
function remembered({ intent: _, ...next }: State, { recorded }: Moment): State {
  if (recorded?.outcome.status !== 'applied') {
    return next;
  }
  const { from, to, at } = recorded.decision;
  return from === null || to === null || from === to ? next : changeApplied(next, { from, to, at });
}

/** For each source of the other plan, the name under which the recording has its readings. */
function namesOf(plan: ScalingPlan, other: ScalingPlan): ReadonlyMap<string, string | undefined> {
  return new Map(
    Object.entries(other.sources).map(([name, spec]) => {
      const same = Object.keys(plan.sources).filter((was) => readsAlike(plan.sources[was], spec));
      return [name, same.includes(name) ? name : same[0]];
    }),
  );
}

/** Whether both read the same, whatever age they take for fresh. */
function readsAlike(one: SourceSpec | undefined, other: SourceSpec): boolean {
  return isDeepStrictEqual(one, { ...other, maxAge: one?.maxAge });
}

function renamed(
  { readings, target, allowance, forecasts }: Snapshot,
  plan: ScalingPlan,
  names: ReadonlyMap<string, string | undefined>,
): Snapshot {
  const named: Record<string, Reading | Missing> = {};
  for (const [name, was] of names) {
    named[name] = (was === undefined ? undefined : readings[was]) ?? UNREAD;
  }
  const foretold = forecastsFor(plan, forecasts, names);
  return { readings: named, target, allowance, forecasts: foretold };
}

/** For each policy of the plan, what was foretold of its source, whoever asked for it then. */
function forecastsFor(
  plan: ScalingPlan,
  recorded: Snapshot['forecasts'],
  names: ReadonlyMap<string, string | undefined>,
): Snapshot['forecasts'] {
  if (recorded === undefined) {
    return undefined;
  }
  return Object.fromEntries(
    forecastRequests(plan).flatMap(({ key, request: { source, horizon } }) => {
      const [nearest] = Object.values(recorded)
        .filter((forecast) => forecast.source === names.get(source))
        .toSorted((one, other) => distance(one, horizon) - distance(other, horizon));
      return nearest === undefined ? [] : [[key, { ...nearest, source }] as const];
    }),
  );
}

function distance(one: { readonly horizon: number }, horizon: number): number {
  return Math.abs(one.horizon - horizon);
}

const UNREAD: Missing = {
  status: 'missing',
  because: 'invalid',
  detail: 'the recording has no readings of this source',
};
