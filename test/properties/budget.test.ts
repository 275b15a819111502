/** Promise 1, "never over the hard budget", over arbitrary budgets, loads, prices and gaps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../shared/core/decision.ts';
import {
  type Budget,
  type BudgetMember,
  floorRate,
  PERIODS,
} from '../../shared/core/money/budget.ts';
import { spentAt } from '../../shared/core/money/ledger.ts';
import { periodAt } from '../../shared/core/money/periods.ts';
import type { Instant } from '../../shared/core/units.ts';
import { budget, member, type Spenders, spenders } from '../support/budgets.ts';
import { at } from '../support/builders.ts';

const RUNS = { numRuns: 300 };
const CENT = 0.01;

const anyMembers = fc
  .array(
    fc.record({
      perHour: fc.constantFrom(0.034, 0.096, 0.768, 3.06),
      priority: fc.integer({ min: 1, max: 3 }),
      bounds: fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 60 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ perHour, priority, bounds: [one, other] }, index) =>
      member(`t${index}`, {
        perHour,
        priority,
        min: Math.min(one, other),
        max: Math.max(one, other),
      }),
    ),
  );

const limit = fc.double({ min: 0.5, max: 60, noNaN: true });
const anyBudget: fc.Arbitrary<Budget> = fc
  .record({
    members: anyMembers,
    hourly: fc.option(limit, { nil: undefined }),
    daily: fc.option(
      limit.map((usd) => usd * 8),
      { nil: undefined },
    ),
    soft: fc.subarray([...PERIODS]),
    keepMinimums: fc.boolean(),
    shed: fc.option(fc.nat(3), { nil: undefined }),
  })
  .map(({ members, hourly, daily, soft, keepMinimums, shed }) =>
    budget({
      members,
      limits: { hourly: hourly ?? 20, daily },
      soft,
      keepMinimums,
      emergency:
        shed === undefined
          ? undefined
          : { at: 1.5, of: 'hourly', shed: [members[shed % members.length]?.id ?? ''] },
    }),
  );

interface Moment {
  readonly gap: number;
  readonly loads: readonly number[];
  /** Which batch each target is in; 2 = it is not looked at. */
  readonly batches: readonly number[];
  readonly moved: readonly [target: number, units: number] | undefined;
}

