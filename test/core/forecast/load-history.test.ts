import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyHistory,
  historyOf,
  slotOf,
  withLoads,
} from '../../../shared/core/forecast/load-history.ts';
import { instant } from '../../../shared/core/units.ts';
import { SLOT_MS, TODAY } from './histories.ts';

const minutesAgo = (minutes: number) => instant(TODAY - minutes * 60_000);

describe('a load history', () => {
  it('averages the loads of a slot, and a period that ends with a slot belongs to it', () => {
    const history = historyOf(
      [
        { at: minutesAgo(5), value: 100 },
        { at: minutesAgo(4), value: 10 },
        { at: minutesAgo(0), value: 20 },
      ],
      TODAY,
    );

    expect([...history.values.slice(-2)]).toEqual([100, 15]);
  });

  it('does not take a slot without a load for one without work', () => {
    const history = historyOf([{ at: minutesAgo(20), value: 5 }], TODAY);

    expect([...history.values.slice(-5)]).toEqual([
      5,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('leaves a slot that is not over for later', () => {
    const now = instant(TODAY + 120_000);

    const history = historyOf([{ at: instant(TODAY + 60_000), value: 7 }], now);

    expect(slotOf(history.end)).toBe(slotOf(TODAY));
    expect([...history.values].every(Number.isNaN)).toBe(true);
  });

  it('is the same whether it is read at once or continued', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 10 }),
        (values, pauses) => {
          const loads = values.map((value, index) => ({ at: minutesAgo(index), value }));
          const stops = pauses.map((slots) => instant(TODAY - slots * SLOT_MS)).toSorted();

          let continued = emptyHistory(instant(TODAY - 15 * 86_400_000));
          for (const now of [...stops, TODAY]) {
            const known = loads.filter(({ at }) => at <= now && at > continued.end);
            continued = withLoads(continued, known, now);
          }

          const atOnce = historyOf(loads, TODAY);
          expect(continued.end).toBe(atOnce.end);
          expect([...continued.values]).toEqual([...atOnce.values]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
