import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { threshold } from '../../../shared/core/policies/threshold.ts';
import { found, missing, policyContext, target } from '../../support/builders.ts';

const spec = (written: object = {}) =>
  z.parse(threshold.schema, {
    type: 'threshold',
    conditions: [
      { source: 'cpu', above: 70, below: 30 },
      { source: 'latency', above: 2, below: 0.5 },
    ],
    ...written,
  });

describe('threshold', () => {
  it.each([
    { name: 'any above scales out', cpu: 71, latency: 0.1, expected: 11 },
    { name: 'the other above scales out too', cpu: 10, latency: 2.1, expected: 11 },
    { name: 'exactly above is not above', cpu: 70, latency: 2, expected: 10 },
    { name: 'all below scales in', cpu: 29, latency: 0.4, expected: 9 },
    { name: 'one of two below stays', cpu: 29, latency: 1, expected: 10 },
    { name: 'exactly below is not below', cpu: 30, latency: 0.4, expected: 10 },
    { name: 'wild readings scale out by the same step', cpu: 1e300, latency: 0, expected: 11 },
  ])('$name', ({ cpu, latency, expected }) => {
    const context = policyContext({ readings: { cpu, latency }, target: target(10) });

    expect(threshold.recommend(spec(), context, undefined)).toMatchObject({
      status: 'recommended',
      capacity: expected,
    });
  });

  it.each([
    { cpu: 90, expected: 15 },
    { cpu: 10, expected: 8 },
  ])('changes by percent where the plan says so: $cpu makes $expected', ({ cpu, expected }) => {
    const percent = spec({
      conditions: [{ source: 'cpu', above: 70, below: 30 }],
      scaleOut: { adjustment: 'percent-change-in-capacity', by: 50 },
      scaleIn: { adjustment: 'percent-change-in-capacity', by: 20 },
    });
    const context = policyContext({ readings: { cpu }, target: target(10) });

    expect(threshold.recommend(percent, context, undefined)).toMatchObject({ capacity: expected });
  });

  it('a condition without a lower threshold does not stand in the way of scaling in', () => {
    const mixed = spec({
      conditions: [
        { source: 'cpu', above: 70, below: 30 },
        { source: 'errors', above: 5 },
      ],
    });
    const context = policyContext({ readings: { cpu: 10, errors: 4 }, target: target(10) });

    expect(threshold.recommend(mixed, context, undefined)).toMatchObject({ capacity: 9 });
  });

  it('without any lower threshold it has no opinion while nothing is above', () => {
    const alarmsOnly = spec({ conditions: [{ source: 'errors', above: 5 }] });
    const context = policyContext({ readings: { errors: 4 } });

    expect(threshold.recommend(alarmsOnly, context, undefined)).toMatchObject({
      status: 'abstained',
    });
  });

  it('one reading above scales out even while another is missing', () => {
    const context = policyContext({ readings: { cpu: missing(), latency: 3 }, target: target(10) });

    expect(threshold.recommend(spec(), context, undefined)).toMatchObject({ capacity: 11 });
  });

  it('is blind while a reading is missing and nothing else is above', () => {
    const context = policyContext({ readings: { cpu: 10, latency: missing() } });

    expect(threshold.recommend(spec(), context, undefined)).toMatchObject({
      status: 'blind',
      missing: ['latency'],
    });
  });

  it.each([
    { cpu: 90, edge: { source: 'cpu', below: 70 } },
    { cpu: 65, edge: { source: 'cpu', above: 70 } },
  ])('at $cpu it names the threshold nearest to being crossed', ({ cpu, edge }) => {
    const context = policyContext({ readings: { cpu, latency: 0.6 }, target: target(10) });

    expect(threshold.recommend(spec(), context, undefined)).toMatchObject({ edge });
  });

  it('lint finds inverted thresholds', () => {
    const inverted = spec({ conditions: [{ source: 'cpu', above: 30, below: 30 }] });

    expect(found(threshold.lint, inverted)).toEqual([
      'inverted-thresholds: the condition on cpu is inverted: below 30 must be under above 30',
    ]);
    expect(found(threshold.lint, spec())).toEqual([]);
  });

  it.each([
    { name: 'no condition', written: { conditions: [] } },
    { name: 'a change of nothing', written: { scaleOut: { by: 0 } } },
    { name: 'a change against its key', written: { scaleIn: { by: -1 } } },
  ])('refuses $name', ({ written }) => {
    const given = { type: 'threshold', conditions: [{ source: 'cpu', above: 1 }], ...written };

    expect(z.safeParse(threshold.schema, given).success).toBe(false);
  });
});
