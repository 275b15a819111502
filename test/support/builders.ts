/** @module Values for tests: each builder gives something valid, and takes what is tested. */
import * as z from 'zod/mini';
import type { CheckContext, Checks } from '../../shared/core/check.ts';
import type { Decision } from '../../shared/core/decision.ts';
import type { LimitContext } from '../../shared/core/limit.ts';
import { limits } from '../../shared/core/limits/index.ts';
import { toleranceBand } from '../../shared/core/limits/tolerance.ts';
import type { LuaRuntime } from '../../shared/core/lua.ts';
import type {
  DescribedTarget,
  Missing,
  MissingCode,
  PolicyReport,
  Reading,
  Recommended,
  Snapshot,
  TargetHold,
} from '../../shared/core/model.ts';
import type { ForeignChangeAnswer, LimitSettings, TargetPlan } from '../../shared/core/plan.ts';
import { policies } from '../../shared/core/policies/index.ts';
import type { PolicyContext } from '../../shared/core/policy.ts';
import { initialState, type State } from '../../shared/core/state.ts';
import { capacity, type Instant, instant, later, seconds } from '../../shared/core/units.ts';

/** A Monday morning: 2026-01-05T09:00:00Z. */
export const START = instant(1_767_603_600_000);

/** The instant so many seconds after the start. */
export function at(secondsAfterStart: number): Instant {
  return secondsAfterStart < 0
    ? instant(START + secondsAfterStart * 1000)
    : later(START, seconds(secondsAfterStart));
}

/** A value read just now (at the start), unless told. */
export function reading(value: number, given: Partial<Reading> = {}): Reading {
  return { status: 'measured', value, unit: 'count', at: START, ...given };
}

/** The counts of a queue, as the `sqs-queue` source gives them. */
export function queueReading(visible: number, inFlight = 0, readAt: Instant = START): Reading {
  return {
    status: 'measured',
    value: visible + inFlight,
    unit: 'messages',
    at: readAt,
    parts: { visible, inFlight, delayed: 0 },
  };
}

/** No value. */
export function missing(because: MissingCode = 'unavailable'): Missing {
  return { status: 'missing', because, detail: 'the service did not answer' };
}

/** A target with everything in service, unless told. */
export function target(
  units: number,
  given: {
    readonly inService?: number;
    readonly pending?: number;
    readonly bounds?: { readonly min: number; readonly max: number };
    readonly hold?: TargetHold;
  } = {},
): DescribedTarget {
  const { inService = units, pending = Math.max(0, units - inService), bounds, hold } = given;
  return {
    status: 'described',
    capacity: capacity(units),
    inService: capacity(inService),
    pending: capacity(pending),
    ...(bounds === undefined
      ? {}
      : { bounds: { min: capacity(bounds.min), max: capacity(bounds.max) } }),
    ...(hold === undefined ? {} : { hold }),
  };
}

/** What one evaluation sees; numbers are readings of just that value. */
export function snapshot(
  units: number | DescribedTarget,
  readings: Readonly<Record<string, number | Reading | Missing>> = {},
): Snapshot {
  const named: Record<string, Reading | Missing> = {};
  for (const [name, value] of Object.entries(readings)) {
    named[name] = typeof value === 'number' ? reading(value) : value;
  }
  return { readings: named, target: typeof units === 'number' ? target(units) : units };
}

/** Limits that restrain nothing but the bounds, so that a test adds the one it is about. */
export const FREE_LIMITS = {
  tolerance: 0,
  activation: { idleFor: '0s' },
  'scale-out': { stabilization: '0s', cooldown: '0s', rate: [] },
  'scale-in': { stabilization: '0s', cooldown: '0s', rate: [] },
} as const;

/** The plan's `limits` as a document writes them, with the schema's defaults filled in. */
export function limitSettings(written: object = {}): LimitSettings {
  return z.parse(limits.schema, written);
}

/** What a plan may be told; policies and limits as a document writes them. */
export interface PlanParts {
  readonly id?: string;
  readonly mode?: 'live' | 'shadow';
  readonly min?: number;
  readonly max?: number;
  readonly warmUp?: number;
  readonly perHour?: number;
  /** Seconds. */
  readonly evaluateEvery?: number;
  /** Seconds; without it, a calm target is looked at as often as any. */
  readonly calmEvery?: number;
  readonly onForeignChange?: ForeignChangeAnswer;
  readonly policies?: readonly object[];
  readonly limits?: object;
}

