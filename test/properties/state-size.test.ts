/** A state is read and written by the kilobyte: a noisy target must stay within one. */
import { describe, expect, it } from 'vitest';
import { plan, queueReading } from '../support/builders.ts';
import { mulberry32 } from '../support/queue-world.ts';
import { type Moment, run } from '../support/run.ts';

/** DynamoDB packs two digits into a byte: so much JSON, mostly instants, is below 1 KB there. */
const LARGEST_BYTES = 1150;

/** A thousand evaluations of wild signals, with one in twenty readings missing. */
function noise(cadence: number, seed: number): readonly Moment[] {
  const random = mulberry32(seed);
  return Array.from({ length: 1000 }, (_, index) => {
    const wave = 50 + 40 * Math.sin(index / 20) + 40 * (random() - 0.5);
    const load = random() < 0.05 ? {} : { load: Math.max(0, wave * 10) };
    return {
      seconds: index * cadence,
      readings: {
        ...load,
        cpu: 100 * random(),
        jobs: queueReading(Math.floor(500 * random() ** 3), Math.floor(30 * random())),
      },
    };
  });
}

describe('the state of a noisy target', () => {
  it.each([
    { cadence: 10, warmUp: 0 },
    { cadence: 10, warmUp: 120 },
    { cadence: 60, warmUp: 0 },
    { cadence: 60, warmUp: 300 },
  ])('stays under 1 KB as JSON: cadence $cadence s, warm-up $warmUp s', ({ cadence, warmUp }) => {
    const noisy = plan({
      id: 'arn:aws:autoscaling:us-east-1:123456789012:checkout-workers-production',
      min: 0,
      max: 500,
      warmUp,
      evaluateEvery: cadence,
      policies: [
        { type: 'target-tracking', source: 'load', target: 10, measure: 'total' },
        { type: 'target-tracking', source: 'cpu', target: 60 },
        { type: 'queue-latency', source: 'jobs', objective: '30s', serviceTime: '1.2s' },
        { type: 'step', source: 'cpu', steps: [{ above: 90, change: 2 }] },
      ],
      limits: {
        tolerance: 0,
        missing: { do: 'last-known' },
        'scale-out': { stabilization: '2m', cooldown: '10s' },
        'scale-in': { cooldown: '10s' },
      },
    });

    const sizes = [1, 2, 3].flatMap((seed) =>
      run(noisy, noise(cadence, seed), { units: 10 }).map(
        ({ after }) => JSON.stringify(after).length,
      ),
    );

    expect(Math.max(...sizes)).toBeLessThan(LARGEST_BYTES);
  });
});
