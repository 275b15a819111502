import { describe, expect, it } from 'vitest';
import { instant, seconds } from '../../shared/core/units.ts';
import {
  endOf,
  loadAt,
  nextStepAfter,
  quantileOf,
  resampled,
  scaled,
  type Trace,
} from '../../shared/simulator/trace.ts';

const trace: Trace = {
  start: instant(60_000),
  step: seconds(60),
  values: Float64Array.from([1, 2, 3]),
  per: seconds(1),
  after: 'stay',
};

describe('a trace', () => {
  it.each([
    { name: 'before its start', at: 0, after: 'stay', expected: 1 },
    { name: 'at its start', at: 60_000, after: 'stay', expected: 1 },
    { name: 'just before a step', at: 119_999, after: 'stay', expected: 1 },
    { name: 'at a step', at: 120_000, after: 'stay', expected: 2 },
    { name: 'after its end', at: 900_000, after: 'stay', expected: 3 },
    { name: 'after its end', at: 240_000, after: 'repeat', expected: 1 },
    { name: 'a round later', at: 320_000, after: 'repeat', expected: 2 },
    { name: 'before its start', at: 0, after: 'repeat', expected: 3 },
  ] as const)('has the load of the step, $name ($after)', ({ at, after, expected }) => {
    expect(loadAt({ ...trace, after }, at)).toBe(expected);
  });

  it('has no load without steps', () => {
    expect(loadAt({ ...trace, values: new Float64Array() }, 0)).toBe(0);
  });

  it('tells when its load may change next, and when it ends', () => {
    expect(nextStepAfter(trace, 60_000)).toBe(120_000);
    expect(nextStepAfter(trace, 119_999)).toBe(120_000);
    expect(endOf(trace)).toBe(240_000);
  });

  it('has quantiles, and can be scaled', () => {
    expect(quantileOf(trace, 0.5)).toBe(2);
    expect(quantileOf(trace, 1)).toBe(3);
    expect([...scaled(trace, 2).values]).toEqual([2, 4, 6]);
  });
});

describe('resampled', () => {
  it.each([
    {
      name: 'joins coarse samples by straight lines, over gaps too',
      samples: [
        { at: 0, value: 0 },
        { at: 300, value: 50 },
        { at: 900, value: 150 },
      ],
      resolution: 300,
      expected: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150],
    },
    {
      name: 'averages fine samples, and keeps the last value over a gap',
      samples: [
        { at: 0, value: 2 },
        { at: 30, value: 4 },
        { at: 60, value: 7 },
        { at: 200, value: 9 },
      ],
      resolution: 30,
      expected: [3, 7, 7, 9],
    },
    { name: 'is empty without samples', samples: [], resolution: 60, expected: [] },
  ])('$name', ({ samples, resolution, expected }) => {
    const { values } = resampled(samples, {
      resolution: seconds(resolution),
      step: seconds(60),
      per: seconds(1),
    });

    expect([...values]).toEqual(expected);
  });
});
