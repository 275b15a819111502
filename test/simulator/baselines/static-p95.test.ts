import { describe, expect, it } from 'vitest';
import { staticP95 } from '../../../shared/simulator/baselines/static-p95.ts';
import { perMinute, webWorld } from '../worlds.ts';
import { steered, task } from './steered.ts';

/** A hundred minutes: up to 95 per second, then four of more. */
const load = perMinute(
  ...Array.from({ length: 96 }, (_, index) => index),
  ...Array.from({ length: 4 }, () => 500),
);

describe('static-p95', () => {
  it.each([
    { times: 1, expected: 10 },
    { times: 0.25, expected: 3 },
    { times: 3, expected: 29 },
    { times: 0.001, expected: 1 },
  ])('$times times what 95 per second need is $expected, always', ({ times, expected }) => {
    const asked = steered(staticP95.variant({ times }), webWorld({ load }), {
      task: task({ load }),
      times: 5,
    });

    expect(new Set(asked)).toEqual(new Set([expected]));
  });

  it('is searched from a quarter of that to three times', () => {
    const labels = staticP95.searched.map(({ label }) => label);

    expect(labels).toHaveLength(56);
    expect([labels[0], labels.at(-1)]).toEqual(['times 0.25', 'times 3']);
  });
});