/** Keeps `load` at 10 per unit, with the default limits, unless told. */
export function plan(given: PlanParts = {}): TargetPlan {
  const { perHour } = given;
  return {
    id: given.id ?? 'web',
    mode: given.mode ?? 'live',
    capacity: { min: capacity(given.min ?? 1), max: capacity(given.max ?? 100) },
    unit: {
      warmUp: seconds(given.warmUp ?? 0),
      ...(perHour === undefined ? {} : { perHour }),
    },
    evaluateEvery: seconds(given.evaluateEvery ?? 60),
    ...(given.calmEvery === undefined ? {} : { calmEvery: seconds(given.calmEvery) }),
    onForeignChange: given.onForeignChange ?? 'adopt',
    policies: (given.policies ?? [TRACK_LOAD]).map((written) => z.parse(policies.schema, written)),
    limits: limitSettings(given.limits),
  };
}

/** A policy that wants one unit for every 10 of `load`. */
export const TRACK_LOAD = {
  type: 'target-tracking',
  source: 'load',
  target: 10,
  measure: 'total',
} as const;

/** A state with the given parts. */
export function state(given: Partial<State> = {}): State {
  return { ...initialState, ...given };
}

/** What a policy is shown. */
export function policyContext(
  given: {
    readonly readings?: Readonly<Record<string, number | Reading | Missing>>;
    readonly target?: DescribedTarget;
    readonly min?: number;
    readonly max?: number;
    readonly warmUp?: number;
    /** Percent. */
    readonly tolerance?: number;
    readonly now?: Instant;
    readonly cadence?: number;
    readonly lua?: LuaRuntime | undefined;
  } = {},
): PolicyContext {
  const described = given.target ?? target(1);
  const { readings } = snapshot(0, given.readings);
  return {
    reading: (source) => readings[source] ?? missing('invalid'),
    target: described,
    unitsWhen: () => described.inService,
    band: toleranceBand(described.capacity, { tolerance: given.tolerance ?? 0 }),
    bounds: { min: capacity(given.min ?? 0), max: capacity(given.max ?? 1000) },
    unit: { warmUp: seconds(given.warmUp ?? 0) },
    now: given.now ?? START,
    cadence: seconds(given.cadence ?? 60),
    interpreters: { lua: given.lua },
  };
}

/** What a limit is shown. */
export function limitContext(
  given: {
    readonly current?: number;
    readonly target?: DescribedTarget;
    readonly limits?: object;
    readonly readings?: Readonly<Record<string, number | Reading | Missing>>;
    readonly recommendations?: readonly PolicyReport[];
    readonly isBlind?: boolean;
    readonly min?: number;
    readonly max?: number;
    readonly warmUp?: number;
    readonly now?: Instant;
    readonly cadence?: number;
  } = {},
): LimitContext<LimitSettings> {
  const described = given.target ?? target(given.current ?? 10);
  return {
    settings: limitSettings(given.limits),
    now: given.now ?? START,
    current: described.capacity,
    target: described,
    bounds: { min: capacity(given.min ?? 0), max: capacity(given.max ?? 1000) },
    unit: { warmUp: seconds(given.warmUp ?? 0) },
    cadence: seconds(given.cadence ?? 60),
    recommendations: given.recommendations ?? [recommended(1)],
    isBlind: given.isBlind ?? false,
    readings: snapshot(0, given.readings).readings,
  };
}

/** What settings are checked against: 1 to 100 units, unless told. */
export function checkContext(
  min = 1,
  max = 100,
  given: Partial<Omit<CheckContext, 'bounds'>> = {},
): CheckContext {
  return {
    bounds: { min: capacity(min), max: capacity(max) },
    unit: { warmUp: seconds(0) },
    cadence: seconds(60),
    interpreters: {},
    ...given,
  };
}

/** What checks find, as "code: message". */
export function found<Settings>(
  checks: Checks<Settings> | undefined,
  settings: Settings,
  context = checkContext(),
): readonly string[] {
  return Object.entries(checks ?? {}).flatMap(([code, check]) =>
    check(settings, context).map(({ message }) => `${code}: ${message}`),
  );
}

/** A policy's recommendation as a decision reports it. */
export function recommended(
  units: number,
  given: Partial<Omit<Recommended, 'status'> & Pick<PolicyReport, 'policy' | 'sources'>> = {},
): PolicyReport {
  return {
    status: 'recommended',
    capacity: capacity(units),
    because: 'the load says so',
    policy: 'target-tracking',
    sources: ['load'],
    ...given,
  };
}

/** A decision to go from 2 to 4, unless told. */
export function decision(given: Partial<Decision> = {}): Decision {
  return {
    target: 'web',
    at: START,
    action: 'scale-out',
    from: capacity(2),
    to: capacity(4),
    reason: 'recommended',
    because: 'load is 40 for a target of 10',
    readings: { load: { value: 40, unit: 'count', ageSeconds: 0 } },
    recommendations: [recommended(4)],
    steps: [],
    costPerHour: null,
    nearest: null,
    foreignChange: null,
    next: initialState,
    ...given,
  };
}
