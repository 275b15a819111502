import { describe, expect, it } from 'vitest';
import { minute, percent, usd } from '../../../cli/cost/amounts.ts';
import { START } from '../../support/builders.ts';

describe('amounts', () => {
  it.each([
    { amount: 2803.2, text: '2,803.20' },
    { amount: 1, text: '1.00' },
    { amount: 0.1, text: '0.10' },
    { amount: 0.096, text: '0.096' },
    { amount: 0.017_52, text: '0.0175' },
    { amount: 0.999, text: '1.00' },
    { amount: 0, text: '0.00' },
    { amount: -0.5, text: '-0.50' },
    { amount: null, text: '–' },
  ])('writes $amount USD as $text', ({ amount, text }) => {
    expect(usd(amount)).toBe(text);
  });

  it('writes percentages with a decimal, and times in UTC', () => {
    expect([percent(48.333), percent(null)]).toEqual(['48.3 %', '–']);
    expect(minute(START)).toBe('2026-01-05 09:00');
  });
});
