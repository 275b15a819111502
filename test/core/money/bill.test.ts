import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  type Billed,
  billSchema,
  correctionOf,
  type Figure,
  withFigure,
} from '../../../shared/core/money/bill.ts';
import { emptyLedger, observe, spentAt } from '../../../shared/core/money/ledger.ts';
import { at, START } from '../../support/builders.ts';

const DAY = 86_400;

/** What AWS says of days, counted from the start; told on a day. */
function figure(from: number, to: number, billed: number, given: Partial<Figure> = {}): Figure {
  return {
    from: at(from * DAY),
    to: at(to * DAY),
    billed,
    at: at(20 * DAY),
    ...given,
  };
}

/** What is known after each figure in turn, of days that we counted 10 USD for each. */
function bills(...figures: readonly Figure[]): Billed {
  return figures.reduce<Billed>((known, each) => {
    const counted = ((each.to - each.from) / 1000 / DAY) * 10;
    const verdict = withFigure(known, each, counted);
    return verdict.status === 'taken' ? verdict.billed : known;
  }, NOTHING);
}

const NOTHING: Billed = { bills: [] };

describe('a bill that is not complete yet', () => {
  it('corrects by what it says is missing', () => {
    expect(correctionOf(bills(figure(0, 3, 42)))).toBe(12);
  });

  it('never lowers the count: it may be low because it is late', () => {
    expect(withFigure(NOTHING, figure(0, 3, 22), 30)).toEqual({
      status: 'ignored',
      because: '22.00 USD is no more than we counted: 30.00 USD',
    });
  });

  it('that says no more than another says what is known', () => {
    const known = bills(figure(0, 3, 80));

    expect(withFigure(known, figure(0, 5, 60), 50)).toEqual({
      status: 'ignored',
      because: '60.00 USD is 10.00 more than we counted, and 50.00 more is known already',
    });
  });

  it('can be read by a version that knows no bills of single days, after a rollback', () => {
    const stored = z.strictObject({
      from: z.number(),
      to: z.number(),
      billed: z.number(),
      counted: z.number(),
      at: z.number(),
      isFinal: z.boolean(),
    });

    const [bill] = bills(figure(0, 3, 42)).bills;
    const again = z.parse(billSchema, JSON.parse(JSON.stringify(bill)));

    expect(z.safeParse(stored, again)).toMatchObject({ success: true, data: { isFinal: false } });
  });

  it.each([
    { name: 'that comes twice', figures: [figure(0, 3, 42), figure(0, 3, 42)], correction: 12 },
    { name: 'of more days', figures: [figure(0, 3, 42), figure(0, 5, 80)], correction: 30 },
    {
      name: 'of more days that says less',
      figures: [figure(0, 3, 42), figure(0, 5, 55)],
      correction: 12,
    },
    {
      name: 'that comes late and says more',
      figures: [figure(0, 5, 55), figure(0, 3, 42)],
      correction: 12,
    },
    { name: 'of other days', figures: [figure(0, 1, 11), figure(1, 2, 13)], correction: 4 },
  ])('$name counts once', ({ figures, correction }) => {
    expect(correctionOf(bills(...figures))).toBe(correction);
  });
});

describe('bills of a month', () => {
  const anyFigure = fc
    .record({
      days: fc.tuple(fc.nat(10), fc.integer({ min: 1, max: 5 })),
      billed: fc.nat(200),
      told: fc.nat(30),
    })
    .map(({ days: [from, length], billed, told }) =>
      figure(from, from + length, billed, { at: at(told * DAY) }),
    );

  it('never speak twice of one day, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyFigure, { maxLength: 12 }), (figures) => {
        const { bills: known } = bills(...figures, ...figures);

        known.forEach((bill, index) => {
          expect(bill.from).toBeGreaterThanOrEqual(known[index - 1]?.to ?? bill.from);
        });
      }),
    );
  });

  it('with open figures of growing spans come to the same correction in every order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (amounts, order) => {
          const figures = amounts.map((billed, day) => figure(0, day + 1, billed));
          const shuffled = figures
            .map((each) => ({ each, place: order.next().value ?? 0 }))
            .toSorted((one, other) => one.place - other.place)
            .map(({ each }) => each);

          expect(correctionOf(bills(...shuffled))).toBe(correctionOf(bills(...figures)));
        },
      ),
    );
  });

  it('are in what the month has spent', () => {
    const ledger = observe(emptyLedger('shop', START), { target: 'web', at: START, rate: 1 });
    const corrected = { ...ledger, ...bills(figure(-2, 0, 27)) };

    expect(spentAt(corrected, at(3600))).toMatchObject({ daily: 1, monthly: 8 });
  });
});
