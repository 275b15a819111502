import { describe, expect, it } from 'vitest';
import { loadNamed } from '../../../cli/simulation/load-trace.ts';
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
});
