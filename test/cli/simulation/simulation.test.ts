import { describe, expect, it } from 'vitest';
import { loadNamed } from '../../../cli/simulation/load-trace.ts';
import { scoreLines } from '../../../cli/simulation/score-lines.ts';
import { simulation } from '../../../cli/simulation/simulation.ts';
import { seconds } from '../../../shared/core/units.ts';
import { albMetric } from '../../support/load-balancer.ts';
import { onlyPlan } from '../../support/scenario.ts';

const PLAN = onlyPlan(`
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 40 }
    sources:
      requests: ${albMetric('RequestCount')}
    policies:
      - { type: target-tracking, source: requests, target: 1000, measure: total }
`);

describe('simulation', () => {
  it('lets a plan in shadow mode act, for nothing real moves', async () => {
    const load = await loadNamed('diurnal', { seed: 1, length: seconds(86_400), peak: 300 });
    const settings = { seed: 1, startUpJitter: 0 };

    const [live, shadow] = (['live', 'shadow'] as const).map(
      (mode) => simulation({ ...PLAN, mode }, load, settings).score,
    );

    expect(live?.changesPerDay).toBeGreaterThan(2);
    expect(shadow).toEqual(live);
  });

  it.each([
    { unit: 'per second', line: '  one unit    serves 24 per second' },
    { unit: '', line: '  one unit    serves 24 of the load' },
  ])('says what one unit serves, in the unit "$unit"', async ({ unit, line }) => {
    const load = await loadNamed('diurnal', { seed: 1, length: seconds(3600), peak: 300 });
    const settings = { seed: 1, startUpJitter: 0, capacityPerUnit: 24 };

    const simulated = simulation(PLAN, load, settings);

    expect(scoreLines(PLAN, { ...load, unit }, simulated)).toContain(line);
  });
});