const anyLife: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.record({
    gap: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 120 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    ),
    loads: fc.array(fc.nat(800), { minLength: 4, maxLength: 4 }),
    batches: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
    moved: fc.option(fc.tuple(fc.nat(3), fc.nat(80)), { nil: undefined, freq: 8 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** What happens at one moment of a life. */
function looked(members: readonly BudgetMember[], moment: Moment) {
  const loads = Object.fromEntries(members.map(({ id }, index) => [id, moment.loads[index] ?? 0]));
  const batches = [0, 1].map((batch) =>
    members.filter((_, index) => moment.batches[index] === batch).map(({ id }) => id),
  );
  return { loads, batches: batches.filter((ids) => ids.length > 0) };
}

/** Lives through every moment, what others move included; the second at which it ended. */
function lived(
  started: Spenders,
  { members }: Budget,
  life: readonly Moment[],
  seen: (decisions: readonly Decision[], now: number) => void = () => undefined,
): number {
  let now = 0;
  for (const moment of life) {
    now += moment.gap;
    if (moment.moved !== undefined) {
      const [target, units] = moment.moved;
      started.move(members[target % members.length]?.id ?? '', units);
    }
    const { loads, batches } = looked(members, moment);
    seen(started.evaluate(at(now), loads, batches), now);
  }
  return now;
}

/** USD of the minimums that are kept whatever the caps say. */
function keptFloor({ members, keepMinimums }: Budget): number {
  return keepMinimums ? floorRate({ members }) : 0;
}

describe('a hard hourly cap', () => {
  it('is not passed by what is decided, however evaluations overlap', () => {
    fc.assert(
      fc.property(anyMembers, anyLife, limit, (members, life, hourly) => {
        const shared = budget({ members, limits: { hourly } });
        const started = spenders(shared, Object.fromEntries(members.map(({ id }) => [id, 0])));
        let now = 0;
        for (const moment of life) {
          now += moment.gap;
          const { loads, batches } = looked(members, moment);

          started.evaluate(at(now), loads, batches);

          expect(started.rate()).toBeLessThanOrEqual(hourly + 1e-6);
        }
      }),
      RUNS,
    );
  });

  it('takes back within one evaluation of all what others put above it', () => {
    fc.assert(
      fc.property(anyBudget, anyLife, (drawn, life) => {
        const shared = { ...drawn, soft: [], limits: { hourly: drawn.limits.hourly } };
        const { members, limits } = shared;
        const started = spenders(shared);
        let now = 0;
        for (const { gap, loads, moved } of life) {
          now += gap;
          if (moved !== undefined) {
            started.move(members[moved[0] % members.length]?.id ?? '', moved[1]);
          }

          started.evaluate(
            at(now),
            Object.fromEntries(members.map(({ id }, index) => [id, loads[index] ?? 0])),
          );

          expect(started.rate()).toBeLessThanOrEqual(
            Math.max(limits.hourly ?? 0, keptFloor(shared)) + 1e-6,
          );
        }
      }),
      RUNS,
    );
  });
});

describe('a hard daily cap', () => {
  it('is passed at most by one interval of what ran already', () => {
    fc.assert(
      fc.property(anyMembers, anyLife, limit, (members, life, usd) => {
        const daily = usd * 4;
        const shared = budget({ members, limits: { daily } });
        const started = spenders(shared, Object.fromEntries(members.map(({ id }) => [id, 0])));
        let now = 0;
        for (const { gap, loads } of life) {
          const length = Math.min(gap, 600);
          const rate = started.rate();
          now += length;

          started.evaluate(
            at(now),
            Object.fromEntries(members.map(({ id }, index) => [id, loads[index] ?? 0])),
          );

          const spent = spentAt(started.ledger(), at(now)).daily;
          expect(spent).toBeLessThanOrEqual(daily + (rate * length) / 3600 + 1e-6);
        }
      }),
      RUNS,
    );
  });
});

describe('a ledger', () => {
  it('has within a cent what ran, hour by hour and day by day', () => {
    fc.assert(
      fc.property(anyBudget, anyLife, (shared, life) => {
        const { members } = shared;
        const started = spenders(shared);
        /** Everything that was seen or set, as a step function for each target. */
        const ran = new Map(members.map(({ id }) => [id, [] as [Instant, number][]]));
        const end = lived(started, shared, life, (decisions, now) => {
          for (const { from, to, target } of decisions) {
            ran.get(target)?.push([at(now), from ?? 0], [at(now), to ?? 0]);
          }
        });
        const everybody = [members.map(({ id }) => id)];
        for (const { from, target } of started.evaluate(at(end + 1), {}, everybody)) {
          ran.get(target)?.push([at(end + 1), from ?? 0]);
        }

        const spent = spentAt(started.ledger(), at(end + 1));

        for (const period of PERIODS) {
          const expected = members.reduce(
            (sum, { id, unit: { perHour = 0 } }) =>
              sum + integral(ran.get(id) ?? [], periodAt(period, at(end + 1)).from) * perHour,
            0,
          );
          expect(Math.abs(spent[period] - expected)).toBeLessThan(CENT);
        }
      }),
      RUNS,
    );
  });

  it('explains every decision by what it was given: it can be replayed', () => {
    fc.assert(
      fc.property(anyBudget, anyLife, (shared, life) => {
        lived(spenders(shared), shared, life, (decisions) => {
          for (const { by, because } of decisions.flatMap(({ steps }) => steps)) {
            expect(by !== 'budget' || /USD|emergency/.test(because)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });
});

/** Unit-hours from an instant on, of a function that keeps each value until the next. */
function integral(steps: readonly (readonly [Instant, number])[], from: Instant): number {
  return steps.reduce((sum, [start, units], index) => {
    const end = steps[index + 1]?.[0] ?? start;
    return sum + (units * Math.max(0, end - Math.max(start, from))) / 3_600_000;
  }, 0);
}

describe('the ladder', () => {
  it('tells each share of a limit once in each period', () => {
    fc.assert(
      fc.property(anyBudget, anyLife, (shared, life) => {
        const started = spenders(shared);
        lived(started, shared, life);

        const told = started
          .events()
          .flatMap((event) =>
            event.kind === 'alert'
              ? [`${event.level.period} ${event.level.from} ${event.share}`]
              : [],
          );

        expect(new Set(told).size).toBe(told.length);
      }),
      RUNS,
    );
  });

  it('sheds whom the plan names, to their minimum, and nobody else', () => {
    fc.assert(
      fc.property(anyBudget, anyLife, (shared, life) => {
        const named = shared.emergency?.shed ?? [];
        lived(spenders(shared), shared, life, (decisions) => {
          for (const { target, steps, to } of decisions) {
            const shed = steps.find(({ because }) => because.includes('emergency'));
            const min = shared.members.find(({ id }) => id === target)?.min;
            if (shed !== undefined) {
              expect(named).toContain(target);
              expect(to).toBeLessThanOrEqual(min ?? -1);
            }
          }
        });
      }),
      RUNS,
    );
  });
});

describe('priority', () => {
  it('lets nobody grow while somebody more important is refused what it asks for', () => {
    fc.assert(
      fc.property(anyMembers, anyLife, limit, (members, life, hourly) => {
        const shared = budget({ members, limits: { hourly } });
        const started = spenders(shared, Object.fromEntries(members.map(({ id }) => [id, 0])));
        const minimums = floorRate({ members });
        let now = 0;
        for (const { gap, loads } of life) {
          now += gap;
          const decisions = started.evaluate(
            at(now),
            Object.fromEntries(members.map(({ id }, index) => [id, loads[index] ?? 0])),
          );
          if (minimums > hourly) {
            continue;
          }

          for (const { target, steps, to } of decisions) {
            const mine = members.find(({ id }) => id === target);
            const refused = steps.some(({ by, from }) => by === 'budget' && (to ?? 0) < from);
            const lesser = decisions.filter(
              (other) =>
                other.action === 'scale-out' &&
                (members.find(({ id }) => id === other.target)?.priority ?? 0) >
                  (mine?.priority ?? 0) &&
                (other.to ?? 0) > (members.find(({ id }) => id === other.target)?.min ?? 0),
            );
            // What is left over may be too little for one more unit of the important one, and what
            // others give back can be spent once it is seen.
            const taken = decisions.reduce((sum, each) => sum + costOf(each, 'most'), 0);
            const given = lesser.reduce((sum, each) => sum + costOf(each, 'growth'), 0);
            const left = hourly - taken + given;
            if (refused && lesser.length > 0) {
              expect(left).toBeLessThan((mine?.unit.perHour ?? 0) + 1e-6);
            }
          }

          function costOf(
            { target, from, to }: (typeof decisions)[number],
            what: 'most' | 'growth',
          ): number {
            const perHour = members.find(({ id }) => id === target)?.unit.perHour ?? 0;
            const [before, after] = [from ?? 0, to ?? 0];
            return perHour * (what === 'most' ? Math.max(before, after) : after - before);
          }
        }
      }),
      RUNS,
    );
  });
});
