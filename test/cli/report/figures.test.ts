import { describe, expect, it } from 'vitest';
import { figure, fixed } from '../../../cli/report/figures.ts';

describe('figure', () => {
  it.each([
    [1_234_567.8, '1,234,568'],
    [123.4, '123'],
    [1.2345, '1.23'],
    [0.00456, '0.00456'],
    [0, '0'],
    [-2.5, '-2.5'],
  ])('writes %d as %s', (value, expected) => {
    expect(figure(value)).toBe(expected);
  });
});

describe('fixed', () => {
  it('separates thousands and keeps its decimals', () => {
    expect(fixed(1234.5, 2)).toBe('1,234.50');
    expect(fixed(1234.5, 0)).toBe('1,235');
  });
});
