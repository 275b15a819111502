import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isDue } from '../../shared/core/cadence.ts';
import { isResting, RESTS_AFTER } from '../../shared/core/calm.ts';
import { decide } from '../../shared/core/decide.ts';
import type { DescribedTarget, Missing, Reading } from '../../shared/core/model.ts';
import type { State } from '../../shared/core/state.ts';
import { capacity, seconds } from '../../shared/core/units.ts';
import {
  at,
  missing,
  type PlanParts,
  plan,
  queueReading,
  START,
  snapshot,
  state,
  target,
} from '../support/builders.ts';

const PER_UNIT = { type: 'target-tracking', source: 'load', target: 10 } as const;
const LATENCY = { type: 'target-tracking', source: 'latency', target: 1 } as const;
const STEPS = {
  type: 'step',
  source: 'load',
  steps: [
    { above: 10, change: 1 },
    { above: 100, change: 2 },
    { below: 1, change: -1 },
  ],
} as const;
const FREE_SLOTS = {
  type: 'step',
  source: 'load',
  adjustment: 'exact-capacity',
  steps: [
    { below: 10, change: 6 },
    { above: 50, change: 2 },
  ],
} as const;
const PHASES = {
  type: 'progressive',
  source: 'load',
  phases: [
    { above: 10, for: '5m', change: 20 },
    { above: 100, for: '1m', change: 50 },
  ],
  calm: { below: 2, for: '5m', change: 10 },
} as const;
/** Load is hardly over idle, so that there the answer would change first. */
const SCORE = {
  type: 'composite-score',
  signals: [
    { source: 'load', idle: 1, calm: 5, busy: 60, critical: 90 },
    { source: 'latency', idle: 0.1, calm: 0.8, busy: 0.9, critical: 1 },
  ],
  urgency: { low: { from: 5 }, medium: { from: 50 }, high: { from: 80 } },
} as const;
const BACKLOG = {
  type: 'backlog-per-worker',
  source: 'load',
  acceptableLatency: '60s',
  serviceTime: '1s',
} as const;
const NIGHT = {
  type: 'schedule',
  timeZone: 'UTC',
  windows: [{ name: 'night', cron: '0 22 * * *', for: '8h', max: 5 }],
} as const;
const BUDGET = {
  name: 'shop',
  limits: { daily: 100 },
  soft: [],
  keepMinimums: false,
  alerts: [],
  members: [],
};

/** Since when a target of two units at least is calm, by what it shows now. */
function calm({
  units = target(2),
  load = 4,
  latency = 0.1,
  given = {},
  isSpending = false,
}: {
  readonly units?: DescribedTarget;
  readonly load?: number | Reading | Missing;
  readonly latency?: number;
  readonly given?: PlanParts;
  readonly isSpending?: boolean;
}) {
  const written = plan({ min: 2, policies: [PER_UNIT], calmEvery: 300, ...given });
  const readings = given.policies === undefined ? { load } : { load, latency };
  const decision = decide(
    snapshot(units, readings),
    isSpending ? { ...written, budget: BUDGET } : written,
    state(),
    START,
  );
  return decision.next.calmSince;
}

