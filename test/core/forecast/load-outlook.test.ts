import { describe, expect, it } from 'vitest';
import {
  firstOutlook,
  type LoadOutlook,
  outlookOf,
  withLoad,
} from '../../../shared/core/forecast/load-outlook.ts';
import { randomStream } from '../../../shared/simulator/random.ts';

const MINUTE_MS = 60_000;
const LEAD_MS = 4 * MINUTE_MS;

/** Shows a load minute by minute, as a policy would, and counts what was not covered. */
function watched(loadAt: (minute: number) => number, minutes: number, allowed: number) {
  let model: LoadOutlook = firstOutlook(loadAt(0), 0);
  const covered: number[] = [];
  let missed = 0;
  for (let minute = 1; minute < minutes; minute += 1) {
    const load = loadAt(minute);
    const isMissed = load > (covered[minute] ?? Number.POSITIVE_INFINITY);
    missed += isMissed && minute > minutes / 3 ? 1 : 0;
    model = withLoad(model, { load, at: minute * MINUTE_MS, isMissed }, allowed);
    const { covered: most, expectation } = outlookOf(model, load);
    covered[minute + LEAD_MS / MINUTE_MS] = most;
    const due = minute * MINUTE_MS + LEAD_MS;
    model = { ...model, pending: [...model.pending, { ...expectation, due, units: 1 }] };
  }
  return { model, missedShare: missed / ((minutes * 2) / 3), covered };
}

describe('the outlook of a load', () => {
  it.each([
    { name: 'white noise', noise: 1, walk: 0, bursts: 0 },
    { name: 'a random walk', noise: 0, walk: 1, bursts: 0 },
    { name: 'bursts that nobody announced', noise: 0.3, walk: 0, bursts: 1 },
  ])('misses $name about as often as is allowed', ({ noise, walk, bursts }) => {
    const random = randomStream(7, `outlook ${noise} ${walk} ${bursts}`);
    let level = 1000;
    let burst = 0;
    const loadAt = () => {
      level = Math.min(3000, Math.max(300, level + walk * 15 * random.normal()));
      burst = bursts > 0 && random.uniform() < 0.004 ? 1500 : burst * 0.85;
      return Math.max(0, level + burst + noise * 60 * random.normal());
    };

    const { missedShare } = watched(loadAt, 20_000, 0.005);

    expect(missedShare).toBeGreaterThan(0.001);
    expect(missedShare).toBeLessThan(0.0075);
  });

  it('keeps little in reserve for a load that never changes', () => {
    const { model, covered } = watched(() => 500, 3000, 0.005);

    expect(outlookOf(model, 500).expected).toBeCloseTo(500, 0);
    expect(covered.at(-1)).toBeLessThan(515);
  });

  it('is the same for the same load in other units', () => {
    const shape = (minute: number) => 5 + Math.sin(minute / 50);

    const small = watched(shape, 500, 0.005).model;
    const large = watched((minute) => shape(minute) * 1e6, 500, 0.005).model;

    expect(outlookOf(large, 5e6).covered / 1e6).toBeCloseTo(outlookOf(small, 5).covered, 6);
  });

  it('bears a load of nothing', () => {
    const { model } = watched(() => 0, 200, 0.005);

    expect(outlookOf(model, 0)).toMatchObject({ expected: 0, covered: 0 });
  });
});
