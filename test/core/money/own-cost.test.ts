import { describe, expect, it } from 'vitest';
import { ownAssumptions, WRITE_RATES } from '../../../shared/core/money/own-assumptions.ts';
import { ownCalls, type ReadTarget } from '../../../shared/core/money/own-calls.ts';
import { ownCost } from '../../../shared/core/money/own-cost.ts';
import { servicePrices } from '../../../shared/core/money/service-prices.ts';
import { seconds } from '../../../shared/core/units.ts';

const BATCHING = { largestBatch: 100, messagesPerSend: 10 };
const MONTH_MINUTES = 43_800;

function fleet(count: number, service: 'sqs' | 'cloudWatch'): readonly ReadTarget[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `target-${index}`,
    evaluateEvery: seconds(60),
    reads: [{ service, key: `${index}`, count: 1 }],
  }));
}

function costOf(targets: readonly ReadTarget[], writes: keyof typeof WRITE_RATES) {
  const calls = ownCalls(targets, 1, BATCHING);
  return ownCost(calls, ownAssumptions(WRITE_RATES[writes]), servicePrices, targets.length);
}

describe('ownCost', () => {
  it('of one quiet queue is what AWS asks for its calls', () => {
    const cost = costOf(fleet(1, 'sqs'), 'quiet');

    expect(cost.reading).toBeCloseTo(MONTH_MINUTES * 0.4e-6, 9);
    expect(cost.states).toBeCloseTo(MONTH_MINUTES * 0.125e-6, 9);
    expect(cost.writes).toBe(0);
    expect(cost.lambda).toBeCloseTo(MONTH_MINUTES * (0.2e-6 + 0.25 * 0.0000133334), 9);
    expect(cost.handingOn).toBeCloseTo(657_000 * 0.4e-6, 9);
    expect(cost.fixed).toBeCloseTo(15 * 0.1 + 6 * 0.3, 9);
    expect(cost.forecasts).toBeCloseTo(730 * (0.2e-6 + 0.5 * 0.0000133334), 9);
    expect(cost.bills).toBeCloseTo(91.25 * (0.2e-6 + 0.25 * 0.0000133334), 9);
    expect(cost.sum).toBeCloseTo(3.7678, 4);
  });

  it('reads a queue for a twenty-fifth of the price of a metric', () => {
    const queues = costOf(fleet(100, 'sqs'), 'quiet');
    const metrics = costOf(fleet(100, 'cloudWatch'), 'quiet');

    expect(metrics.reading / queues.reading).toBeCloseTo(25, 9);
  });

  it('grows with what is written: 0.0274 USD a month for a unit at every look', () => {
    const busy = costOf(fleet(1000, 'sqs'), 'busyQueue');

    expect(busy.writes / 1000).toBeCloseTo(0.0274 * 0.77, 3);
  });

  it('per target leaves out what one target costs as much as ten thousand', () => {
    const [few, many] = [costOf(fleet(100, 'sqs'), 'quiet'), costOf(fleet(10_000, 'sqs'), 'quiet')];

    expect(many.perTarget).toBeCloseTo(0.0254, 3);
    expect(few.perTarget).toBeCloseTo(many.perTarget, 2);
  });

  it('adds 0.91 USD a month for each budget that asks what was billed, whatever its targets', () => {
    const targets = fleet(20, 'sqs').map((target, index) => ({
      ...target,
      budget: index % 2 === 0 ? 'shop' : 'jobs',
    }));
    const billed = targets.map((target) => ({ ...target, isBilled: true }));
    const one = targets.map((target) => ({ ...target, isBilled: target.budget === 'shop' }));

    const bills = [targets, one, billed].map((each) => costOf(each, 'quiet').bills);

    expect(bills[0]).toBeCloseTo(0, 3);
    expect((bills[1] ?? 0) - (bills[0] ?? 0)).toBeCloseTo(0.9125, 9);
    expect((bills[2] ?? 0) - (bills[0] ?? 0)).toBeCloseTo(1.825, 9);
  });

  it('adds a cent a month for a load that is foretold', () => {
    const load = { service: 'cloudWatch', key: 'load', count: 1 } as const;
    const one = fleet(1, 'sqs');
    const foretold = one.map((target) => ({ ...target, foretold: [load] }));

    const [without, withIt] = [costOf(one, 'quiet'), costOf(foretold, 'quiet')];

    const reading = 730 * 0.01e-3;
    const making = (730 / 25) * 0.0000133334;
    const keeping = 730 * 2 * 0.625e-6 + 0.5 * (MONTH_MINUTES + 730) * 0.125e-6;
    expect(withIt.forecasts - without.forecasts).toBeCloseTo(reading + making + keeping, 9);
    expect(withIt.perTarget - without.perTarget).toBeCloseTo(0.0114, 4);
  });

  it.each([
    { name: 'quiet queues', service: 'sqs', writes: 'quiet', most: 0.05 },
    { name: 'queues that are never quiet', service: 'sqs', writes: 'busyQueue', most: 0.05 },
    {
      name: 'queues that may let messages wait five minutes',
      service: 'sqs',
      writes: 'patientQueue',
      most: 0.05,
    },
    { name: 'busy tiers on queues', service: 'sqs', writes: 'busyTier', most: 0.05 },
  ] as const)('of 10,000 $name is within $most USD each', ({ service, writes, most }) => {
    const { sum } = costOf(fleet(10_000, service), writes);

    expect(sum / 10_000).toBeLessThanOrEqual(most);
  });
});
