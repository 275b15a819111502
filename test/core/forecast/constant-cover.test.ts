import { describe, expect, it } from 'vitest';
import {
  type ConstantCover,
  coverOf,
  firstCover,
  withSeen,
} from '../../../shared/core/forecast/constant-cover.ts';
import { randomStream } from '../../../shared/simulator/random.ts';

const MINUTE_MS = 60_000;
const ALLOWED = 0.005;

/** Shows loads minute by minute, none of them missed unless told. */
function watched(
  minutes: number,
  loadAt: (minute: number) => number,
  told: { readonly isMissed?: boolean; readonly isHeld?: boolean } = {},
): ConstantCover {
  let cover = firstCover(loadAt(0), 0);
  for (let minute = 1; minute < minutes; minute += 1) {
    const seen = { load: loadAt(minute), at: minute * MINUTE_MS };
    cover = withSeen(cover, { ...seen, isMissed: false, isHeld: false, ...told }, ALLOWED);
  }
  return cover;
}

describe('the load that a constant capacity would bear', () => {
  it('is the highest one in the first days, and some more', () => {
    const cover = watched(600, (minute) => (minute === 100 ? 900 : 50));

    expect(coverOf(cover)).toBeCloseTo(1170, 6);
  });

  it('comes to be exceeded about as often as is allowed', () => {
    const random = randomStream(3, 'exponential loads');
    const loads = Array.from({ length: 60_000 }, () => random.exponential(100));

    const { exceeded } = watched(loads.length, (minute) => loads[minute] ?? 0);

    const above = loads.slice(-20_000).filter((load) => load > exceeded).length / 20_000;
    expect(above).toBeGreaterThan(0.002);
    expect(above).toBeLessThan(0.008);
  });

  it('forgets a peak that does not come again', () => {
    const cover = watched(14 * 1440, (minute) => (minute === 100 ? 5000 : 50));

    expect(coverOf(cover)).toBeLessThan(2000);
  });

  it('leaves more room after misses of its own, and does not mind those of others', () => {
    const own = watched(5000, () => 100, { isMissed: true, isHeld: true });
    const others = watched(5000, () => 100, { isMissed: true, isHeld: false });

    expect(own.room).toBe(3);
    expect(others.room).toBeCloseTo(1.3, 6);
  });

  it('leaves less room the longer nothing is missed', () => {
    expect(watched(9 * 1440, () => 100, { isHeld: true }).room).toBe(1);
  });
});
