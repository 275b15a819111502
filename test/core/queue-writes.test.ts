import { describe, expect, it } from 'vitest';
import { betweenWrites } from '../../shared/core/queue-writes.ts';

describe('betweenWrites', () => {
  it.each([
    { name: 'two looks', objective: 180, cadence: 60, reaction: 129, expected: 120 },
    { name: 'a third of the objective', objective: 600, cadence: 60, reaction: 129, expected: 200 },
    { name: 'a third at a quick cadence', objective: 180, cadence: 10, reaction: 79, expected: 60 },
    {
      name: 'a third: no unit is in time',
      objective: 180,
      cadence: 60,
      reaction: 267,
      expected: 60,
    },
    { name: 'a third of what is short', objective: 90, cadence: 30, reaction: 30, expected: 30 },
    { name: 'a third of few looks', objective: 150, cadence: 60, reaction: 100, expected: 50 },
  ])('is $name: $objective s at $cadence s, units in $reaction s', ({ expected, ...pace }) => {
    expect(betweenWrites(pace)).toBe(expected);
  });
});
