import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { serviceSteps } from '../../shared/simulator/service-time.ts';

function momentsOf(steps: Int32Array): { readonly mean: number; readonly variance: number } {
  const mean = steps.reduce((sum, each) => sum + each, 0) / steps.length;
  return {
    mean,
    variance: steps.reduce((sum, each) => sum + (each - mean) ** 2, 0) / steps.length,
  };
}

describe('serviceSteps', () => {
  it.each([
    { distribution: 'deterministic', variance: 0 },
    { distribution: 'exponential', variance: 200 ** 2 },
    { distribution: 'lognormal', variance: 200 ** 2 * (Math.exp(0.8 ** 2) - 1) },
  ] as const)('$distribution has its mean and variance', ({ distribution, variance }) => {
    const spec = { distribution, mean: seconds(20), spread: 0.8 };

    const moments = momentsOf(serviceSteps(spec, seconds(0.1)));

    expect(moments.mean).toBeCloseTo(200, 2);
    expect(Math.abs(moments.variance - variance)).toBeLessThanOrEqual(0.02 * variance);
  });

  it.each([0.3, 1.5, 2.25])('keeps a mean of %f steps though it only has whole ones', (mean) => {
    const steps = serviceSteps({ distribution: 'deterministic', mean: seconds(mean) }, seconds(1));

    expect(momentsOf(steps).mean).toBeCloseTo(mean, 3);
    expect(new Set(steps).size).toBe(2);
  });
});
