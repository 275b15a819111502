import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { holidayDate, holidaySlots } from '../../../shared/core/forecast/holidays.ts';
import { slotOf } from '../../../shared/core/forecast/load-history.ts';

describe('holidays', () => {
  it.each([
    { zone: 'UTC', first: '2026-12-25T00:00Z', last: '2026-12-25T23:55Z' },
    { zone: 'Asia/Seoul', first: '2026-12-24T15:00Z', last: '2026-12-25T14:55Z' },
    { zone: 'America/New_York', first: '2026-12-25T05:00Z', last: '2026-12-26T04:55Z' },
  ])('last from midnight to midnight in $zone', ({ zone, first, last }) => {
    const isHoliday = holidaySlots(['2026-12-25'], zone);
    const [from, to] = [slotOf(Date.parse(first)), slotOf(Date.parse(last))];

    expect([from - 1, from, to, to + 1].map((slot) => isHoliday?.(slot))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('are none where none is named', () => {
    expect(holidaySlots([], 'UTC')).toBeUndefined();
  });

  it.each(['2026-02-30', '25.12.2026', '2026-12-25T00:00'])('are no dates like %s', (text) => {
    expect(z.safeParse(holidayDate, text).success).toBe(false);
  });
});
