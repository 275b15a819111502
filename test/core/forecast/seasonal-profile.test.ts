import { describe, expect, it } from 'vitest';
import { holidaySlots } from '../../../shared/core/forecast/holidays.ts';
import { DAY_SLOTS, type LoadHistory, slotOf } from '../../../shared/core/forecast/load-history.ts';
import { seasonalProfiles } from '../../../shared/core/forecast/seasonal-profile.ts';
import { TODAY, twoWeeks, wave } from './histories.ts';

const NONE = { weekly: 6, isHoliday: undefined };
const NOON = slotOf(TODAY) + DAY_SLOTS / 2;

/** The profile of a history with these settings. */
function seasonalProfile(
  history: LoadHistory,
  { weekly, isHoliday }: { weekly: number; isHoliday: ((slot: number) => boolean) | undefined },
) {
  return seasonalProfiles(history, isHoliday)(weekly);
}

describe('a seasonal profile', () => {
  it('knows a day that is like every other', () => {
    const usualAt = seasonalProfile(
      twoWeeks((_, slot) => wave(slot)),
      NONE,
    );

    expect(usualAt(NOON)).toBeCloseTo(300, 6);
    expect(usualAt(slotOf(TODAY))).toBeCloseTo(100, 6);
  });

  it('takes the same weekday for most alike, the more, the more it is told to', () => {
    const history = twoWeeks((day) => (day % 7 === 0 ? 1000 : 100));

    const [some, most] = [1, 1000].map((weekly) => seasonalProfile(history, { ...NONE, weekly }));

    expect(some?.(NOON)).toBeLessThan(300);
    expect(most?.(NOON)).toBeGreaterThan(980);
  });

  it('says nothing of a time of day that was never seen', () => {
    const usualAt = seasonalProfile(
      twoWeeks((_, slot) => (slot < 100 ? 5 : undefined)),
      NONE,
    );

    expect(usualAt(NOON)).toBeNaN();
  });

  it('does not learn from an outage of its own past', () => {
    const steady = twoWeeks((day) => (day === 13 ? 0 : 200));

    expect(seasonalProfile(steady, NONE)(NOON)).toBeCloseTo(200, 6);
  });

  it('believes nights that are always empty', () => {
    const usualAt = seasonalProfile(
      twoWeeks((_, slot) => (slot < 100 ? 0 : 200)),
      NONE,
    );

    expect(usualAt(slotOf(TODAY) + 10)).toBe(0);
  });

  it.each([
    { name: 'twice the load since yesterday', newDays: 1, factor: 2, tomorrow: 600 },
    { name: 'a third of the load for three days', newDays: 3, factor: 1 / 3, tomorrow: 100 },
  ])('is on the level of now after $name', ({ newDays, factor, tomorrow }) => {
    const history = twoWeeks((day, slot) => wave(slot) * (day >= 14 - newDays ? factor : 1));

    expect(seasonalProfile(history, NONE)(NOON)).toBeCloseTo(tomorrow, 6);
  });

  it('does not expect little because of one quiet day', () => {
    const history = twoWeeks((day, slot) => wave(slot) * (day === 13 ? 0.3 : 1));

    expect(seasonalProfile(history, NONE)(NOON)).toBeGreaterThan(200);
  });

  it('learns nothing of ordinary days from a holiday', () => {
    const history = twoWeeks((day) => (day === 13 ? 30 : 300));
    const isHoliday = holidaySlots(['2026-01-21'], 'UTC') ?? (() => false);

    expect(seasonalProfile(history, { weekly: 6, isHoliday })(NOON)).toBeCloseTo(300, 6);
  });

  it('takes a holiday for an earlier one, and without one for a Sunday', () => {
    // Days 3 and 10 are the Sundays; day 8 was a holiday.
    const history = twoWeeks((day) => (day === 8 ? 20 : day % 7 === 3 ? 50 : 300));
    const first = holidaySlots(['2026-01-22'], 'UTC') ?? (() => false);
    const second = holidaySlots(['2026-01-16', '2026-01-22'], 'UTC') ?? (() => false);

    expect(seasonalProfile(history, { weekly: 6, isHoliday: first })(NOON)).toBeLessThan(100);
    expect(seasonalProfile(history, { weekly: 6, isHoliday: second })(NOON)).toBeLessThan(50);
  });
});
