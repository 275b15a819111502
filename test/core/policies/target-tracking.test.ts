import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { targetTracking } from '../../../shared/core/policies/target-tracking.ts';
import { missing, policyContext, reading, target } from '../../support/builders.ts';

const spec = (written: object = {}) =>
  z.parse(targetTracking.schema, {
    type: 'target-tracking',
    source: 'cpu',
    target: 50,
    ...written,
  });
const total = spec({ measure: 'total' });

describe('target-tracking', () => {
  // Kubernetes, "Horizontal Pod Autoscaling", algorithm details: ceil(current × metric ÷ target).
  it.each([
    { units: 10, cpu: 100, expected: 20 },
    { units: 10, cpu: 25, expected: 5 },
    { units: 10, cpu: 50, expected: 10 },
    { units: 3, cpu: 51, expected: 4 },
    { units: 3, cpu: 33, expected: 2 },
    { units: 3, cpu: 34, expected: 3 },
    { units: 7, cpu: 0, expected: 0 },
    { units: 7, cpu: 1e300, expected: 1e9 },
    { units: 7, cpu: 1.7e308, expected: 1e9 },
  ])('$units units at $cpu become $expected', ({ units, cpu, expected }) => {
    const context = policyContext({ readings: { cpu }, target: target(units) });

    expect(targetTracking.recommend(spec(), context, undefined)).toMatchObject({
      status: 'recommended',
      capacity: expected,
    });
  });

  it.each([
    { sum: 0, expected: 0 },
    { sum: 1, expected: 1 },
    { sum: 500, expected: 10 },
    { sum: 501, expected: 11 },
    { sum: 1.7e308, expected: 1e9 },
  ])('a total of $sum needs $expected units, whatever runs', ({ sum, expected }) => {
    for (const units of [0, 4, 400]) {
      const context = policyContext({ readings: { cpu: sum }, target: target(units) });

      expect(targetTracking.recommend(total, context, undefined)).toMatchObject({
        capacity: expected,
      });
    }
  });

  it('keeps the unrounded capacity a number that JSON can carry', () => {
    const tiny = spec({ target: 1e-9 });

    for (const reporting of [7, 0]) {
      const readings = { cpu: reading(1.7e308, { reporting }) };
      const context = policyContext({ readings, target: target(7) });

      const answer = targetTracking.recommend(tiny, context, undefined);

      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }
  });

  it('per unit it has no opinion from zero, and a total works from zero', () => {
    const context = policyContext({ readings: { cpu: 200 }, target: target(0) });

    expect(targetTracking.recommend(spec(), context, undefined).status).toBe('abstained');
    expect(targetTracking.recommend(total, context, undefined)).toMatchObject({ capacity: 4 });
    expect(targetTracking.worksFromZero?.(spec())).toBe(false);
    expect(targetTracking.worksFromZero?.(total)).toBe(true);
  });

  // Kubernetes replica_calculator.go: units that report nothing count 0 on the way out and 100 % of
  // the target on the way in; a change that would turn the direction round is not made.
  it.each([
    { name: 'out: silent units count as idle', reporting: 8, cpu: 100, expected: 16 },
    { name: 'out: silence that outweighs the load stops it', reporting: 4, cpu: 100, expected: 10 },
    { name: 'in: silent units count as on target', reporting: 8, cpu: 25, expected: 6 },
    { name: 'in: mostly silent hardly moves', reporting: 1, cpu: 0, expected: 9 },
    { name: 'on target: nothing to correct', reporting: 2, cpu: 50, expected: 10 },
    { name: 'all report', reporting: 10, cpu: 100, expected: 20 },
    { name: 'more report than run', reporting: 14, cpu: 100, expected: 20 },
    { name: 'nobody is said to report', reporting: 0, cpu: 100, expected: 10 },
  ])('of 10 units, $name', ({ reporting, cpu, expected }) => {
    const readings = { cpu: reading(cpu, { reporting }) };
    const context = policyContext({ readings, target: target(10) });

    expect(targetTracking.recommend(spec(), context, undefined)).toMatchObject({
      capacity: expected,
    });
  });

  // The same file: only units in service are multiplied, those starting count once.
  it.each([
    { name: 'overload counts what is starting', units: 20, inService: 10, cpu: 75, expected: 20 },
    { name: 'overload beyond what is starting', units: 20, inService: 10, cpu: 150, expected: 30 },
    {
      name: 'little load lets go what is starting',
      units: 20,
      inService: 10,
      cpu: 25,
      expected: 5,
    },
    { name: 'units leaving do not turn it round', units: 10, inService: 20, cpu: 40, expected: 10 },
  ])('$name', ({ units, inService, cpu, expected }) => {
    const context = policyContext({ readings: { cpu }, target: target(units, { inService }) });

    expect(targetTracking.recommend(spec(), context, undefined)).toMatchObject({
      capacity: expected,
    });
  });

  it('is blind without its reading', () => {
    const context = policyContext({ readings: { cpu: missing() } });

    expect(targetTracking.recommend(spec(), context, undefined)).toMatchObject({
      status: 'blind',
      missing: ['cpu'],
    });
  });

  it.each([
    { tolerance: 0, above: 50, below: 45 },
    { tolerance: 5, above: 52.5, below: 45 },
    { tolerance: 20, above: 60, below: 40 },
  ])(
    'with a tolerance of $tolerance % the capacity changes above $above and below $below',
    ({ tolerance, above, below }) => {
      const readings = { cpu: 48 };
      const context = policyContext({ readings, target: target(10), tolerance });

      expect(targetTracking.recommend(spec(), context, undefined)).toMatchObject({
        edge: { source: 'cpu', above, below },
      });
    },
  );

  it.each([0, -5])('refuses a target of %i', (value) => {
    const written = { type: 'target-tracking', source: 'cpu', target: value };

    expect(z.safeParse(targetTracking.schema, written).success).toBe(false);
  });
});
