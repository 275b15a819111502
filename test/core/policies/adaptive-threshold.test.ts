import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { adaptiveThreshold } from '../../../shared/core/policies/adaptive-threshold.ts';
import type { UsualValues } from '../../../shared/core/usual-values.ts';
import { at, found, missing, policyContext, START, target } from '../../support/builders.ts';

const spec = (written: object = {}) =>
  z.parse(adaptiveThreshold.schema, { type: 'adaptive-threshold', source: 'cpu', ...written });

/** At 09:00 usually 50, give or take 10; nothing is known of other hours. */
function usually(given: { samples?: number; low?: number; high?: number } = {}): UsualValues {
  const { samples = 60, low = -1.6, high = 1.6 } = given;
  return {
    type: 'adaptive-threshold',
    sampled: START / 600_000,
    hours: Array.from({ length: 24 }, (_, hour) => (hour === 9 ? [samples, 50, 10] : null)),
    low,
    high,
  };
}

function recommend(cpu: number, written: object = {}, memory: UsualValues | undefined = usually()) {
  const context = policyContext({ readings: { cpu }, target: target(20), now: at(60) });
  return adaptiveThreshold.recommend(spec(written), context, memory);
}

describe('adaptive-threshold', () => {
  it.each([70, 50, 30])('has no opinion of %s where 30 to 70 is usual', (cpu) => {
    expect(recommend(cpu)).toMatchObject({ status: 'abstained' });
  });

  it.each([
    { cpu: 70.1, expected: 24 },
    { cpu: 1e300, expected: 24 },
    { cpu: 29.9, expected: 18 },
    { cpu: 0, expected: 18 },
  ])('where 30 to 70 is usual, $cpu asks for $expected of 20 units', ({ cpu, expected }) => {
    expect(recommend(cpu)).toMatchObject({ status: 'recommended', capacity: expected });
  });

  it.each([
    { name: 'more deviations', written: { sensitivity: 3 }, usual: {}, from: 20, to: 80 },
    {
      name: 'percentiles further out',
      written: {},
      usual: { low: -2.5, high: 3 },
      from: 25,
      to: 80,
    },
    { name: 'a floor for high', written: { atLeast: 90 }, usual: {}, from: 30, to: 90 },
    { name: 'a floor that is lower', written: { atLeast: 60 }, usual: {}, from: 30, to: 70 },
    { name: 'a ceiling for low', written: { atMost: 10 }, usual: {}, from: 10, to: 70 },
  ])('the usual goes from $from to $to with $name', ({ written, usual, from, to }) => {
    expect(recommend(50, written, usually(usual))).toMatchObject({
      because: `cpu is 50, and from ${from} to ${to} is usual at 09:00 UTC`,
    });
  });

  it.each([
    { name: 'nothing is known at all', memory: undefined, samples: 0, reached: 0 },
    { name: 'little is known', memory: usually({ samples: 13 }), samples: 13, reached: 79.59 },
  ])('has no opinion while $name', ({ memory, samples, reached }) => {
    const context = policyContext({ readings: { cpu: 99 }, target: target(20), now: at(60) });

    expect(adaptiveThreshold.recommend(spec(), context, memory)).toMatchObject({
      status: 'abstained',
      because:
        `too little is known of cpu at 09:00 UTC: ${samples} samples, ` +
        `confidence ${reached} of 80 %`,
    });
  });

  it('has no opinion of another hour, and one of this hour from 14 samples on', () => {
    const later = policyContext({ readings: { cpu: 99 }, target: target(20), now: at(3600) });

    expect(adaptiveThreshold.recommend(spec(), later, usually())).toMatchObject({
      status: 'abstained',
    });
    expect(recommend(99, {}, usually({ samples: 14 }))).toMatchObject({ capacity: 24 });
    expect(recommend(99, { confidence: 50 }, usually({ samples: 4 }))).toMatchObject({
      capacity: 24,
    });
  });

  it('does not judge a value by itself, and learns from it', () => {
    const context = policyContext({ readings: { cpu: 99 }, target: target(20), now: at(600) });

    const answer = adaptiveThreshold.recommend(spec(), context, usually());

    expect(answer).toMatchObject({ capacity: 24 });
    expect(answer.remember).toMatchObject({ high: 1.79 });
  });

  it('changes by units where the plan says so, and then works from zero', () => {
    const written = { scaleOut: { adjustment: 'change-in-capacity', by: 3 } };

    expect(recommend(99, written)).toMatchObject({ capacity: 23 });
    expect(adaptiveThreshold.worksFromZero?.(spec(written))).toBe(true);
    expect(adaptiveThreshold.worksFromZero?.(spec())).toBe(false);
  });

  it('counts units that still start as added', () => {
    const context = policyContext({
      readings: { cpu: 99 },
      target: target(24, { inService: 20 }),
      now: at(60),
    });

    expect(adaptiveThreshold.recommend(spec(), context, usually())).toMatchObject({ capacity: 24 });
  });

  it('is blind without its reading, and forgets nothing', () => {
    const context = policyContext({ readings: { cpu: missing() } });

    const answer = adaptiveThreshold.recommend(spec(), context, usually());

    expect(answer).toMatchObject({ status: 'blind', missing: ['cpu'] });
    expect(answer).not.toHaveProperty('remember');
  });

  it('lint finds thresholds that are inverted, and accepts those that are not', () => {
    expect(found(adaptiveThreshold.lint, spec({ atLeast: 40, atMost: 40 }))).toEqual([
      'inverted-thresholds: the thresholds are inverted: atMost 40 must be under atLeast 40',
    ]);
    expect(found(adaptiveThreshold.lint, spec({ atLeast: 60, atMost: 40 }))).toEqual([]);
    expect(found(adaptiveThreshold.lint, spec())).toEqual([]);
  });

  it.each([
    { name: 'a confidence that takes for ever', written: { confidence: 95 } },
    { name: 'no sensitivity', written: { sensitivity: 0 } },
    { name: 'a change of nothing', written: { scaleOut: { by: 0 } } },
  ])('refuses $name', ({ written }) => {
    const whole = { type: 'adaptive-threshold', source: 'cpu', ...written };

    expect(z.safeParse(adaptiveThreshold.schema, whole).success).toBe(false);
  });
});
