import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { compositeScore } from '../../../shared/core/policies/composite-score.ts';
import { found, missing, policyContext, target } from '../../support/builders.ts';

const SIGNALS = [
  { source: 'cpu', weight: 3, idle: 10, calm: 40, busy: 60, critical: 90 },
  { source: 'latency', weight: 1, idle: 0.1, calm: 0.3, busy: 0.5, critical: 2.5 },
];
const spec = (written: object = {}) =>
  z.parse(compositeScore.schema, { type: 'composite-score', signals: SIGNALS, ...written });

type Readings = Parameters<typeof policyContext>[0];

function recommend(readings: NonNullable<Readings>['readings'], written: object = {}, units = 20) {
  const context = policyContext({ readings: readings ?? {}, target: target(units) });
  return compositeScore.recommend(spec(written), context, undefined);
}

describe('composite-score', () => {
  // Urgency: (3 × cpu + latency) ÷ 4; 20, 50 and 80 are answered with 10, 25 and 50 percent.
  it.each([
    { name: 'nothing is urgent, nothing idle', cpu: 50, latency: 0.4, expected: 20 },
    { name: 'a quarter of the weight at its worst', cpu: 50, latency: 9, expected: 22 },
    { name: 'just under the low answer', cpu: 67.99, latency: 0.5, expected: 20 },
    { name: 'low urgency, to the point', cpu: 68, latency: 0.5, expected: 22 },
    { name: 'medium urgency, to the point', cpu: 80, latency: 0.5, expected: 25 },
    { name: 'high urgency from the heavier signal', cpu: 90, latency: 0.9, expected: 30 },
    { name: 'everything at its worst', cpu: 1e300, latency: 1e300, expected: 30 },
    { name: 'low opportunity', cpu: 25, latency: 0.2, expected: 19 },
    { name: 'medium opportunity', cpu: 10, latency: 0.3, expected: 18 },
    { name: 'high opportunity', cpu: 5, latency: 0, expected: 16 },
    { name: 'idle but for one that is busy', cpu: 5, latency: 0.51, expected: 20 },
  ])('answers for 20 units: $name', ({ cpu, latency, expected }) => {
    expect(recommend({ cpu, latency })).toMatchObject({
      status: 'recommended',
      capacity: expected,
    });
  });

  it('says how every signal scored', () => {
    expect(recommend({ cpu: 80, latency: 1.5 })).toMatchObject({
      because: 'medium urgency, 62.5 of 100: cpu is 80 (66.67), latency is 1.5 (50)',
    });
    expect(recommend({ cpu: 5, latency: 0.3 })).toMatchObject({
      because: 'medium opportunity, 75 of 100: cpu is 5 (100), latency is 0.3 (0)',
    });
  });

  it('adds units instead of a percentage where the plan says so, and then works from zero', () => {
    const written = { adjustment: 'change-in-capacity', urgency: { high: { change: 30 } } };

    expect(recommend({ cpu: 90, latency: 2.5 }, written, 0)).toMatchObject({ capacity: 30 });
    expect(compositeScore.worksFromZero?.(spec(written))).toBe(true);
    expect(compositeScore.worksFromZero?.(spec())).toBe(false);
  });

  it('counts units that still start as added: one rise is answered once', () => {
    const readings = { cpu: 80, latency: 0.5 };
    const starting = policyContext({ readings, target: target(25, { inService: 20 }) });
    const more = policyContext({ readings, target: target(40, { inService: 20 }) });

    expect(compositeScore.recommend(spec(), starting, undefined)).toMatchObject({ capacity: 25 });
    expect(compositeScore.recommend(spec(), more, undefined)).toMatchObject({ capacity: 40 });
  });

  it('without an idle value anywhere it only ever asks for more', () => {
    const signals = [{ source: 'cpu', busy: 60, critical: 90 }];

    expect(recommend({ cpu: 1 }, { signals })).toMatchObject({ status: 'abstained' });
    expect(recommend({ cpu: 90 }, { signals })).toMatchObject({ capacity: 30 });
  });

  it('a signal of weight 0 neither asks nor stands in the way', () => {
    const signals = [...SIGNALS, { source: 'errors', weight: 0, busy: 1, critical: 5 }];

    expect(recommend({ cpu: 5, latency: 0, errors: 9 }, { signals })).toMatchObject({
      capacity: 16,
    });
  });

  it.each([
    { name: 'the rest urgent enough', cpu: 90, status: 'recommended' },
    { name: 'the rest not urgent', cpu: 50, status: 'blind' },
    { name: 'the rest idle', cpu: 5, status: 'blind' },
  ])('with a signal missing and $name it is $status', ({ cpu, status }) => {
    expect(recommend({ cpu, latency: missing('stale') })).toMatchObject({ status });
  });

  it('names the signals that are missing', () => {
    expect(recommend({ cpu: 50, latency: missing() })).toMatchObject({ missing: ['latency'] });
  });

  it.each([
    { name: 'in the middle', cpu: 55, latency: 0.4, edge: { source: 'cpu', above: 68, below: 20 } },
    {
      name: 'at low urgency',
      cpu: 70,
      latency: 0.5,
      edge: { source: 'cpu', above: 80, below: 68 },
    },
    { name: 'at the highest urgency', cpu: 95, latency: 2.5, edge: { source: 'cpu', below: 82 } },
    { name: 'while one is busy', cpu: 5, latency: 0.6, edge: { source: 'latency', above: 2.1 } },
  ])('names the value that would change the answer: $name', ({ cpu, latency, edge }) => {
    const answer = recommend({ cpu, latency });

    const found = answer.status === 'recommended' ? answer.edge : undefined;
    expect(found?.source).toBe(edge.source);
    expect(found?.above ?? 0).toBeCloseTo('above' in edge ? (edge.above ?? 0) : 0, 9);
    expect(found?.below ?? 0).toBeCloseTo('below' in edge ? (edge.below ?? 0) : 0, 9);
  });

  it('asks for no less when a signal rises', () => {
    const value = fc.double({ min: 0, max: 120, noNaN: true });
    fc.assert(
      fc.property(value, value, value, fc.nat(100), (cpu, more, latency, units) => {
        const [low, high] = [cpu, cpu + more].map((each) =>
          recommend({ cpu: each, latency: latency / 40 }, {}, units),
        );

        const capacityOf = (answer: typeof low) =>
          answer?.status === 'recommended' ? answer.capacity : Number.NaN;
        expect(capacityOf(high)).toBeGreaterThanOrEqual(capacityOf(low));
      }),
    );
  });

  it.each([
    {
      name: 'weights that sum to 0',
      written: { signals: [{ source: 'cpu', weight: 0, busy: 60, critical: 90 }] },
      problem: 'weightless-score: the weights sum to 0: no signal counts',
    },
    {
      name: 'urgency the wrong way round',
      written: { signals: [{ source: 'cpu', busy: 90, critical: 60 }] },
      problem: 'inverted-thresholds: cpu is inverted: busy 90 must be under critical 60',
    },
    {
      name: 'opportunity the wrong way round',
      written: { signals: [{ source: 'cpu', idle: 30, calm: 30, busy: 60, critical: 90 }] },
      problem: 'inverted-thresholds: cpu is inverted: idle 30 must be under calm 30',
    },
    {
      name: 'calm and busy at once',
      written: { signals: [{ source: 'cpu', idle: 10, calm: 61, busy: 60, critical: 90 }] },
      problem: 'inverted-thresholds: cpu is inverted: calm 61 must not be over busy 60',
    },
    {
      name: 'half an opportunity',
      written: { signals: [{ source: 'cpu', calm: 30, busy: 60, critical: 90 }] },
      problem: 'incomplete-signal: cpu has only one of calm and idle: they go together',
    },
    {
      name: 'answers out of order',
      written: { urgency: { low: { from: 50 } } },
      problem:
        'unordered-levels: urgency: low, medium and high must begin at rising scores, not at ' +
        '50, 50 and 80',
    },
    {
      name: 'a smaller answer to a higher score',
      written: { opportunity: { high: { change: 4 } } },
      problem:
        'unordered-levels: opportunity: a higher score must not be answered with a smaller ' +
        'change: 5, 10 and 4',
    },
  ])('lint finds $name', ({ written, problem }) => {
    expect(found(compositeScore.lint, spec(written))).toEqual([problem]);
  });

  it('lint accepts what is in order', () => {
    expect(found(compositeScore.lint, spec())).toEqual([]);
  });

  it.each([
    { name: 'no signals', written: { signals: [] } },
    { name: 'a negative weight', written: { signals: [{ ...SIGNALS[0], weight: -1 }] } },
    { name: 'a score over 100', written: { urgency: { high: { from: 101 } } } },
    { name: 'a change of 0', written: { urgency: { high: { change: 0 } } } },
    { name: 'an unknown answer', written: { urgency: { highest: { change: 1 } } } },
  ])('refuses $name', ({ written }) => {
    const whole = { type: 'composite-score', signals: SIGNALS, ...written };

    expect(z.safeParse(compositeScore.schema, whole).success).toBe(false);
  });
});
