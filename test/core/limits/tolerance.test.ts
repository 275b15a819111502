import { describe, expect, it } from 'vitest';
import { tolerance, toleranceBand } from '../../../shared/core/limits/tolerance.ts';
import { capacity, capacityFor } from '../../../shared/core/units.ts';
import { limitContext } from '../../support/builders.ts';

describe('tolerance', () => {
  // Kubernetes, "Horizontal Pod Autoscaling": no scaling when |1 − ratio| ≤ 0.1, itself included.
  it.each([
    { current: 10, exact: 11, held: true },
    { current: 10, exact: 11.0001, held: false },
    { current: 10, exact: 10.4, held: true },
    { current: 10, exact: 9, held: true },
    { current: 10, exact: 8.9999, held: false },
    { current: 100, exact: 110, held: true },
    { current: 100, exact: 90, held: true },
    { current: 3, exact: 3.3, held: true },
    { current: 3, exact: 3.4, held: false },
    { current: 3, exact: 0, held: false },
  ])('a need of $exact at $current units is held: $held', ({ current, exact, held }) => {
    const proposal = { to: capacityFor(exact), exact };
    const context = limitContext({ current });

    const restraint = tolerance.restrain(proposal, context, undefined);

    expect(restraint?.to).toBe(held ? current : undefined);
  });

  it.each([
    { name: 'from zero', current: 0, proposal: { to: capacity(1), exact: 0.05 } },
    { name: 'a recommendation in whole units', current: 10, proposal: { to: capacity(11) } },
    { name: 'no change at all', current: 10, proposal: { to: capacity(10), exact: 9.5 } },
  ])('does not touch $name', ({ current, proposal }) => {
    expect(tolerance.restrain(proposal, limitContext({ current }), undefined)).toBeUndefined();
  });

  it('is what the plan says', () => {
    const proposal = { to: capacity(12), exact: 12 };

    const strict = limitContext({ current: 10, limits: { tolerance: 0 } });
    const lax = limitContext({ current: 10, limits: { tolerance: 25 } });

    expect(tolerance.restrain(proposal, strict, undefined)).toBeUndefined();
    expect(tolerance.restrain(proposal, lax, undefined)).toMatchObject({
      to: 10,
      because: '12 is within 25 % of 10',
    });
  });

  it.each([
    { current: 10, percent: 10, above: 11, below: 9 },
    { current: 100, percent: 10, above: 110, below: 90 },
    { current: 3, percent: 10, above: 3.3, below: 2 },
    { current: 0, percent: 10, above: 0, below: 0 },
    { current: 10, percent: 0, above: 10, below: 9 },
  ])('its band around $current at $percent % is $below to $above', (row) => {
    const band = toleranceBand(capacity(row.current), { tolerance: row.percent });

    expect(band.above).toBeCloseTo(row.above, 9);
    expect(band.below).toBeCloseTo(row.below, 9);
  });
});
