import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { waits } from '../../shared/simulator/waits.ts';

describe('waits', () => {
  it('knows what is usual, what is rare and what is worst', () => {
    const waited = waits(seconds(2));
    waited.add(0, 90);
    waited.add(5, 9);
    waited.add(5000, 1);

    expect(waited.count()).toBe(100);
    expect(waited.quantile(0.5)).toBe(0);
    expect(waited.quantile(0.9)).toBe(0);
    expect(waited.quantile(0.95)).toBe(9);
    expect(waited.quantile(1)).toBe(9999);
    expect(waited.longest()).toBe(9999);
    expect(waited.sum()).toBe(9 * 9 + 9999);
  });

  it.each([
    { objective: 0, share: 0.9 },
    { objective: 8.9, share: 0.9 },
    { objective: 9, share: 0.99 },
    { objective: 20_000, share: 1 },
  ])('$share of them are within $objective s', ({ objective, share }) => {
    const waited = waits(seconds(2));
    waited.add(0, 90);
    waited.add(5, 9);
    waited.add(5000, 1);

    expect(waited.shareWithin(seconds(objective))).toBe(share);
  });

  it('without messages nothing waited too long', () => {
    const waited = waits(seconds(1));
    waited.add(7, 3);
    waited.reset();

    expect(waited.quantile(0.99)).toBe(0);
    expect(waited.longest()).toBe(0);
    expect(waited.shareWithin(seconds(0))).toBe(1);
  });
});
