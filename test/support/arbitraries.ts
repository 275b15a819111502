/** @module Arbitrary plans and lives of targets, for properties. */
import fc from 'fast-check';
import type { FaultCode, TargetHold } from '../../shared/core/model.ts';
import type { TargetPlan } from '../../shared/core/plan.ts';
import { missing, type PlanParts, plan, queueReading, reading, target } from './builders.ts';
import type { Moment } from './run.ts';

const seconds = (max: number) => fc.integer({ min: 0, max }).map((length) => `${length}s`);
const someSeconds = (max: number) => fc.integer({ min: 1, max }).map((length) => `${length}s`);
const signal = fc.constantFrom('load', 'cpu');

/** One policy of any type, as a document writes it. */
const policy: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    type: fc.constant('target-tracking'),
    source: signal,
    target: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    measure: fc.constantFrom('per-unit', 'total'),
  }),
  fc.record({
    type: fc.constant('queue-latency'),
    source: fc.constant('jobs'),
    objective: someSeconds(600),
    serviceTime: someSeconds(1200),
    concurrency: fc.integer({ min: 1, max: 20 }),
    arrivals: fc.option(fc.constant({ source: 'load' }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('adaptive-threshold'),
    source: signal,
    sensitivity: fc.double({ min: 0.1, max: 5, noNaN: true }),
    confidence: fc.constantFrom(0, 0, 50),
  }),
  fc.record({
    type: fc.constant('backlog-per-worker'),
    source: fc.constant('jobs'),
    acceptableLatency: someSeconds(600),
    serviceTime: someSeconds(60),
  }),
  fc.record({
    type: fc.constant('composite-score'),
    adjustment: fc.constantFrom('change-in-capacity', 'percent-change-in-capacity'),
    signals: fc.constantFrom(
      [{ source: 'cpu', busy: 60, critical: 90 }],
      [
        { source: 'cpu', weight: 2, idle: 10, calm: 30, busy: 60, critical: 90 },
        { source: 'load', weight: 0.5, idle: 0, calm: 50, busy: 100, critical: 150 },
      ],
    ),
  }),
  fc.record({
    type: fc.constant('progressive'),
    source: signal,
    strategy: fc.constantFrom('conservative', 'moderate', 'aggressive', 'by-urgency'),
    phases: fc.tuple(seconds(300), seconds(300)).map(([one, other]) => [
      { above: 60, for: one, change: 20 },
      { above: 80, for: other, change: 100 },
    ]),
    emergency: fc.option(fc.constant({ above: 120, for: '30s' }), { nil: undefined }),
    calm: fc.option(
      seconds(600).map((length) => ({ below: 30, for: length })),
      { nil: undefined },
    ),
  }),
  fc.record({
    type: fc.constant('predictive'),
    source: fc.constantFrom('load', 'cpu'),
    target: fc.integer({ min: 1, max: 200 }),
    measure: fc.constantFrom('per-unit', 'total'),
    mode: fc.constantFrom('forecast-and-scale', 'forecast-only'),
    coverage: fc.constantFrom(50, 90, 99),
    buffer: seconds(1200),
  }),
  fc.record({
    type: fc.constant('service-level'),
    source: fc.constantFrom('load', 'cpu'),
    limit: fc.integer({ min: 1, max: 200 }),
    measure: fc.constantFrom('per-unit', 'total'),
    objective: fc.constantFrom(90, 99.5),
    seasonal: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('step'),
    source: signal,
    adjustment: fc.constantFrom(
      'change-in-capacity',
      'percent-change-in-capacity',
      'exact-capacity',
    ),
    minimumMagnitude: fc.nat(3),
    steps: fc.constantFrom(
      [{ above: 60, change: 20 }],
      [
        { above: 60, change: 2 },
        { below: 20, change: -2 },
      ],
      [
        { above: 50, change: 10 },
        { above: 80, change: 50 },
        { below: 30, change: -30 },
      ],
    ),
  }),
  fc.record({
    type: fc.constant('threshold'),
    conditions: fc.constantFrom(
      [{ source: 'cpu', above: 70 }],
      [
        { source: 'cpu', above: 70, below: 30 },
        { source: 'load', above: 80, below: 10 },
      ],
    ),
  }),
  fc.record({
    type: fc.constant('formula'),
    capacity: fc.constantFrom(
      'load / 10',
      'max(min, jobs / 3, hour >= 9 ? 20 : 2)',
      'cpu > 60 ? capacity * 1.2 : abstain()',
      'load / cpu - inService',
      'load * load',
      'load +',
    ),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
  }),
  fc.record({
    type: fc.constant('lua'),
    sources: fc.constant(['load', 'cpu']),
    script: fc.constantFrom(
      'return metrics.load / 10',
      'if metrics.cpu > 60 then return capacity * 1.2 end',
      'return hour >= 9 and 20 or metrics.load * metrics.load',
      'capacity = capacity + 1 return capacity',
      'return metrics.load / 0',
      'error("no")',
    ),
  }),
  fc.record({
    type: fc.constant('schedule'),
    timeZone: fc.constantFrom('UTC', 'Australia/Lord_Howe'),
    // Lives begin on Monday 2026-01-05 at 09:00 UTC, 20:00 on Lord Howe.
    windows: fc.array(
      fc
        .record({
          cron: fc.constantFrom('*/10 * * * *', '0 9 * * *', '30 9,20 * * MON'),
          length: someSeconds(7200),
          lead: fc.option(seconds(1200), { nil: undefined }),
          ramp: seconds(1800),
          terms: fc.oneof(
            fc.record({ min: fc.nat(90) }),
            fc.record({ desired: fc.nat(90) }),
            fc.record({ max: fc.nat(90) }),
            fc.nat(90).map((both) => ({ min: both, max: both })),
          ),
          priority: fc.nat(2),
        })
        .map(({ cron, length, lead, ramp, terms, priority }) => ({
          name: 'any',
          cron,
          for: length,
          lead,
          rampUp: ramp,
          rampDown: ramp,
          priority,
          ...terms,
        })),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

const rate = fc.array(
  fc.oneof(
    fc.record({ units: fc.nat(20), per: someSeconds(600) }),
    fc.record({ percent: fc.nat(200), per: someSeconds(600) }),
  ),
  { maxLength: 3 },
);
const direction = fc.record({
  stabilization: seconds(900),
  cooldown: seconds(600),
  urgentAt: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  rate,
  select: fc.constantFrom('max', 'min', 'disabled'),
});
const limits = fc.record(
  {
    missing: fc.record({
      after: seconds(600),
      do: fc.constantFrom('hold', 'last-known', 'floor', 'static'),
      capacity: fc.nat(80),
    }),
    activation: fc.record({
      above: fc.constantFrom({}, { jobs: 3 }, { load: 10 }),
      idleFor: seconds(600),
      idleCapacity: fc.nat(3),
    }),
    tolerance: fc.nat(30),
    downstream: fc.record({
      brake: fc.record({
        conditions: fc.constantFrom(
          [{ source: 'cpu', above: 80, below: 50 }],
          [{ source: 'load', above: 150 }],
        ),
        retryAfter: someSeconds(900),
      }),
    }),
    flapping: fc.record({ halfLife: someSeconds(3600) }),
    flapBudget: fc.record({
      changes: fc.integer({ min: 2, max: 100 }),
      per: someSeconds(3600),
      longestWait: fc.constantFrom('unlimited', '0s', '5m'),
    }),
    'scale-out': direction,
    'scale-in': direction,
  },
  { requiredKeys: [] },
);

/** Any plan: policies of every type, limits of every kind, minimum 0 to maximum 80. */
export const anyPlan: fc.Arbitrary<TargetPlan> = fc
  .record({
    bounds: fc.tuple(fc.nat(80), fc.nat(80)),
    mode: fc.constantFrom('live', 'live', 'live', 'shadow' as const),
    warmUp: fc.nat(600),
    evaluateEvery: fc.constantFrom(10, 30, 60, 300),
    onForeignChange: fc.constantFrom('adopt', 'hold', 'reclaim' as const),
    policies: fc.array(policy, { minLength: 1, maxLength: 4 }),
    limits,
  })
  .map(({ bounds: [one, other], ...parts }) => {
    const given: PlanParts = { ...parts, min: Math.min(one, other), max: Math.max(one, other) };
    return plan(given);
  });

/** Numbers a source may measure: everyday, nothing, and far beyond reason. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e-300, 1e9, 1e300, Number.MAX_VALUE) },
);
const signalReading = fc.oneof(
  { weight: 6, arbitrary: value.map((measured) => reading(measured)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(value, fc.nat(20))
      .map(([measured, reporting]) => reading(measured, { reporting })),
  },
  { weight: 1, arbitrary: fc.constant(missing('throttled')) },
);
const jobsReading = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(value, fc.nat(50)).map(([v, f]) => queueReading(v, f)) },
  { weight: 1, arbitrary: fc.constant(missing('empty')) },
);

const hold: fc.Arbitrary<TargetHold> = fc.record({
  code: fc.constantFrom('suspended', 'deploying'),
  blocks: fc.constantFrom('both', 'scale-in', 'scale-out'),
  because: fc.constant('the service says so'),
});
const description: fc.Arbitrary<Moment['target']> = fc.oneof(
  { weight: 10, arbitrary: fc.constant(undefined) },
  // Units that are still starting.
  {
    weight: 2,
    arbitrary: fc
      .nat(5)
      .map((lag) => (units: number) => target(units, { inService: Math.max(0, units - lag) })),
  },
  { weight: 1, arbitrary: hold.map((held) => (units: number) => target(units, { hold: held })) },
  // Somebody else moves it.
  { weight: 1, arbitrary: fc.nat(90).map((others) => () => target(others)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<FaultCode>('not-found', 'throttled', 'timeout')
      .map((because) => () => ({ status: 'unavailable', because, detail: 'no answer' }) as const),
  },
);

/** What happens to a target over up to forty evaluations at uneven times. */
export const anyLife: fc.Arbitrary<readonly Moment[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 400 }),
      load: signalReading,
      cpu: signalReading,
      jobs: jobsReading,
      target: description,
      outcome: fc.constantFrom<Moment['outcome']>(
        undefined,
        undefined,
        undefined,
        { status: 'failed', code: 'timeout', because: 'no answer' },
        { status: 'refused', code: 'invalid', because: 'no' },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((moments) => {
    let now = 0;
    return moments.map(({ gap, load, cpu, jobs, target: described, outcome }) => {
      now += gap;
      return {
        seconds: now,
        readings: { load, cpu, jobs },
        ...(described === undefined ? {} : { target: described }),
        ...(outcome === undefined ? {} : { outcome }),
      };
    });
  });