describe('a target is calm', () => {
  it.each([
    { name: 'where its load is far below what its minimum bears', given: { load: 4 } },
    { name: 'where there is no load at all', given: { load: 0 } },
    { name: 'where its load would have to double', given: { load: 5.5 } },
    {
      name: 'where every policy is far from asking for more',
      given: { given: { policies: [PER_UNIT, LATENCY] } },
    },
    { name: 'in shadow mode too', given: { given: { mode: 'shadow' as const } } },
  ])('$name', ({ given }) => {
    expect(calm(given)).toBe(START);
  });

  it.each([
    { name: 'above its minimum', given: { units: target(3) } },
    { name: 'while units of its minimum start', given: { units: target(2, { inService: 1 }) } },
    { name: 'near to what its minimum bears', given: { load: 6 } },
    { name: 'without a reading', given: { load: missing() } },
    {
      name: 'where one of its policies is near to asking for more',
      given: { latency: 0.6, given: { policies: [PER_UNIT, LATENCY] } },
    },
    {
      name: 'with a policy that moves with the time',
      given: { given: { policies: [PER_UNIT, NIGHT] } },
    },
    { name: 'where a budget is to hold', given: { isSpending: true } },
    { name: 'where its plan does not say how often', given: { given: { calmEvery: 60 } } },
    {
      name: 'while it asks for more, and would for still more only far above',
      given: { load: 12, given: { policies: [STEPS] } },
    },
    {
      name: 'where it would ask for more once its source falls',
      given: { load: 12, given: { policies: [FREE_SLOTS] } },
    },
    {
      name: 'while it waits to ask for more',
      given: { load: 12, given: { policies: [PHASES] } },
    },
    {
      name: 'where one of its signals is near to being urgent',
      given: { load: 1.02, latency: 0.85, given: { policies: [SCORE] } },
    },
    {
      name: 'while its workers are busy, though nothing waits',
      given: {
        load: queueReading(0, 2),
        given: { policies: [BACKLOG] },
      },
    },
    { name: 'at zero units', given: { units: target(0), given: { min: 0 } } },
    {
      name: 'that must not be moved',
      given: {
        units: target(2, { hold: { code: 'refreshing', because: 'it is', blocks: 'both' } }),
      },
    },
  ])('never $name', ({ given }) => {
    expect(calm(given)).toBeUndefined();
  });

  it('never while units that others took away are taken back one by one', () => {
    const guarded = plan({
      min: 2,
      calmEvery: 300,
      onForeignChange: 'reclaim',
      limits: { 'scale-out': { rate: [{ units: 1, per: '60s' }] } },
    });
    const before = state({ applied: { capacity: capacity(6), at: at(-1000) } });

    const decision = decide(snapshot(2, { load: 1 }), guarded, before, START);

    expect(decision.to).toBe(3);
    expect(decision.next.calmSince).toBeUndefined();
  });

  it('since it was first seen to be, and writes nothing more', () => {
    const quiet = plan({ min: 2, policies: [PER_UNIT], calmEvery: 300 });
    const first = decide(snapshot(2, { load: 4 }), quiet, state(), START).next;

    const later = decide(snapshot(2, { load: 3 }), quiet, first, at(60)).next;

    expect(later).toBe(first);
  });

  it('no longer once its load rises, or nothing is known of it', () => {
    const quiet = plan({ min: 2, policies: [PER_UNIT], calmEvery: 300 });
    const before = state({ calmSince: START });
    const gone = { status: 'unavailable', because: 'throttled', detail: 'too many calls' } as const;

    const busy = decide(snapshot(2, { load: 9 }), quiet, before, at(900));
    const unknown = decide({ readings: {}, target: gone }, quiet, before, at(900));

    expect(busy.next.calmSince).toBeUndefined();
    expect(unknown.next.calmSince).toBeUndefined();
  });
});

describe('a calm target', () => {
  const quiet = plan({ min: 2, calmEvery: 300 });
  const calmed = state({
    calmSince: START,
    applied: { capacity: capacity(2), at: at(-9000) },
  });
  const ticks = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => at(from + 60 * index));

  it('is looked at in every tick until it has been calm for ten minutes', () => {
    const passedOver = ticks(0, 10).filter((now) => isResting(quiet, calmed, now));

    expect(RESTS_AFTER).toBe(600);
    expect(passedOver).toEqual([]);
  });

  test('is then looked at once in each of its longer cadences, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(120, 300, 900), (id, every) => {
        const looks = ticks(600, every / 60).filter(
          (now) => !isResting({ ...quiet, id, calmEvery: seconds(every) }, calmed, now),
        );

        expect(looks).toHaveLength(1);
      }),
    );
  });

  test('is never left alone for longer than that, however often it is looked at else', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(10, 60, 120, 180, 240, 420),
        fc.constantFrom(300, 480, 900),
        (id, evaluateEvery, calmEvery) => {
          const guarded = plan({ id, min: 2, evaluateEvery, calmEvery });
          const looks = ticks(600, 60).filter(
            (now) => isDue(guarded, now) && !isResting(guarded, calmed, now),
          );

          const gaps = looks.map((look, index) => look - (looks[index - 1] ?? at(600)));

          expect(looks.length).toBeGreaterThan(0);
          expect(Math.max(...gaps) / 1000).toBeLessThanOrEqual(Math.max(calmEvery, evaluateEvery));
        },
      ),
    );
  });

  it.each([
    { name: 'its plan has no longer cadence', written: plan({ min: 2 }), before: calmed },
    { name: 'it was never calm', written: quiet, before: { ...calmed, calmSince: undefined } },
    {
      name: 'a new plan wants more of it',
      written: plan({ min: 4, calmEvery: 300 }),
      before: calmed,
    },
    {
      name: 'a new plan lets it have less',
      written: plan({ min: 1, calmEvery: 300 }),
      before: calmed,
    },
    {
      name: 'a new plan gives it a budget',
      written: { ...quiet, budget: BUDGET },
      before: calmed,
    },
    {
      name: 'an operator has said what it is to have',
      written: quiet,
      before: {
        ...calmed,
        limits: {
          override: { kind: 'capacity', capacity: capacity(9), until: at(9000), note: '' },
        },
      } satisfies State,
    },
    {
      name: 'its calm is in the future',
      written: quiet,
      before: { ...calmed, calmSince: at(9000) },
    },
  ])('does not rest where $name', ({ written, before }) => {
    const passedOver = ticks(600, 15).filter((now) => isResting(written, before, now));

    expect(passedOver).toEqual([]);
  });
});
